"""A page of a queue, and who comes next. Both go by the place of the last comment seen, so that
what is decided meanwhile moves nothing."""

from dataclasses import dataclass

from django.db.models import QuerySet

from forum.comments.models import Comment
from forum.moderation.queue.queues import ORDERS, Place

SIZE = 25


@dataclass(frozen=True)
class Page:
    """Comments in their order. `more` is the place after which the next page begins, if any."""

    comments: list[Comment]
    more: Place | None


def page(
    comments: QuerySet, order: str, after: Place | None = None, *, is_vast: bool = False
) -> Page:
    """The first of `comments` in the order of this name, or the first behind a place: 2 queries,
    findings included. `is_vast` where they may be most of the site (`Queue`)."""
    # The inner query reads an index alone, the outer one the few rows whole.
    keys = _in_order(comments, order, after, is_vast=is_vast).values("pk")[: SIZE + 1]
    whole = Comment.objects.filter(pk__in=keys).order_by(*ORDERS[order].columns)
    found = list(
        whole.select_related(
            "author", "discussion", "parent__author", "claim__moderator"
        ).prefetch_related("findings")
    )
    return Page(found[:SIZE], Place.of(found[SIZE - 1]) if len(found) > SIZE else None)


def following(comments: QuerySet, order: str, after: Place, *, is_vast: bool = False) -> int | None:
    """The primary key of the comment behind a place, or of the first where nothing is behind it:
    1 or 2 queries. None where nothing is left."""
    keys = comments.exclude(pk=after.pk).values_list("pk", flat=True)
    behind = _in_order(keys, order, after, is_vast=is_vast).first()
    return behind or _in_order(keys, order, None, is_vast=is_vast).first()


def _in_order(comments: QuerySet, order: str, after: Place | None, *, is_vast: bool) -> QuerySet:
    asked = ORDERS[order]
    if after is not None:
        comments = comments.filter(asked.after(after))
    return comments.order_by(*(asked.columns if is_vast else asked.of_few))
