"""A queue at the desk: its list, and the card of the comment that is looked at."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.comments.models import Comment
from forum.moderation import queue
from forum.moderation.admin.desk import buttons, lines, shown
from forum.moderation.admin.desk.buttons import Button
from forum.moderation.admin.desk.chips import chips
from forum.moderation.admin.desk.doors import moderators
from forum.moderation.admin.desk.forms import FilterForm
from forum.moderation.admin.desk.frames import frame
from forum.moderation.admin.desk.lines import Row
from forum.moderation.admin.desk.sittings import Sitting


@dataclass(frozen=True)
class List:
    """A page of a queue as rows; `next` and `previous` are addresses around the one looked at."""

    rows: list[Row]
    current: Comment | None
    next: str = ""
    previous: str = ""
    more: str = ""
    start: str = ""

    @property
    def reasons(self) -> list[Button]:
        """Why rows that are marked may be removed."""
        return buttons.REASONS


@require_safe
@moderators
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The queue of this code, from the address's place on, at most 12 queries."""
    sitting = Sitting.read(request, code)
    if sitting is None:
        raise Http404
    found = sitting.page(sitting.after)
    current = _looked_at(request, found.comments)
    tally = queue.tally(request.user, sitting.sections, worth_counting(sitting))
    card = shown.card(current, request.user, sitting) if current else None
    context = frame(request, str(sitting.queue.label), tally=tally, sitting=sitting) | {
        "live": sitting,
        "list": list_of(sitting, found, current),
        "card": card,
        "count": tally.rows,
        "is_claiming": tally.is_claiming,
        "form": FilterForm(sitting),
        "chips": chips(sitting, found.comments, request.user),
    }
    return render(request, "admin/desk/queue.html", context)


def list_of(sitting: Sitting, found: queue.Page, current: Comment | None) -> List:
    """The rows, with the way on, back, and to the comments before and behind the current one."""
    urls = [sitting.url(at=comment.pk) for comment in found.comments]
    here = next((i for i, one in enumerate(found.comments) if one == current), None)
    return List(
        rows=[lines.row(comment, sitting) for comment in found.comments],
        current=current,
        next=urls[here + 1] if here is not None and here + 1 < len(urls) else "",
        previous=urls[here - 1] if here else "",
        more=sitting.url(after=found.more) if found.more else "",
        start=sitting.url(after=None) if sitting.after else "",
    )


def _looked_at(request, comments: list[Comment]) -> Comment | None:
    """The one that the address names, or the first."""
    asked = request.GET.get("at", "")
    named = (comment for comment in comments if str(comment.pk) == asked)
    return next(named, comments[0] if comments else None)


def worth_counting(sitting: Sitting):
    """The rows, where filters make fewer of them and counting does not mean reading most of the
    site again."""
    filters = sitting.filters
    is_cheap = not (filters.q or sitting.queue.is_vast)
    return sitting.rows if filters.asked and is_cheap else None
