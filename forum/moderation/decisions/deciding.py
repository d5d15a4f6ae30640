"""A decision about comments, once they are in hand: the change and its row in the log."""

from collections.abc import Callable

from django.utils import timezone

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation import findings
from forum.moderation.decisions.changes import Goal, change
from forum.moderation.decisions.recording import record
from forum.moderation.decisions.taking import Taken
from forum.moderation.models import Batch, Decision, Verb


def decide(
    verb: Verb,
    moderator: Member,
    taken: Taken,
    goal_of: Callable[[Comment], Goal],
    *,
    summary: str = "",
    **words: str,
) -> Batch:
    """Bring each comment that was taken in hand to its goal, and write it down with `words`, which
    are columns of the log: 2 queries a comment, more for places and reports, and a constant."""
    at = timezone.now()
    rows = [
        Decision(
            discussion=made.comment.discussion,
            comment=made.comment,
            whom=made.comment.person_key,
            rules=rules_that_held(made.comment),
            before=made.before,
            after=made.after,
            **words,
        )
        for made in change(taken.comments, goal_of, at)
    ]
    return record(verb, moderator, rows, left=taken.left, at=at, summary=summary)


def rules_that_held(comment: Comment) -> list[str]:
    """Their codes: of those that hold it in the words it has; `comment.findings` are there."""
    found = comment.findings.all()
    return sorted({one.rule for one in found if findings.holds(one, comment)})
