"""The comments of a page, read for no more than the page shows of them."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, Model, QuerySet
from django.db.models.base import ModelState

from forum.accounts.models import Member
from forum.comments.models import Comment

COLUMNS = (
    *("id", "discussion_id", "parent_id", "author_id", "name", "html"),
    *("tree_id", "number", "lft", "rght", "level"),
    *("status", "removed_for", "is_picked", "is_locked", "posted_at", "edited_at"),
)


def rows(comments: QuerySet) -> QuerySet:
    """Of each the COLUMNS, and whether its author is of the staff: what `made` takes."""
    return comments.values_list(*COLUMNS, "author__is_staff")


def made(row: Sequence) -> Comment:
    """A comment to be looked at, not saved, with the author as far as a page shows it.

    Without Model.__init__: that of 68 comments takes longer than their query and all that a page
    makes of them. What is missing is deferred, as `only` would leave it.
    """
    *values, is_staff = row
    comment = _bare(Comment, zip(COLUMNS, values, strict=True))
    author = comment.author_id and _bare(
        Member, (("id", comment.author_id), ("is_staff", is_staff))
    )
    comment._state.fields_cache["author"] = author
    return comment


def rows_after(comments: QuerySet, locked: QuerySet) -> QuerySet:
    """The same for a page that follows others of its thread, which may have on them whom a comment
    answers, and the `locked` ones above it: what `made_after` takes."""
    with_locks = comments.annotate(is_below_a_lock=Exists(locked))
    whom = ("parent__name", "parent__status")
    return with_locks.values_list(*COLUMNS, "author__is_staff", "is_below_a_lock", *whom)


def made_after(row: Sequence) -> Comment:
    *values, is_below_a_lock, name, status = row
    comment = made(values)
    comment.is_below_a_lock = is_below_a_lock
    if comment.parent_id:
        whom = (("id", comment.parent_id), ("name", name), ("status", status))
        comment._state.fields_cache["parent"] = _bare(Comment, whom)
    return comment


def _bare(model: type[Model], values: Iterable[tuple[str, object]]) -> Model:
    found = model.__new__(model)
    found._state = ModelState()
    found._state.adding = False
    found.__dict__.update(values)
    return found
