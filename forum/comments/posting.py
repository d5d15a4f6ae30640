"""The one door for readers' writing. A write is one transaction, judged under the lock it needs."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forum.comments import rules, text, visibility
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import Commenter, Draft

RETRY = timedelta(minutes=10)  # the same words to the same place within this are the same post


class Refused(Exception):
    """A rule says no. `code` names it, `message` is the sentence for the reader."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


@transaction.atomic
def post(
    discussion_id: int,
    author: Commenter,
    body: str,
    *,
    parent_id: int | None = None,
    terms_version: int | None = None,
) -> Comment:
    """Judge what was typed and write it down: published, or held for a moderator.

    Sent again within ten minutes (a double click, a retry after a lost answer), the same words
    give the comment of the first time. Raises `Refused` if a rule turns them away, and
    Discussion.DoesNotExist.
    """
    # Judge what the lock protects, not what was read before it: of two comments sent at once,
    # neither may slip past a rule or tear the tree.
    discussion = Discussion.objects.locked(discussion_id)
    draft = Draft(
        author=author,
        discussion=discussion,
        body=text.clean(body),
        policy=Policy.objects.current(),
        at=timezone.now(),
        parent=_parent(discussion, parent_id),
    )
    if first := _first_try(draft):
        return first
    verdict = rules.judge(draft)
    if verdict.refusal:
        raise Refused(verdict.refusal.code, rules.sentence(verdict.refusal, draft))
    comment = _write(draft, verdict, terms_version)
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
    """The comment that this very post has made before, if any."""
    parent_never_was = draft.parent and draft.parent.pk is None
    if parent_never_was or rules.body_is_too_long(draft) or rules.body_is_empty(draft):
        return None
    same = draft.comments_by_author.since(draft.at - RETRY).filter(
        discussion=draft.discussion,
        parent=draft.parent,
        fingerprint=text.fingerprint(draft.body),
    )
    return same.first()


def _write(draft: Draft, verdict: rules.Verdict, terms_version: int | None) -> Comment:
    """The comment's row, outside the tree: every comment begins as a held one."""
    return outside_the_tree(
        discussion=draft.discussion,
        parent=draft.parent,
        author=draft.author.member,
        name=draft.author.name,
        email=draft.author.email,
        network=draft.author.network,
        terms_version=terms_version,
        body=draft.body,
        html=draft.html,
        held_by=[hold.code for hold in verdict.holds],
        posted_at=draft.at,
    )


def outside_the_tree(*, body: str, posted_at: datetime, **fields) -> Comment:
    """Save a held comment: an interval of its own, no number, tree 0."""
    comment = Comment(
        body=body,
        posted_at=posted_at,
        fingerprint=text.fingerprint(body),
        status=Comment.Status.HELD,
        tree_id=0,
        lft=1,
        rght=2,
        level=0,
        **fields,
    )
    comment.save(force_insert=True)
    return comment
