"""The one door for moderators' writing: each verb is the change and its log line, one transaction.

Every verb takes the lock of the discussion first and then looks again: of two moderators at one
comment the second gets `AlreadyDecided`.
"""

from django.db import transaction

from forum.accounts.models import Member
from forum.comments import visibility
from forum.comments.models import Comment, Discussion
from forum.moderation.models import Decision

Status, Verb = Comment.Status, Decision.Verb


class AlreadyDecided(Exception):
    """The comment is no longer in a state this verb applies to; `status` is the one it is in."""

    def __init__(self, status: str):
        super().__init__(status)
        self.status = Status(status)


class NotYours(Exception):
    """A moderator may not decide on a comment of their own."""


@transaction.atomic
def approve(comment: Comment, moderator: Member, reason: str = "") -> Decision:
    """Publish a held comment, at the end of its discussion or of its parent's replies."""
    comment = _locked(comment, moderator, among={Status.HELD})
    before = comment.status
    visibility.show(comment)
    return _log(Verb.APPROVE, moderator, comment, before, reason)


@transaction.atomic
def remove(comment: Comment, moderator: Member, reason: str = "") -> Decision:
    """Take a comment out of readers' sight; its replies stay where they are."""
    comment = _locked(comment, moderator, among={Status.PUBLISHED, Status.HELD})
    before = comment.status
    visibility.hide(comment, Status.REMOVED)
    return _log(Verb.REMOVE, moderator, comment, before, reason)


@transaction.atomic
def restore(comment: Comment, moderator: Member, reason: str = "") -> Decision:
    """Undo a removal: the comment is again what it was before, published or held.

    One whose removal is in no log (it came from elsewhere) is held: what was not public is not
    published by a slip.
    """
    comment = _locked(comment, moderator, among={Status.REMOVED})
    before = comment.status
    removal = comment.decisions.filter(verb=Verb.REMOVE).first()
    if removal and removal.before == Status.PUBLISHED:
        visibility.show(comment)
    else:
        visibility.hide(comment, Status.HELD)
    return _log(Verb.RESTORE, moderator, comment, before, reason)


@transaction.atomic
def configure(
    discussion: Discussion, moderator: Member, *, opening: str, premoderated: bool, reason: str = ""
) -> Decision | None:
    """Open, close or pre-moderate a discussion. None if nothing would change."""
    discussion = Discussion.objects.locked(discussion.pk)
    before = _state(discussion)
    discussion.opening, discussion.premoderated = opening, premoderated
    if _state(discussion) == before:
        return None
    discussion.version += 1
    discussion.save(update_fields=["opening", "premoderated", "version"])
    return Decision.objects.create(
        verb=Verb.CONFIGURE,
        moderator=moderator,
        discussion=discussion,
        before=before,
        after=_state(discussion),
        reason=reason,
    )


def _locked(comment: Comment, moderator: Member, *, among: set[str]) -> Comment:
    """The comment read anew under its discussion's lock."""
    discussion = Discussion.objects.locked(comment.discussion_id)
    comment = Comment.objects.get(pk=comment.pk)
    comment.discussion = discussion
    if comment.author_id == moderator.pk:
        raise NotYours
    if comment.status not in among:
        raise AlreadyDecided(comment.status)
    return comment


def _log(verb, moderator, comment, before, reason) -> Decision:
    return Decision.objects.create(
        verb=verb,
        moderator=moderator,
        discussion=comment.discussion,
        comment=comment,
        before=before,
        after=comment.status,
        reason=reason,
    )


def _state(discussion: Discussion) -> str:
    suffix = "+premoderated" if discussion.premoderated else ""
    return f"{discussion.opening}{suffix}"
