"""What moderators decide about comments."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forum.accounts.models import Member
from forum.comments.models import Comment, Discussion, Lesson, Report
from forum.moderation.decisions.changes import Goal
from forum.moderation.decisions.deciding import decide
from forum.moderation.decisions.taking import Seen, take
from forum.moderation.models import Batch, Decision, Verb
from forum.moderation.people import comments_of

Status, Reason = Comment.Status, Comment.Reason
PUBLISHED, HELD, REMOVED = Status.PUBLISHED, Status.HELD, Status.REMOVED
AGREED, DISAGREED = Report.Outcome.AGREED, Report.Outcome.DISAGREED
SPAM, HAM = Lesson.Verdict.SPAM, Lesson.Verdict.HAM

Comments = Comment | Iterable[Comment]


@transaction.atomic
def approve(
    comments: Comments, moderator: Member, *, reason: str = "", seen: Seen = None, summary: str = ""
) -> Batch:
    """The comments may stand: held ones are published, at the end of their discussion or of their
    parent's replies; published ones count as seen, and their reports as answered. The spam filter
    learns the words that it has not learned as good ones before."""

    taken = take(comments, moderator, _may_be_approved, seen=seen)
    goal = goals_of_approving(taken.comments)
    return decide(Verb.APPROVE, moderator, taken, goal, summary=summary, reason=reason)


@transaction.atomic
def remove(
    comments: Comments,
    moderator: Member,
    *,
    reason: Reason = Reason.OTHER,
    message: str = "",
    remark: str = "",
    seen: Seen = None,
    summary: str = "",
) -> Batch:
    """Take comments out of readers' sight; their replies stay where they are, and readers who
    reported them were right.

    Readers see the reason, the author `message` as well, the log alone has `remark`. What is
    removed as spam teaches the filter.
    """
    reason = Reason(reason)

    def goal(comment):
        columns = {
            "status": REMOVED,
            "is_reviewed": True,
            "removed_for": reason,
            "message": message,
        }
        taught = ("", SPAM) if reason == Reason.SPAM else ("", "")
        return Goal(columns, outcome=AGREED, taught=taught)

    taken = take(comments, moderator, lambda comment: comment.status != REMOVED, seen=seen)
    return decide(
        Verb.REMOVE,
        moderator,
        taken,
        goal,
        summary=summary,
        reason_code=reason,
        reason=remark,
        message=message,
    )


def remove_as_spam(
    comments: Comments, moderator: Member, *, remark: str = "", seen: Seen = None, summary: str = ""
) -> Batch:
    """Remove advertising; the spam filter learns from it."""
    return remove(
        comments, moderator, reason=Reason.SPAM, remark=remark, seen=seen, summary=summary
    )


def remove_recent(
    keys: str | Iterable[str],
    moderator: Member,
    *,
    hours: int,
    discussion: Discussion | None = None,
    reason: Reason = Reason.OTHER,
    message: str = "",
    summary: str = "",
) -> Batch:
    """Remove what a person wrote in the last `hours`, in one discussion or everywhere.

    Raises TooMany; a person of whom nothing is left to remove gives a batch that is not written.
    """
    theirs = comments_of([keys] if isinstance(keys, str) else keys)
    recent = theirs.since(timezone.now() - timedelta(hours=hours)).exclude(status=REMOVED)
    if discussion:
        recent = recent.filter(discussion=discussion)
    return remove(recent, moderator, reason=reason, message=message, summary=summary)


@transaction.atomic
def restore(
    comments: Comments, moderator: Member, *, reason: str = "", seen: Seen = None, summary: str = ""
) -> Batch:
    """Undo a removal: the comments are again what they were before, published or held; these wait
    from now on.

    One whose removal is in no log (it came from elsewhere) is held: what was not public is not
    published by a slip. Readers who reported what is published again were not right after all.
    """
    taken = take(comments, moderator, lambda comment: comment.status == REMOVED, seen=seen)
    removals, now = _removals(taken.comments), timezone.now()

    def goal(comment):
        return _goal_of_restoring(removals.get(comment.pk), now)

    return decide(Verb.RESTORE, moderator, taken, goal, summary=summary, reason=reason)


@transaction.atomic
def pick(comments: Comments, moderator: Member, *, picked: bool, reason: str = "") -> Batch:
    """Make published comments the editors' picks, or take that back."""

    def applies(comment):
        return comment.is_published and comment.is_picked != picked

    verb = Verb.PICK if picked else Verb.UNPICK
    taken = take(comments, moderator, applies, deciding=[Verb.PICK, Verb.UNPICK])
    return decide(
        verb, moderator, taken, lambda comment: Goal({"is_picked": picked}), reason=reason
    )


@transaction.atomic
def lock(comments: Comments, moderator: Member, *, locked: bool, reason: str = "") -> Batch:
    """Let nobody reply to these comments or below them, or let them again."""
    verb = Verb.LOCK if locked else Verb.UNLOCK
    taken = take(
        comments,
        moderator,
        lambda comment: comment.is_locked != locked,
        deciding=[Verb.LOCK, Verb.UNLOCK],
    )
    return decide(
        verb, moderator, taken, lambda comment: Goal({"is_locked": locked}), reason=reason
    )


def goals_of_approving(comments: list[Comment]) -> Callable[[Comment], Goal]:
    """What becomes of each of these: see `approve`."""
    known = _known_as_ham(comments)

    def goal(comment):
        taught = ("", "") if comment.pk in known else ("", HAM)
        columns = {"status": PUBLISHED, "is_reviewed": True}
        return Goal(columns, outcome=DISAGREED, taught=taught)

    return goal


def _may_be_approved(comment: Comment) -> bool:
    is_unseen = not comment.is_reviewed or comment.open_reports > 0
    return comment.is_held or (comment.is_published and is_unseen)


def _known_as_ham(comments: list[Comment]) -> set[int]:
    """The keys of those whose words a moderator has seen and the spam filter was told are good:
    1 query, if any was seen."""
    seen = [comment.pk for comment in comments if comment.is_reviewed]
    lessons = Lesson.objects.filter(comment__in=seen) if seen else []
    return {lesson.comment_id for lesson in lessons if lesson.verdict == HAM}


def _removals(comments: list[Comment]) -> dict[int, Decision]:
    """The decision that removed each of them last, by the comment's key."""
    keys = [comment.pk for comment in comments]
    decisions = Decision.objects.filter(comment__in=keys, after__status=REMOVED).order_by("pk")
    return {one.comment_id: one for one in decisions if one.before["status"] != REMOVED}


def _goal_of_restoring(removal: Decision | None, at: datetime) -> Goal:
    columns = {"status": HELD, "is_reviewed": False, "removed_for": "", "message": ""}
    if removal is None:
        return Goal(columns | {"held_at": at})
    back = Goal.back_from(removal)
    columns |= back.columns
    if back.columns["status"] != PUBLISHED:
        return replace(back, columns=columns | {"held_at": at})
    columns["is_reviewed"] = True
    return replace(back, columns=columns, outcome=DISAGREED, decided_at=None)
