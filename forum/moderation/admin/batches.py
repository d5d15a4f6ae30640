"""Batches of decisions in the admin: read by who may, and undone as a whole."""

from collections import Counter

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from forum.moderation import decisions, permissions
from forum.moderation.admin import sentences
from forum.moderation.admin.lists import ModeratorFilter
from forum.moderation.admin.readonly import ReadOnlyAdmin
from forum.moderation.models import Batch, Decision
from forum.moderation.numbers import read_number

SHOWN = 200  # decisions on the page of a batch; the list has them all
TOLD = 5  # reasons why things were left alone, the most frequent


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "moderator", "act", "summary", "state"]
    list_filter = [
        "verb",
        ("moderator", ModeratorFilter),
        ("made_at", admin.DateFieldListFilter),
    ]
    list_per_page = 50
    list_select_related = ["moderator", "undone_by__moderator"]
    search_fields = ["summary"]

    def get_queryset(self, request):
        return permissions.batches_within(super().get_queryset(request), request.user)

    @admin.display(description=gettext_lazy("decisions"), ordering="verb")
    def act(self, batch):
        return f"{batch.get_verb_display()}: {batch.size}"

    @admin.display(description=gettext_lazy("undone"))
    def state(self, batch):
        return batch.undone_by.moderator if batch.is_undone else "–"

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        name = "moderation_batch_undo"
        return [path("<int:pk>/undo/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """What was decided at one stroke, and the button that takes it back."""
        batch = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return TemplateResponse(
            request, "admin/moderation/batch/detail.html", self._context(request, batch)
        )

    def get_object(self, request, object_id, from_field=None):
        rows = self.get_queryset(request).select_related("moderator", "undoes")
        key = read_number(object_id)
        return rows.filter(pk=key).first() if key else None

    def _context(self, request, batch) -> dict:
        rows = permissions.decisions_within(batch.decisions.order_by("pk"), request.user)
        rows = rows.select_related("comment", "discussion", "letter")
        shown = list(rows[:SHOWN])
        names = sentences.names_by_key(row.whom for row in shown if not row.comment_id)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": batch,
            "batch": batch,
            "lines": [_line(row, names) for row in shown],
            "all_url": f"{reverse('admin:moderation_decision_changelist')}?batch={batch.pk}",
            "hidden": batch.size - len(shown),
            "may_undo": decisions.may_undo(batch, request.user),
        }

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the batch back, and say what became of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = get_object_or_404(Batch, pk=pk)
        try:
            undoing = decisions.undo(batch, request.user)
        except decisions.NotAllowed as refused:
            raise PermissionDenied from refused
        except decisions.LeftAlone as why:
            messages.warning(request, _("Nothing was undone: %s.") % why.sentence)
        else:
            _say(request, undoing)
            batch = undoing if undoing.pk else batch
        return redirect("admin:moderation_batch_change", batch.pk)


def _line(decision: Decision, names: dict) -> dict:
    return {
        "decision": decision,
        "about": sentences.about(decision, names),
        "changes": sentences.changes(decision),
        "why": sentences.why(decision),
    }


def _say(request, undoing: Batch) -> None:
    if undoing.size:
        said = ngettext("%d decision undone.", "%d decisions undone.", undoing.size)
        messages.success(request, said % undoing.size)
    reasons = Counter(why for _thing, why in undoing.left_alone)
    for why, count in reasons.most_common(TOLD):
        said = ngettext("%(count)d left as it is: %(why)s.", "%(count)d left: %(why)s.", count)
        messages.warning(request, said % {"count": count, "why": why})
