"""Posting: what was typed becomes a comment, once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forum.comments import text, visibility
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.posting.judgement import attempt, judge
from forum.comments.posting.outcomes import Sending
from forum.comments.posting.rows import write_down
from forum.comments.rules import Commenter, Draft, bodies

RETRY = timedelta(minutes=10)  # the same words by the same address within this are the same post


def post(
    discussion_id: int,
    author: Commenter,
    body: str,
    *,
    parent_id: int | None = None,
    terms_version: int | None = None,
    sending: Sending | None = None,
    policy: Policy | None = None,
) -> Comment:
    """Judge what was typed and write it down: published, or held for a moderator.

    Sent again (a double click, a retry after a lost answer), the same words by the same hand to
    the same place give the comment of the first time. Without the `policy` in force, a query
    reads it. Raises `Refused` if a rule turns them away, `Asked` if the author may want to change
    them first, and Discussion.DoesNotExist.
    """
    sending = sending or Sending()
    draft = Draft(
        author=author,
        discussion=Discussion(pk=discussion_id),
        body=text.clean(body),
        policy=policy or Policy.objects.current(),
        at=timezone.now(),
    )
    draft = attempt(draft, sending)
    return _post(draft, sending, parent_id=parent_id, terms_version=terms_version)


@transaction.atomic
def _post(draft: Draft, sending: Sending, *, parent_id: int | None, **given) -> Comment:
    """Judge what the lock protects, not what was read before it: of two comments sent at once,
    neither may slip past a rule or tear the tree."""
    place = Discussion.objects.locked(draft.discussion.pk)
    draft = draft.sent(discussion=place, parent=_parent(place, parent_id), at=timezone.now())
    if first := _first_try(draft):
        return first
    draft, verdict = judge(draft, sending)
    comment = write_down(draft, verdict, hand=draft.author.hand or sending.new_hand, **given)
    if not verdict.holds:
        visibility.show(comment)
    return comment


def _parent(discussion: Discussion, parent_id: int | None) -> Comment | None:
    """The comment to answer; one that never was is refused like one that is gone."""
    if parent_id is None:
        return None
    if parent := discussion.comments.filter(pk=parent_id).first():
        return parent
    return Comment(discussion=discussion, status=Comment.Status.REMOVED)


def _first_try(draft: Draft) -> Comment | None:
    """The comment that this very post has made before, if any.

    An address can be typed by anybody, so that it counts for ten minutes only.
    """
    parent_never_was = draft.parent and draft.parent.pk is None
    if parent_never_was or bodies.body_is_too_long(draft) or text.is_blank(draft.body):
        return None
    author = draft.author
    if author.member:
        same_hand = Q(author=author.member)
    else:
        same_hand = Q(author=None, email=author.email, posted_at__gte=draft.at - RETRY)
        if author.hand:
            same_hand |= Q(author=None, hand=author.hand)
    same = Comment.objects.filter(
        same_hand,
        discussion=draft.discussion,
        parent=draft.parent,
        fingerprint=draft.fingerprint,
    )
    return same.first()
