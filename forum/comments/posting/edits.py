"""Editing: an author's new words in the place of the old ones, judged anew."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forum.comments import reporting, text, visibility
from forum.comments.models import Comment, Discussion, Link, Policy, Revision
from forum.comments.posting.judgement import attempt, counted, judge
from forum.comments.posting.outcomes import Sending, SentBefore, TooLate
from forum.comments.posting.rows import keep_findings
from forum.comments.rules import Commenter, Draft, Verdict

CHANGED = [  # columns
    "body",
    "html",
    "fingerprint",
    "revision",
    "edited_at",
    "is_reviewed",
    "urgency",
    "spam_score",
]


def edit(
    comment: Comment,
    author: Commenter,
    body: str,
    *,
    sending: Sending | None = None,
    policy: Policy | None = None,
) -> Comment:
    """Replace the words of `comment` by its author's new ones, judged like a new comment.

    What was published and is now held goes out of sight until a moderator decides; what waited
    goes on waiting. The old words are kept for moderators; reports that were decided are open
    again. The caller has seen to it that `author` wrote it. Without the `policy` in force, a query
    reads it. Raises `TooLate` when the time to edit is over or a moderator removed the comment,
    `Refused` and `Asked` as `post` does.
    """
    sending = sending or Sending()
    draft = Draft(
        author=author,
        discussion=Discussion(pk=comment.discussion_id),
        body=text.clean(body),
        policy=policy or Policy.objects.current(),
        at=timezone.now(),
        edits=comment,
    )
    if not may_edit(comment, draft.policy, draft.at):
        raise TooLate
    try:
        with counted(draft) as draft:
            return _edit(attempt(draft, sending), sending)
    except SentBefore as again:
        return again.comment


@transaction.atomic
def _edit(draft: Draft, sending: Sending) -> Comment:
    """Judge what the lock protects: a moderator may have decided since it was read."""
    place, now = Discussion.objects.locked(draft.discussion.pk), timezone.now()
    comment = Comment.objects.select_related("parent", "author").get(pk=draft.edits.pk)
    comment.discussion = place
    if not may_edit(comment, draft.policy, now):
        raise TooLate
    if draft.body == comment.body:
        raise SentBefore(comment)
    draft = draft.sent(discussion=place, parent=comment.parent, edits=comment, at=now)
    _rewrite(comment, *judge(draft, sending))
    return comment


def may_edit(comment: Comment, policy: Policy, at: datetime) -> bool:
    """Whether the author of `comment` may still change it."""
    return comment.status != Comment.Status.REMOVED and at < editable_until(comment, policy)


def editable_until(comment: Comment, policy: Policy) -> datetime:
    """The moment at which the time to edit `comment` is over."""
    return comment.posted_at + timedelta(minutes=policy.edit_minutes)


def _rewrite(comment: Comment, draft: Draft, verdict: Verdict) -> None:
    _keep_old_words(comment, draft.at)
    comment.body, comment.html = draft.body, draft.html
    comment.fingerprint = draft.fingerprint
    comment.revision += 1
    comment.edited_at = draft.at
    comment.is_reviewed = False
    comment.urgency = verdict.urgency  # and what its reports say: `reopen`
    comment.spam_score = draft.spam_score
    comment.save(update_fields=CHANGED)
    Link.objects.filter(comment=comment).delete()
    keep_findings(comment, draft, verdict)
    reporting.reopen(comment)
    if comment.is_held:
        return  # no reader sees it
    if verdict.holds:
        visibility.hide(comment, Comment.Status.HELD)
    else:
        visibility.touch(comment)


def _keep_old_words(comment: Comment, at: datetime) -> None:
    Revision.objects.create(
        comment=comment,
        number=comment.revision,
        body=comment.body,
        html=comment.html,
        replaced_at=at,
    )
