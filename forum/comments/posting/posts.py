"""Posting: what was typed becomes a comment, once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forum.comments import text, visibility
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.posting.judgement import attempt, counted, judge
from forum.comments.posting.outcomes import Refused, Sending, SentBefore
from forum.comments.posting.rows import write_down
from forum.comments.rules import Commenter, Draft, bodies
from forum.comments.rules.pasts import Said

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
    try:
        with counted(draft) as draft:
            draft = _attempt(draft, sending, parent_id)
            return _post(draft, sending, parent_id=parent_id, terms_version=terms_version)
    except SentBefore as again:
        return again.comment


def _attempt(draft: Draft, sending: Sending, parent_id: int | None) -> Draft:
    """`attempt`; but what was accepted is answered again, however often it is sent."""
    try:
        return attempt(draft, sending)
    except Refused:
        _look_for_first_try(draft, parent_id)
        raise


@transaction.atomic
def _post(draft: Draft, sending: Sending, *, parent_id: int | None, **given) -> Comment:
    """Judge what the lock protects, not what was read before it: of two comments sent at once,
    neither may slip past a rule or tear the tree."""
    place = Discussion.objects.locked(draft.discussion.pk)
    draft = draft.sent(discussion=place, parent=_parent(place, parent_id), at=timezone.now())
    _look_for_first_try(draft, parent_id)
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


def _look_for_first_try(draft: Draft, parent_id: int | None) -> None:
    """Raise SentBefore if this very post has made a comment before.

    An address can be typed by anybody, so that it counts for ten minutes only.
    """
    if bodies.body_is_too_long(draft) or text.is_blank(draft.body):
        return
    for said in draft.past.said_before:
        if said.parent == parent_id and _is_of_same_hand(said, draft):
            with_place = Comment.objects.select_related("discussion", "parent", "author")
            raise SentBefore(with_place.get(pk=said.pk))


def _is_of_same_hand(said: Said, draft: Draft) -> bool:
    """Whether it is surely the same person's, not only the same address."""
    author = draft.author
    if author.member or (author.hand and author.hand == said.hand):
        return True
    return said.posted_at >= draft.at - RETRY
