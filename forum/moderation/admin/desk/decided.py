"""What was decided lately, a stroke a line, each with its undoing: one's own or anybody's."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.moderation import permissions, queue
from forum.moderation.admin import sentences
from forum.moderation.admin.desk.decided_form import DecidedForm
from forum.moderation.admin.desk.doors import moderators
from forum.moderation.admin.desk.frames import frame
from forum.moderation.admin.lists import counted
from forum.moderation.models import Batch, Decision
from forum.moderation.refusals import when

SIZE = 50


@dataclass(frozen=True)
class Line:
    """A batch; `decision` where there is but one in it, `undo_url` where it can be taken back."""

    batch: Batch
    decision: Decision | None
    said: str
    when: str
    about: str
    url: str
    undo_url: str


@require_safe
@moderators
def page(request: HttpRequest) -> HttpResponse:
    """What `queue.Decided` reads in the address; ?before= is the last one of the page before."""
    asked = queue.Decided.read(request.GET)
    batches = asked.batches(request.user)
    before = queue.read_number(request.GET.get("before", ""))
    rest = asked.behind(batches, before) if before else batches
    found = list(rest.select_related("moderator", "undone_by__moderator")[: SIZE + 1])
    sections = permissions.reach(request.user)
    tally = queue.tally(request.user, sections)
    context = frame(request, _("Decided"), tally=tally, tab="decided") | {
        "lines": _lines(request, found[:SIZE]),
        "count": counted(batches),
        "form": DecidedForm(asked, sections),
        "asked": asked,
        "own_url": _url_of(replace(asked, whose="")),
        "all_url": _url_of(replace(asked, whose="all")),
        "unfiltered_url": _url_of(queue.Decided(whose=asked.whose)) if asked.is_narrow else "",
        "more": _url_of(asked, before=found[SIZE - 1].pk) if len(found) > SIZE else "",
    }
    return render(request, "admin/desk/decided.html", context)


def _url_of(asked: queue.Decided, **more: int) -> str:
    return reverse("admin:desk_decided", query=asked.asked | more or None)


def _lines(request, batches: list[Batch]) -> list[Line]:
    """With the decision of each that has but one, and with whom it was about: 2 queries."""
    alone = [batch.pk for batch in batches if batch.size == 1]
    decisions = Decision.objects.filter(batch__in=alone)
    decisions = list(decisions.select_related("comment", "discussion", "letter"))
    members = sentences.members_by_key(decision.whom for decision in decisions)
    by_batch = {decision.batch_id: decision for decision in decisions}
    return [_line(request, batch, by_batch.get(batch.pk), members) for batch in batches]


def _line(request, batch: Batch, decision: Decision | None, members: dict) -> Line:
    is_open = batch.verb in permissions.BY_VERB and not batch.is_undone
    may_undo = is_open and request.user.has_perm(permissions.BY_VERB[batch.verb])
    return Line(
        batch=batch,
        decision=decision,
        said=_said(batch),
        when=when(batch.made_at),
        about=sentences.about(decision, members) if decision else batch.summary or _("all of them"),
        url=_url(batch, decision),
        undo_url=reverse("admin:desk_undo", args=[batch.pk]) if may_undo else "",
    )


def _url(batch: Batch, decision: Decision | None) -> str:
    """To the comment; or, where there are several, to all that was decided at once."""
    if decision is None:
        return reverse("admin:moderation_batch_change", args=[batch.pk])
    return reverse("admin:desk_comment", args=[decision.comment_id]) if decision.comment_id else ""


def _said(batch: Batch) -> str:
    """ "Removed", or "Removed: 12"."""
    verb = capfirst(batch.get_verb_display())
    return verb if batch.size == 1 else f"{verb}: {batch.size}"
