"""A comment in a list: a row of a queue, or a line wherever it is mentioned."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation.admin import words
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.decisions import sight
from forum.moderation.models import Claim

LEVELS = 8  # of a thread that are told apart by their indent


@dataclass(frozen=True)
class Row:
    """A comment in a queue; `outcome` says what has become of it since the list was made."""

    comment: Comment
    sight: str
    url: str
    card_url: str
    whys: list[str]
    beginning: str
    ago: str
    claim: str
    outcome: str


@dataclass(frozen=True)
class Line:
    """A comment in one line, on the page of another or of its author; `whose` says how that one
    differs (`whose.of_comment`)."""

    comment: Comment
    url: str
    badge: SafeString
    beginning: str
    ago: str
    whose: str = ""

    @property
    def level(self) -> int:
        """How deep in its thread, as far as it is told apart; `comment.parent` is there already.
        What waits for its place stands below its parent."""
        one = self.comment
        is_at_its_place = one.is_placed or one.parent_id is None
        return min(one.level if is_at_its_place else one.parent.level + 1, LEVELS)


def row(comment: Comment, sitting: Sitting, *, outcome: str = "") -> Row:
    """`comment`, with its findings and its claim, as a row of the sitting's list."""
    return Row(
        comment=comment,
        sight=sight(comment),
        url=sitting.url(at=comment.pk),
        card_url=sitting.carried_by("desk_comment", comment.pk),
        whys=whys(comment),
        beginning=words.beginning(comment),
        ago=ago(comment.posted_at),
        claim=claimed(comment),
        outcome=outcome,
    )


def line(comment: Comment, *, whose: str = "") -> Line:
    return Line(
        comment=comment,
        url=reverse("admin:desk_comment", args=[comment.pk]),
        badge=words.badge(comment),
        beginning=words.beginning(comment),
        ago=ago(comment.posted_at),
        whose=whose,
    )


def whys(comment: Comment) -> list[str]:
    """Why it is here, each reason by its name; `comment.findings` are there already."""
    holding = words.holding(comment)
    if not comment.open_reports:
        return holding
    reports = ngettext("%d report", "%d reports", comment.open_reports) % comment.open_reports
    return [reports, *holding]


def ago(moment: datetime) -> str:
    """ "2 hours": the largest unit alone."""
    return timesince(moment, depth=1)


def claimed(comment: Comment, moderator: Member | None = None) -> str:
    """Who works on it, if somebody else than `moderator` does; `comment.claim` is there already."""
    claim = _claim_on(comment)
    if claim is None or claim.moderator_id == getattr(moderator, "pk", None):
        return ""
    return _("%s is working on it") % claim.moderator


def has_claimed(moderator: Member, comment: Comment) -> bool:
    """Whether it is this moderator who works on it; `comment.claim` is there already."""
    claim = _claim_on(comment)
    return claim is not None and claim.moderator_id == moderator.pk


def _claim_on(comment: Comment) -> Claim | None:
    """The claim that is in force."""
    try:
        claim = comment.claim
    except Claim.DoesNotExist:
        return None
    return claim if claim.until > timezone.now() else None
