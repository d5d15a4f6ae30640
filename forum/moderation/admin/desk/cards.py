"""A comment at the desk: the card beside the list, the page with everything, its thread."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.comments.models import Policy
from forum.moderation import surroundings
from forum.moderation.admin.desk import contexts, lines, shown
from forum.moderation.admin.desk.doors import comment_in_reach, moderators
from forum.moderation.admin.desk.frames import frame
from forum.moderation.admin.desk.sittings import Sitting


@require_safe
@moderators
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a comment; for htmx its card alone."""
    comment, sitting = comment_in_reach(request, pk), Sitting.read(request)
    given = {
        "card": shown.card(comment, request.user, sitting),
        "is_live": bool(request.htmx),
        "is_claiming": Policy.objects.filter(claiming=True).exists(),
    }
    if request.htmx:
        return render(request, "admin/desk/_card.html", given)
    given |= frame(request, _("Comment %d") % pk, sitting=sitting)
    given |= contexts.of_comment(comment, request.user)
    return render(request, "admin/desk/card.html", given)


@require_safe
@moderators
def context(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands around a comment: fetched when a moderator stays at its card for a moment."""
    comment = comment_in_reach(request, pk)
    card = shown.card(comment, request.user, Sitting.read(request))
    given = {"card": card} | contexts.of_comment(comment, request.user)
    return render(request, "admin/desk/_context.html", given)


@require_safe
@moderators
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole thread, whatever the states of its comments; for htmx its inside alone."""
    comment, sitting = comment_in_reach(request, pk), Sitting.read(request)
    whole = surroundings.thread_of(comment)
    given = {"comment": comment, "thread": [lines.line(one) for one in whole]}
    if request.htmx:
        return render(request, "admin/desk/_thread.html", given)
    title = _("The thread of comment %d") % pk
    return render(request, "admin/desk/thread.html", frame(request, title, sitting=sitting) | given)
