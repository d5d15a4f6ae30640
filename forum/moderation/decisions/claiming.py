"""Claiming: a moderator who has a comment on the desk keeps others from deciding about it.

Only where the policy says so; a claim ends by itself, or with its owner's decision.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forum.accounts.models import Member
from forum.comments.models import Comment, Policy
from forum.moderation import permissions
from forum.moderation.models import Claim
from forum.moderation.refusals import Claimed, NotAllowed

LENGTH = timedelta(minutes=10)


@transaction.atomic
def claim(comment: Comment, moderator: Member) -> Claim | None:
    """Claim `comment` for ten minutes from now; None where the policy does without claims.

    Raises Claimed while it is somebody else's, and NotAllowed.
    """
    permissions.demand(moderator, permissions.MODERATE)
    if not permissions.within(Comment.objects.filter(pk=comment.pk), moderator).exists():
        raise NotAllowed
    if not _is_on():
        return None
    now = timezone.now()
    Claim.objects.filter(comment=comment, until__lte=now).delete()
    fields = {"moderator": moderator, "until": now + LENGTH}
    found, is_new = Claim.objects.get_or_create(comment=comment, defaults=fields)
    if found.moderator_id != moderator.pk:
        raise Claimed(found)
    if not is_new:
        found.until = now + LENGTH
        found.save(update_fields=["until"])
    return found


@transaction.atomic
def release(comment: Comment, moderator: Member) -> None:
    """Give up one's claim, if there is one."""
    Claim.objects.filter(comment=comment, moderator=moderator).delete()


def claims_on(comments: Iterable[Comment]) -> dict[int, Claim]:
    """The claims in force on these comments, by the comment's key: 1 query, 2 if there are any."""
    now = timezone.now()
    claims = Claim.objects.filter(comment__in=[comment.pk for comment in comments], until__gt=now)
    found = {claim.comment_id: claim for claim in claims.select_related("moderator")}
    return found if found and _is_on() else {}


def end(claims: Mapping[int, Claim], comments: Iterable[Comment]) -> None:
    """What is decided about is nobody's any more."""
    done = [claims[comment.pk].pk for comment in comments if comment.pk in claims]
    if done:
        Claim.objects.filter(pk__in=done).delete()


def _is_on() -> bool:
    return Policy.objects.filter(claiming=True).exists()
