"""What was decided lately, a stroke a line, each with its undoing: one's own or anybody's."""

from dataclasses import dataclass, replace

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.accounts.models import Member
from forum.moderation import permissions, queue
from forum.moderation.admin import sentences
from forum.moderation.admin.desk.decided_form import DecidedForm
from forum.moderation.admin.desk.doors import moderators
from forum.moderation.admin.desk.frames import frame
from forum.moderation.admin.lists import counted
from forum.moderation.models import Batch, Decision
from forum.moderation.numbers import read_number
from forum.moderation.refusals import when

SIZE = 50
ONE = Decision.objects.filter(batch=OuterRef("pk")).order_by().values("pk")[:1]
UNDONE = ("undone_by__moderator", "undone_by__undone_by__undone_by")  # what `Batch.undoing` reads


@dataclass(frozen=True)
class Line:
    """A batch; `undone_by` who took it back, `why` the reason that readers see and the one for the
    log, `undo_url` where it can be taken back."""

    batch: Batch
    undone_by: Member | None
    said: str
    why: list[str]
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
    before = read_number(request.GET.get("before", ""))
    rest = asked.behind(batches, before) if before else batches
    rest = rest.annotate(one=Subquery(ONE)).select_related("moderator", *UNDONE)
    found = list(rest[: SIZE + 1])
    sections = permissions.reach(request.user)
    tally = queue.tally(request.user, sections)
    context = frame(request, _("Decided"), tally=tally, tab="decided") | {
        "lines": _lines(request, found[:SIZE]),
        "count": counted(batches.standing()),
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
    """With one decision of each, whose reasons are those of all in its batch, and with whom it was
    about: 2 queries."""
    rows = Decision.objects.select_related("comment", "discussion", "letter")
    decisions = rows.in_bulk([batch.one for batch in batches])
    names = sentences.names_by_key(decision.whom for decision in decisions.values())
    return [_line(request, batch, decisions[batch.one], names) for batch in batches]


def _line(request, batch: Batch, decision: Decision, names: dict) -> Line:
    is_open = batch.verb in permissions.BY_VERB and not batch.is_undone
    may_undo = is_open and request.user.has_perm(permissions.BY_VERB[batch.verb])
    is_alone = batch.size == 1
    return Line(
        batch=batch,
        undone_by=batch.undoing.moderator if batch.undoing else None,
        said=_said(batch),
        why=[*filter(None, [decision.get_reason_code_display(), decision.reason])],
        when=when(batch.made_at),
        about=sentences.about(decision, names) if is_alone else batch.summary or _("all of them"),
        url=_url(batch, decision if is_alone else None),
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
