"""The word lists in the admin: words put on a list, changed, taken off; spellings allowed.

Every change goes through `forum.comments.wordlists` and into the log, old → new.
"""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from forum.comments import wordlists
from forum.comments.models import Phrase, Word
from forum.moderation import decisions
from forum.moderation.admin import rehearsals, word_tallies
from forum.moderation.admin.word_forms import PhraseForm, WordForm, WordsForm
from forum.moderation.decisions.listing import told

TOLD = 20  # words of those that were known already


class WordList(ChangeList):
    """Each word with its `tally`: 1 query a page."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        tallies = word_tallies.recent()
        for word in self.result_list:
            word.tally = tallies[word.text]


class ListedAdmin(admin.ModelAdmin):
    """Rows that are taken off their list one by one or several at once."""

    @transaction.atomic
    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        changes = [(str(row), told(row), None) for row in queryset]
        decisions.record_words(request.user, changes)
        wordlists.discard(queryset)


@admin.register(Word)
class WordAdmin(ListedAdmin):
    change_form_template = "admin/comments/policy/change_form.html"
    list_display = ["text", "list", "language", "found", "right", "note", "added_at"]
    list_filter = ["list", "language"]
    list_per_page = 100
    search_fields = ["text", "note"]
    show_full_result_count = False

    class Media:
        css = {"all": ["css/admin-policy.css"]}

    def get_changelist(self, request, **kwargs):
        return WordList

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, form=WordForm if obj else WordsForm)

    def get_fields(self, request, obj=None):
        first = "text" if obj else "words"
        return [first, "list", "language", "note"]

    @admin.display(description=gettext_lazy("found in 30 days"))
    def found(self, word):
        return word.tally.found

    @admin.display(description=gettext_lazy("removed of the decided"))
    def right(self, word):
        return "–" if word.tally.share is None else f"{word.tally.share} %"

    def render_change_form(self, request, context, *args, **kwargs):
        context |= rehearsals.beside(context["adminform"].form)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, word, form, change):
        if not change:
            self._add(request, word, form.cleaned_data["words"])
            return
        before = told(Word.objects.get(pk=word.pk))
        wordlists.save(word)
        decisions.record_words(request.user, [(word.text, before, told(word))])

    def _add(self, request, word: Word, texts: list[str]) -> None:
        """`word` holds what all of them get; it becomes the first one, for the admin's own log."""
        added = wordlists.add(texts, word.list, word.language, word.note)
        first = (added.new or added.known)[0]
        word.pk, word.text = first.pk, first.text
        decisions.record_words(request.user, [(new.text, None, told(new)) for new in added.new])
        count = len(added.new)
        messages.info(request, ngettext("%d word added.", "%d words added.", count) % count)
        if added.known:
            names = [f"{known} ({known.get_list_display()})" for known in added.known[:TOLD]]
            messages.warning(request, _("Listed already, and left: %s") % ", ".join(names))


@admin.register(Phrase)
class PhraseAdmin(ListedAdmin):
    form = PhraseForm
    list_display = ["text", "source", "note"]
    search_fields = ["text", "source", "note"]
    list_per_page = 100
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return ["source"] if obj and obj.source else []

    def get_urls(self):
        allow = self.admin_site.admin_view(require_POST(self.allow))
        return [path("allow/", allow, name="comments_phrase_allow"), *super().get_urls()]

    @transaction.atomic
    def allow(self, request: HttpRequest) -> HttpResponse:
        """Let a spelling pass: `text`, the `comment` it was found in, and where to go `next`."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        comment = request.POST.get("comment", "")
        source = f"comment:{comment}" if comment.isdecimal() else ""
        self._allow(request, request.POST.get("text", ""), source[:60])
        there = request.POST.get("next", "")
        is_here = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
        return redirect(there if is_here else "admin:comments_phrase_changelist")

    def _allow(self, request, text: str, source: str) -> None:
        if not text.strip() or len(text) > Phrase._meta.get_field("text").max_length:
            messages.error(request, _("There is no spelling to allow."))
            return
        phrase, is_new = wordlists.allow(text, source=source)
        if is_new:
            decisions.record_words(request.user, [(phrase.text, None, told(phrase))])
            self.log_addition(request, phrase, [{"added": {}}])
        messages.success(request, _("“%s” passes from now on.") % phrase)

    def save_model(self, request, phrase, form, change):
        before = told(Phrase.objects.get(pk=phrase.pk)) if change else None
        wordlists.save(phrase)
        decisions.record_words(request.user, [(phrase.text, before, told(phrase))])
