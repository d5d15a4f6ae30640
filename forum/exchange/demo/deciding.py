"""Decisions of the past: what moderators' verbs do and write down, at a moment that is over.

Goes by the inner doors of `decisions`, whose verbs know no moment but now.
"""

from collections.abc import Iterable
from datetime import datetime

from forum.accounts.models import Member
from forum.comments import spam
from forum.comments.models import Comment, Lesson, Report
from forum.moderation.decisions import record
from forum.moderation.decisions.changes import Change, Goal, change
from forum.moderation.decisions.comments import goals_of_approving
from forum.moderation.decisions.deciding import rules_that_held
from forum.moderation.decisions.taking import take
from forum.moderation.models import Batch, Decision, Verb

PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED


def remove(keys: Iterable[int], moderator: Member, reason: str, at: datetime) -> Batch:
    """Remove comments by key; what is removed as spam teaches the filter."""
    columns = {"status": REMOVED, "is_reviewed": True, "removed_for": reason, "message": ""}
    taught = ("", Lesson.Verdict.SPAM) if reason == Comment.Reason.SPAM else ("", "")
    goal = Goal(columns, outcome=Report.Outcome.AGREED, taught=taught)
    made = change(_taken(keys, moderator), lambda comment: goal, at)
    return _write(Verb.REMOVE, moderator, made, at, reason_code=reason)


def approve(keys: Iterable[int], moderator: Member, at: datetime) -> Batch:
    """Publish what waited, and let stand what was reported."""
    taken = _taken(keys, moderator)
    return _write(Verb.APPROVE, moderator, change(taken, goals_of_approving(taken), at), at)


def pick(keys: Iterable[int], moderator: Member, at: datetime) -> Batch:
    goal = Goal({"is_picked": True})
    made = change(_taken(keys, moderator), lambda comment: goal, at)
    return _write(Verb.PICK, moderator, made, at)


def restore(removed: Batch, moderator: Member, at: datetime) -> Batch:
    """Give back what `removed` took away, one by one or as a whole."""
    rows = {row.comment_id: row for row in Decision.objects.filter(batch=removed.pk)}
    taken = _taken(rows, moderator)
    made = change(taken, lambda comment: Goal.back_from(rows[comment.pk]), at)
    if len(made) == 1:
        return _write(Verb.RESTORE, moderator, made, at)
    return _write(Verb.UNDO, moderator, made, at, undoes=removed)


def note_approval(comment: Comment, moderator: Member, at: datetime) -> Batch:
    """Write down that a comment which readers see had waited, or not been seen by moderators."""
    was_held = bool(rules_that_held(comment))
    made = Change(comment)
    made.note("status", HELD if was_held else PUBLISHED, PUBLISHED)
    made.note("is_reviewed", False, True)
    made.note("taught", "", Lesson.Verdict.HAM)
    spam.learn(comment, False)
    return _write(Verb.APPROVE, moderator, [made], at)


def _taken(keys: Iterable[int], moderator: Member) -> list[Comment]:
    return take(Comment.objects.filter(pk__in=keys), moderator).comments


def _write(verb, moderator, made, at, undoes=None, **words) -> Batch:
    rows = [
        Decision(
            discussion=one.comment.discussion,
            comment=one.comment,
            whom=one.comment.person_key,
            rules=rules_that_held(one.comment),
            before=one.before,
            after=one.after,
            **words,
        )
        for one in made
    ]
    return record(verb, moderator, rows, at=at, undoes=undoes)
