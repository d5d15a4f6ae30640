"""The log in the admin, decision by decision: read by who may, written by nobody."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.comments.rules import RULES, Hold
from forum.moderation import permissions
from forum.moderation.admin import sentences, words
from forum.moderation.admin.lists import ModeratorFilter
from forum.moderation.admin.named import NamedChangeList
from forum.moderation.admin.readonly import ReadOnlyAdmin
from forum.moderation.models import Decision
from forum.moderation.numbers import read_number


class AskedFilter(admin.SimpleListFilter):
    """What only a link asks for: a list of all would be as long as the log."""

    def lookups(self, request, model_admin):
        asked = request.GET.get(self.parameter_name, "")
        return [(asked, asked)] if asked else []

    def queryset(self, request, queryset):
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class PersonFilter(AskedFilter):
    title, parameter_name = gettext_lazy("person"), "whom"


class BatchFilter(AskedFilter):
    title, parameter_name = gettext_lazy("batch"), "batch"

    def lookups(self, request, model_admin):
        asked = super().lookups(request, model_admin)
        return [choice for choice in asked if read_number(choice[0]) is not None]

    def queryset(self, request, queryset):
        is_one = read_number(self.value() or "") is not None
        return super().queryset(request, queryset) if is_one else queryset


class RuleFilter(admin.SimpleListFilter):
    """Decisions about what a rule held."""

    title, parameter_name = gettext_lazy("rule"), "rule"

    def lookups(self, request, model_admin):
        return [(rule.code, rule.label) for rule in RULES if isinstance(rule, Hold)]

    def queryset(self, request, queryset):
        code = self.value()
        known = [known for known, _label in self.lookup_choices]
        return queryset.filter(rules__icontains=f'"{code}"') if code in known else queryset


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "moderator", "act", "subject", "whose", "why", "stroke"]
    list_filter = [
        "verb",
        ("moderator", ModeratorFilter),
        ("made_at", admin.DateFieldListFilter),
        "reason_code",
        RuleFilter,
        PersonFilter,
        BatchFilter,
    ]
    list_per_page = 50
    list_select_related = ["moderator", "comment", "discussion", "letter", "batch"]
    search_fields = ["reason", "discussion__title", "setting"]
    person_field = "whom"
    fields = ["made_at", "moderator", "verb", "subject", "whose", "change", "why", "stroke"]
    readonly_fields = fields

    def get_queryset(self, request):
        return permissions.decisions_within(super().get_queryset(request), request.user)

    def get_changelist(self, request, **kwargs):
        return NamedChangeList

    def get_object(self, request, object_id, from_field=None):
        decision = super().get_object(request, object_id, from_field)
        if decision:
            names = sentences.names_by_key([decision.whom])
            decision.person = sentences.person(decision.whom, names)
        return decision

    @admin.display(description=gettext_lazy("about"))
    def subject(self, decision):
        if decision.comment:
            url = reverse("admin:comments_comment_change", args=[decision.comment_id])
            said = words.beginning(decision.comment)
            return format_html('<a href="{}">{}: {}</a>', url, decision.comment.name, said)
        if decision.discussion:
            url = reverse("admin:comments_discussion_change", args=[decision.discussion_id])
            return format_html('<a href="{}">{}</a>', url, decision.discussion)
        if decision.letter:
            url = reverse("admin:moderation_letter_change", args=[decision.letter_id])
            return format_html('<a href="{}">{}</a>', url, decision.letter)
        return decision.setting or "–"

    @admin.display(description=gettext_lazy("person"))
    def whose(self, decision):
        if not decision.whom:
            return "–"
        return format_html('<a href="{}">{}</a>', history_url(decision.whom), decision.person)

    @admin.display(description=gettext_lazy("decision"), ordering="verb")
    def act(self, decision):
        verb, change = decision.get_verb_display(), self.change(decision)
        return format_html('{} <span class="badge-note">{}</span>', verb, change)

    @admin.display(description=gettext_lazy("change"))
    def change(self, decision):
        return sentences.change(decision)

    @admin.display(description=gettext_lazy("reason"))
    def why(self, decision):
        return sentences.why(decision)

    @admin.display(description=gettext_lazy("batch"), ordering="batch")
    def stroke(self, decision):
        url = reverse("admin:moderation_batch_change", args=[decision.batch_id])
        size = decision.batch.size
        said = _("one of %d") % size if size > 1 else _("alone")
        return format_html('<a href="{}">{}</a>', url, said)


def history_url(key: str) -> str:
    """The decisions about a person."""
    return reverse("admin:moderation_decision_changelist", query={"whom": key})
