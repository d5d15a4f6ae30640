"""How a comment comes into readers' sight and leaves it, with number, counters and version in step.

Knows no rule and no moderator: `posting` and the moderators' `decisions` say when. Every function
here is called inside a transaction that holds the discussion's lock, with `comment.discussion`
being the locked row, one object for all comments of a discussion.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from forum.comments.models import Comment, Discussion
from forum.web import writes

SEEN_BY_READERS = {"status", "is_picked", "is_locked"}
COUNTERS = ("thread_count", "comment_count", "version")  # columns


def show(comment: Comment) -> None:
    """Publish `comment`: into the tree if it is not there yet, counted, and seen from now on."""
    change_all([(comment, {"status": Comment.Status.PUBLISHED})])


def hide(comment: Comment, status: Comment.Status) -> None:
    """Take `comment` out of sight, with `status` to say why; its place and its replies stay. One
    that waits from now on knows since when."""
    since = {"held_at": timezone.now()} if status == Comment.Status.HELD else {}
    change_all([(comment, {"status": status, **since})])


def touch(comment: Comment) -> None:
    """Something of a comment changed that readers may see: its words."""
    _save(comment.discussion)


def change_all(changes: Iterable[tuple[Comment, dict[str, Any]]]) -> None:
    """Give comments the columns that change, `status` perhaps among them; parents come first.

    Costs one query for all that change alike, one for each discussion, and what it takes to place
    a comment that is published for the first time.
    """
    alike, discussions = defaultdict(list), {}
    for comment, columns in changes:
        if SEEN_BY_READERS & columns.keys():
            discussions[comment.discussion_id] = comment.discussion
        _set(comment, columns)
        if comment.is_published and not comment.is_placed:
            Comment.objects.place(comment, *columns)
        else:
            alike[tuple(sorted(columns.items()))].append(comment.pk)
    for columns, keys in alike.items():
        Comment.objects.filter(pk__in=keys).update(**dict(columns))
    for discussion in discussions.values():
        _save(discussion)


def _set(comment: Comment, columns: dict[str, Any]) -> None:
    was_counted = comment.is_published
    for name, value in columns.items():
        setattr(comment, name, value)
    comment.discussion.comment_count += comment.is_published - was_counted


def _save(discussion: Discussion) -> None:
    discussion.version += 1
    writes.update(discussion, COUNTERS)
