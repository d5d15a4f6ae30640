"""Who may enter the desk, and which comments they may see there."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from forum.comments.models import Comment
from forum.moderation import permissions


def who_may(*needed: str) -> Callable:
    """A decorator: for those with all of these permissions, and nobody else."""

    def decorate(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            if not request.user.has_perms(needed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inner

    return decorate


moderators = who_may(permissions.MODERATE)


def comment_in_reach(request: HttpRequest, pk: int) -> Comment:
    """The comment with what a card says of it at once, findings and reports included: 3 queries.

    Raises Http404 for one that is outside the moderator's sections, as for one that is nowhere.
    """
    rows = permissions.within(Comment.objects.filter(pk=pk), request.user)
    rows = rows.select_related("author", "discussion", "parent__author", "claim__moderator")
    comment = rows.prefetch_related("findings", "reports").first()
    if comment is None:
        raise Http404
    return comment
