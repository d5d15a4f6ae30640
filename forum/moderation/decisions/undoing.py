"""Taking a batch back: everything in it as it was before, unless it has changed since."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation import permissions
from forum.moderation.decisions import changes, discussions, listing, notes, standings
from forum.moderation.decisions.recording import record
from forum.moderation.decisions.taking import take
from forum.moderation.models import Batch, Decision, Verb
from forum.moderation.refusals import AlreadyUndone, ChangedSince, LeftAlone, NotUndoable

Undone = tuple[list[Decision], list[tuple[object, LeftAlone]]]


@transaction.atomic
def undo(batch: Batch, moderator: Member) -> Batch:
    """Bring all that `batch` changed to exactly its former state, place in the thread apart.

    What is no longer as the batch left it stays as it is and is reported with who changed it; if
    that is all of it, nothing is written. Undoing is a batch that can be undone. The permission
    of the verb is needed that is undone. Raises NotAllowed, NotUndoable for settings and letters,
    and AlreadyUndone.
    """
    first = _first_of(batch)
    if first.verb not in permissions.BY_VERB:
        raise NotUndoable
    rows = list(batch.decisions.order_by("pk"))
    if rows[0].comment_id:
        made, left = _undo_comments(batch, rows, moderator)
    elif first.verb == Verb.NOTE:
        notes.lock(batch, moderator)
        _refuse_twice(batch)
        made, left = [notes.take_back(rows[0], first)], []
    elif rows[0].whom:
        made, left = _undo_people(batch, rows, moderator)
    elif rows[0].setting:
        made, left = _undo_words(batch, rows, moderator)
    else:
        made, left = _undo_discussion(batch, rows[0], moderator)
    return record(Verb.UNDO, moderator, made, left=left, undoes=batch)


def may_undo(batch: Batch, moderator: Member) -> bool:
    """Whether it is worth offering: the batch is not undone, and the moderator may decide such."""
    permission = permissions.BY_VERB.get(_first_of(batch).verb)
    return bool(permission) and not batch.is_undone and moderator.has_perm(permission)


def _first_of(batch: Batch) -> Batch:
    """What was decided first, where `batch` is the undoing of an undoing."""
    while batch.undoes:
        batch = batch.undoes
    return batch


def _refuse_twice(batch: Batch) -> None:
    """Asked under the locks, so that of two at once the second sees the first."""
    if undoing := Batch.objects.filter(undoes=batch).select_related("moderator").first():
        raise AlreadyUndone(undoing)


def _undo_comments(batch: Batch, rows: Sequence[Decision], moderator: Member) -> Undone:
    by_comment = {row.comment_id: row for row in rows}
    taken = take(Comment.objects.filter(pk__in=by_comment), moderator)
    _refuse_twice(batch)
    same, others = [], []
    for comment in taken.comments:
        noted = by_comment[comment.pk].after
        (same if changes.is_as(comment, noted) else others).append(comment)
    at = timezone.now()
    made = changes.change(same, lambda comment: changes.Goal.back_from(by_comment[comment.pk]), at)
    left = taken.left + _changed_since(others, rows[-1].pk)
    return [_row(one, by_comment[one.comment.pk]) for one in made], left


def _row(made: changes.Change, undone: Decision) -> Decision:
    """With the reason and the message of the removal, where the comment is removed again."""
    return Decision(
        discussion=made.comment.discussion,
        comment=made.comment,
        whom=undone.whom,
        rules=undone.rules,
        reason_code=made.after.get("removed_for", ""),
        reason=undone.reason,
        message=made.after.get("message", ""),
        before=made.before,
        after=made.after,
    )


def _changed_since(comments: Sequence[Comment], last: int) -> list[tuple[Comment, ChangedSince]]:
    """With the newest decision about each; nobody's where its author has edited it."""
    later = Decision.objects.filter(comment__in=[comment.pk for comment in comments], pk__gt=last)
    by_comment = {one.comment_id: one for one in later.select_related("moderator").order_by("pk")}
    return [
        (comment, ChangedSince(comment.status, by_comment.get(comment.pk))) for comment in comments
    ]


def _undo_people(batch: Batch, rows: Sequence[Decision], moderator: Member) -> Undone:
    people = standings.locked([row.whom for row in rows], moderator)
    _refuse_twice(batch)
    made, left, by_key = [], [], {row.whom: row for row in rows}
    for standing in people:
        row = by_key[standing.key]
        if standings.noted(standing, row.after) == row.after:
            made.append(standings.change(standing, standings.read(row.before)))
        else:
            later = standings.decisions_about([row.whom]).filter(pk__gt=row.pk)
            why = ChangedSince(row.whom, later.first())
            left.append((row.whom, why))
    return made, left


def _undo_words(batch: Batch, rows: Sequence[Decision], moderator: Member) -> Undone:
    listing.lock(moderator)
    _refuse_twice(batch)
    return listing.take_back(rows)


def _undo_discussion(batch: Batch, row: Decision, moderator: Member) -> Undone:
    discussion = discussions.locked(row.discussion_id, moderator)
    _refuse_twice(batch)
    now = discussions.state(discussion)
    if now != row.after:
        later = Decision.objects.filter(discussion=discussion, comment=None, pk__gt=row.pk)
        why = ChangedSince(discussion.opening, later.select_related("moderator").first())
        return [], [(discussion, why)]
    discussions.set_columns(discussion, row.before)
    return [Decision(discussion=discussion, before=now, after=row.before)], []
