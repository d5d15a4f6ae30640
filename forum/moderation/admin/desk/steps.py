"""After a button: htmx gets what has changed on the page and the next card, everybody else is sent
to the page to look at next. Nothing on the page moves but what was decided about."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from forum.comments.models import Comment
from forum.moderation import queue
from forum.moderation.admin.desk import frames, lines, queues, shown
from forum.moderation.admin.desk.doors import comment_in_reach
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.numbers import read_number
from forum.moderation.queue import Place
from forum.web.pages import SeeOther


def go_on(
    request: HttpRequest,
    comment: Comment,
    sitting: Sitting,
    place: Place,
    *,
    said: str,
    outcome: str,
) -> HttpResponse:
    """To the comment behind `place`, where `comment` stood until it was decided about."""
    if not request.htmx:
        messages.success(request, said)
        return SeeOther(sitting.url(at=sitting.next_after(place)))
    following = sitting.next_after(place)
    if following is None or following in _rows(request):
        upcoming = following and comment_in_reach(request, following)
        row = lines.row(comment, sitting, outcome=outcome)
        return _answer(request, sitting, upcoming, {"row": row, "said": said})
    return _turn_over(request, sitting, place, {"said": said})


def stay(
    request: HttpRequest, pk: int, sitting: Sitting | None, *, said: str = "", warning: str = ""
) -> HttpResponse:
    """At the same comment, as it is now; `warning` says why nothing was done."""
    if not request.htmx or sitting is None:
        messages.add_message(
            request, messages.WARNING if warning else messages.SUCCESS, warning or said
        )
        return SeeOther(_page_of(pk, sitting, is_done=bool(said)))
    comment = comment_in_reach(request, pk)
    is_there = sitting.rows.filter(pk=pk).exists()
    given = {"said": said or warning, "notice": warning}
    if pk in _rows(request):
        outcome = "" if is_there else str(comment.get_status_display())
        given["row"] = lines.row(comment, sitting, outcome=outcome)
    elif is_there:
        return _turn_to(request, comment, sitting, given)
    return _answer(request, sitting, comment, given)


def back_to(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """To the list where it was, without what was decided about."""
    return SeeOther(sitting.url())


def look_again(request: HttpRequest, sitting: Sitting | None) -> HttpResponse:
    """At the same page, read anew; or, where nobody knows which, at the list or the desk."""
    return HttpResponseClientRefresh() if request.htmx else leave(request, sitting)


def leave(request: HttpRequest, sitting: Sitting | None) -> HttpResponse:
    """To the list, from its beginning, or to the desk."""
    url = replace(sitting, after=None).url() if sitting else reverse("admin:desk")
    return HttpResponseClientRedirect(url) if request.htmx else SeeOther(url)


def _turn_over(request, sitting, place, given: dict) -> HttpResponse:
    """The list is at its end: the next page of it, or the first again for what was left out."""
    found = sitting.page(place)
    sitting = replace(sitting, after=place if found.comments else None)
    if not found.comments:
        found = sitting.page()
    current = next(iter(found.comments), None)  # others may have decided about the rest meanwhile
    listed = queues.list_of(sitting, found, current)
    return _answer(request, sitting, current, given | {"list": listed})


def _turn_to(request, comment: Comment, sitting, given: dict) -> HttpResponse:
    """The page of the list that begins with `comment`."""
    place = queue.ORDERS[sitting.order].before(comment)
    return _turn_over(request, sitting, place, given)


def _answer(request, sitting, current: Comment | None, given: dict) -> HttpResponse:
    tally = queue.tally(request.user, sitting.sections, queues.worth_counting(sitting))
    notice = given.pop("notice", "")
    card = current and shown.card(current, request.user, sitting, notice=notice)
    context = given | {
        "card": card,
        "sitting": sitting,
        "count": tally.rows,
        "is_claiming": tally.is_claiming,
        "tabs": frames.tabs(request, tally),
        "undo": frames.undo(tally, sitting),
    }
    return render(request, "admin/desk/_step.html", context)


def _rows(request) -> set[int]:
    """The comments in the list beside the card, as the browser has it."""
    return {read_number(pk) for pk in request.POST.getlist("row")[: queue.SIZE]}


def _page_of(pk: int, sitting: Sitting | None, *, is_done: bool) -> str:
    if sitting and is_done:
        return sitting.url(at=pk)
    if sitting:
        return sitting.carried_by("desk_comment", pk)
    return reverse("admin:desk_comment", args=[pk])
