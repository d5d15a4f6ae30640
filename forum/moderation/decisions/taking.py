"""Taking comments in hand: their discussions locked, then looked at again, then sorted into those
a verb applies to and those it leaves alone. Changes nothing but the claims that are done with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from forum.accounts.models import Member
from forum.comments.models import Comment, Discussion
from forum.moderation import permissions
from forum.moderation.decisions import claiming
from forum.moderation.models import Decision, Verb
from forum.moderation.refusals import (
    AlreadyDecided,
    Claimed,
    Edited,
    LeftAlone,
    NotAllowed,
    NotYours,
    TooMany,
)

# What the moderator had read: by key the `sight` of a comment, or the moment at which a list of
# them was shown; of what is not there nothing is known.
Seen = Mapping[int, str] | datetime | None

LIMIT = 2000  # comments at once: one transaction, and their discussions stay locked so long

# The verbs that may have brought a comment where it is.
DECIDING = [Verb.APPROVE, Verb.REMOVE, Verb.RESTORE, Verb.UNDO]


@dataclass(frozen=True)
class Taken:
    """Comments under their discussions' locks, each with `.discussion` being the locked row, and
    those left alone with the reason."""

    comments: list[Comment]
    left: list[tuple[Comment, LeftAlone]]


def sight(comment: Comment) -> str:
    """What of a comment a moderator decides about, as a short text: a form can carry it."""
    return f"{comment.status}.{comment.is_reviewed:d}.{comment.revision}"


def take(
    comments: Comment | Sequence[Comment] | QuerySet[Comment],
    moderator: Member,
    applies: Callable[[Comment], bool] = lambda comment: True,
    *,
    seen: Seen = None,
    deciding: Sequence[Verb] = DECIDING,
) -> Taken:
    """Lock and look again. `deciding` are the verbs that may have made this one too late.

    Raises NotAllowed without the permission to moderate, TooMany, and of a single comment the
    reason why it is left alone.
    """
    permissions.demand(moderator, permissions.MODERATE)
    found = _locked(comments)
    sections, claims = permissions.reach(moderator), claiming.claims_on(found)
    taken = Taken([], [])
    for comment in found:
        why = (
            _why_not_theirs(comment, moderator, sections)
            or _why_claimed(claims.get(comment.pk), moderator)
            or _why_too_late(comment, applies, seen)
        )
        if why:
            taken.left.append((comment, why))
        else:
            taken.comments.append(comment)
    _name_who_decided(taken, deciding)
    if taken.left and isinstance(comments, Comment):
        raise taken.left[0][1]
    claiming.end(claims, taken.comments)
    return taken


def _locked(comments) -> list[Comment]:
    """The comments by key, read under the locks, with what held them."""
    places = _places(comments)
    if len(places) > LIMIT:
        raise TooMany(LIMIT)
    discussions = Discussion.objects.all_locked(places.values())
    rows = Comment.objects.filter(pk__in=places).order_by("pk").prefetch_related("findings")
    found = list(rows)
    for comment in found:
        comment.discussion = discussions[comment.discussion_id]
    return found


def _places(comments) -> dict[int, int]:
    """The keys of the comments' discussions by their own, of one more than may be at most."""
    if isinstance(comments, Comment):
        return {comments.pk: comments.discussion_id}
    if isinstance(comments, QuerySet):
        return dict(comments.values_list("pk", "discussion_id")[: LIMIT + 1])
    return {comment.pk: comment.discussion_id for comment in comments[: LIMIT + 1]}


def _why_not_theirs(comment, moderator, sections) -> LeftAlone | None:
    if comment.author_id == moderator.pk:
        return NotYours()
    if sections is not None and comment.discussion.section not in sections:
        return NotAllowed()
    return None


def _why_claimed(claim, moderator) -> LeftAlone | None:
    return Claimed(claim) if claim and claim.moderator_id != moderator.pk else None


def _why_too_late(comment, applies, seen: Seen) -> LeftAlone | None:
    """The verb no longer applies; or it does, but not to what the moderator saw."""
    if not applies(comment):
        return AlreadyDecided(Comment.Status(comment.status))
    if isinstance(seen, datetime):
        is_edited = comment.edited_at is not None and comment.edited_at > seen
        return Edited(comment.edited_at) if is_edited else None
    return _why_not_as_seen(comment, (seen or {}).get(comment.pk))


def _why_not_as_seen(comment, then: str | None) -> LeftAlone | None:
    """It is no longer what the moderator had before their eyes."""
    if then is None or then == sight(comment):
        return None
    if then.rpartition(".")[2] != str(comment.revision):
        return Edited(comment.edited_at)
    # Out of sight by readers' reports: nobody has decided.
    return AlreadyDecided(Comment.Status(comment.status)) if comment.is_reviewed else None


def _name_who_decided(taken: Taken, verbs: Sequence[Verb]) -> None:
    """Give each `AlreadyDecided` the decision that was faster: 1 query, if there are any."""
    late = {comment.pk: why for comment, why in taken.left if isinstance(why, AlreadyDecided)}
    if late:
        decisions = Decision.objects.filter(comment__in=late, verb__in=verbs)
        for decision in decisions.select_related("moderator").order_by("pk"):
            late[decision.comment_id].decision = decision
