"""The log of decisions in the admin: read by who may, written by nobody here."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from forum.moderation.admin import words
from forum.moderation.admin.readonly import ReadOnlyAdmin
from forum.moderation.models import Decision


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "moderator", "act", "subject", "reason"]
    list_filter = [
        "verb",
        ("moderator", admin.RelatedOnlyFieldListFilter),
        ("made_at", admin.DateFieldListFilter),
    ]
    list_per_page = 50
    list_select_related = ["moderator", "comment", "discussion"]
    search_fields = ["reason", "discussion__title"]
    show_full_result_count = False
    fields = ["made_at", "moderator", "verb", "subject", "change", "reason"]
    readonly_fields = fields

    @admin.display(description=_("about"))
    def subject(self, decision):
        if decision.comment is None:
            url = reverse("admin:comments_discussion_change", args=[decision.discussion_id])
            return format_html('<a href="{}">{}</a>', url, decision.discussion)
        url = reverse("admin:comments_comment_change", args=[decision.comment_id])
        said = words.beginning(decision.comment)
        return format_html('<a href="{}">{}: {}</a>', url, decision.comment.name, said)

    @admin.display(description=_("decision"), ordering="verb")
    def act(self, decision):
        verb, change = decision.get_verb_display(), self.change(decision)
        return format_html('{} <span class="badge-note">{}</span>', verb, change)

    @admin.display(description=_("change"))
    def change(self, decision):
        return f"{words.state(decision.before)} → {words.state(decision.after)}"
