"""Letters to the editors in the admin: read, answered by mail, marked as answered."""

from collections.abc import Iterable
from urllib.parse import quote

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from forum.moderation import decisions, letters
from forum.moderation.admin.readonly import ReadOnlyAdmin
from forum.moderation.models import Letter, Verb
from forum.moderation.numbers import read_number

QUOTED = 800  # characters of a letter in an answer: mail programs cut longer addresses
VERBS = {Verb.ANSWER.value: letters.answer, Verb.REOPEN.value: letters.reopen}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("waiting for an answer")), ("answered", _("answered"))]

    def queryset(self, request, queryset):
        chosen = {"open": queryset.open, "answered": queryset.answered}
        return chosen.get(self.value(), queryset.all)()


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ["subject", "sender", "state", "made_at"]
    list_filter = [StateFilter, "is_suspicious", ("made_at", admin.DateFieldListFilter)]
    list_per_page = 50
    list_select_related = ["answered_by"]
    ordering = [F("answered_at").desc(nulls_first=True), "-pk"]  # those that wait, then the rest
    search_fields = ["subject", "body", "name", "email"]
    actions = ["answer", "reopen"]

    def has_answer_permission(self, request) -> bool:
        return request.user.has_perm(letters.ANSWER)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.has_answer_permission(request)

    @admin.display(description=gettext_lazy("from"), ordering="name")
    def sender(self, letter):
        return format_html("{} <small>{}</small>", letter.name, letter.email)

    @admin.display(description=gettext_lazy("state"))
    def state(self, letter):
        note = _("perhaps by a machine") if letter.is_suspicious else ""
        if letter.answered_at is None:
            badge, word = "held", _("waits")
        else:
            badge, word = "published", _("answered by %s") % letter.answered_by
        template = '<span class="badge" data-state="{}">{}</span> <small>{}</small>'
        return format_html(template, badge, word, note)

    @admin.action(
        description=gettext_lazy("Mark the chosen letters as answered"), permissions=["answer"]
    )
    def answer(self, request, queryset):
        _change(request, Verb.ANSWER, queryset)

    @admin.action(description=gettext_lazy("Open the chosen letters again"), permissions=["answer"])
    def reopen(self, request, queryset):
        _change(request, Verb.REOPEN, queryset)

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.change_state_view))
        name = "moderation_letter_state"
        return [path("<int:pk>/state/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """The letter, who wrote it, what became of it, and the ways to answer."""
        key = read_number(unquote(object_id))
        wanted = self.get_queryset(request).select_related("member", "answered_by")
        letter = wanted.filter(pk=key).first() if key else None
        if not self.has_view_permission(request, letter):
            raise PermissionDenied
        if letter is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = self._context(request, letter)
        return TemplateResponse(request, "admin/moderation/letter/detail.html", context)

    def _context(self, request, letter) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            "title": letter.subject,
            "letter": letter,
            "log": letter.decisions.select_related("moderator"),
            "others": Letter.objects.filter(email=letter.email).exclude(pk=letter.pk)[:5],
            "may_answer": self.has_answer_permission(request),
            "verb": Verb.ANSWER if letter.answered_at is None else Verb.REOPEN,
            "answer_url": answer_url(letter),
        }

    def change_state_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answered, or open again."""
        if not self.has_answer_permission(request):
            raise PermissionDenied
        if (verb := request.POST.get("verb")) not in VERBS:
            raise BadRequest
        _change(request, Verb(verb), [get_object_or_404(Letter, pk=pk)])
        back = reverse("admin:moderation_letter_change", args=[pk])
        filters = self.get_preserved_filters(request)
        kept = {"preserved_filters": filters, "opts": self.opts}
        return redirect(add_preserved_filters(kept, back))


def answer_url(letter: Letter) -> str:
    """What opens an answer in the editor's own mail program, the letter quoted below."""
    quoted = [f"> {line}" for line in Truncator(letter.body).chars(QUOTED).split("\n")]
    body = "\r\n".join(["", "", _("%(name)s wrote:") % {"name": letter.name}, *quoted])
    subject = quote(_("Re: %s") % letter.subject)
    address = quote(letter.email, safe="@")
    return f"mailto:{address}?subject={subject}&body={quote(body)}"


def _change(request, verb: Verb, chosen: Iterable[Letter]) -> None:
    """Do it to each, in a transaction of its own, and say what became of them."""
    done = 0
    for letter in list(chosen):
        try:
            VERBS[verb](letter, request.user)
            done += 1
        except decisions.LeftAlone as why:
            messages.warning(request, f"{letter.subject}: {why.in_full}")
    sentences = {
        Verb.ANSWER: ngettext("%d letter is answered.", "%d letters are answered.", done),
        Verb.REOPEN: ngettext("%d letter waits again.", "%d letters wait again.", done),
    }
    if done:
        messages.success(request, sentences[verb] % done)
