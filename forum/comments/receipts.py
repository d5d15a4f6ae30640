"""What its author alone is told of a comment: the receipt. Knows no request.

Whose a comment is shows an account, the hand that wrote it, or the token in the receipt's address.
Of the rules that held it only those are named that nobody can work around by knowing it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from forum.accounts.models import Standing
from forum.comments import posting, rules
from forum.comments.models import Comment, Finding, Policy
from forum.comments.rules import Commenter, Draft, Found

_signer = signing.Signer(salt="forum.comments.receipt")
NEWEST = 50  # comments in a reader's own list
TOLD = {"premoderated", "newcomer", "reported"}  # beside those the author was told of in the form
SUSPENDED = ("suspended_for_good", "suspended")


@dataclass(frozen=True)
class Receipt:
    """A comment at the moment `at`, for its author. Its properties cost no query, but for
    `reasons` and, once for both together, `suspension` and `warnings`."""

    comment: Comment
    policy: Policy
    at: datetime

    @property
    def url(self) -> str:
        return url_of(self.comment)

    @property
    def editable_until(self) -> datetime | None:
        """The moment at which the time to edit it is over; None if that is past."""
        if not posting.may_edit(self.comment, self.policy, self.at):
            return None
        return posting.editable_until(self.comment, self.policy)

    @property
    def reasons(self) -> list[str]:
        """Why it waits, as far as its author may know, a sentence a rule."""
        findings = self.comment.findings.holding().filter(revision=self.comment.revision)
        told = [Found(rules.BY_CODE[one.rule], one.evidence) for one in findings if _is_told(one)]
        return [found.sentence(self._draft) for found in told]

    @property
    def suspension(self) -> str:
        """The sentence for an author who may not write here now, or ""."""
        return suspension(self._draft)

    @property
    def warnings(self) -> list[Standing]:
        """What moderators wrote to the author, who has not yet said that they read it.

        An address can be typed by anybody: a warning that goes by one is shown to those who used
        it before the warning.
        """
        return [one for one in self._draft.standings if _is_told_to(one, self.comment)]

    @cached_property
    def _draft(self) -> Draft:
        comment = self.comment
        return Draft(author_of(comment), comment.discussion, comment.body, self.policy, self.at)


def url_of(comment: Comment) -> str:
    """The same each time: an answer that was lost is given again word for word."""
    return reverse("comments:receipt", args=[_signer.sign_object(comment.pk)])


def comment_of(token: str) -> Comment:
    """The comment whose receipt has this token. Raises Comment.DoesNotExist."""
    try:
        pk = _signer.unsign_object(token)
    except signing.BadSignature:
        raise Comment.DoesNotExist from None
    return Comment.objects.select_related("discussion", "author", "parent").get(pk=pk)


def newest(reader: Commenter, policy: Policy, at: datetime) -> list[Receipt]:
    """The newest comments of an account, or of a hand: 1 query. `reader` comes without an address,
    which anybody can type."""
    comments = Comment.objects.filter(reader.own).select_related("discussion", "author")
    found = comments.order_by("-posted_at", "-pk")
    return [Receipt(comment, policy, at) for comment in found[:NEWEST]]


def author_of(comment: Comment, network: str = "") -> Commenter:
    """Who wrote it, as the rules know them."""
    return Commenter(comment.name, comment.email, comment.author, network, comment.hand)


def unread(found: list[Receipt]) -> list[tuple[Standing, Receipt]]:
    """What moderators wrote to whoever wrote these comments and has not confirmed it yet, each
    with the newest receipt that shows it: 1 query."""
    standings = Standing.objects.of({key for one in found for key in one.comment.person_keys})
    return [
        (standing, where)
        for standing in standings
        if (where := next((one for one in found if _is_told_to(standing, one.comment)), None))
    ]


def suspension(draft: Draft) -> str:
    """The sentence for somebody who may not write now, or "": 1 query."""
    found = (rules.BY_CODE[code].find(draft) for code in SUSPENDED)
    return next((one.sentence(draft) for one in found if one), "")


@transaction.atomic
def acknowledge(warnings: Iterable[Standing], shown: str, at: datetime) -> None:
    """Its author has read what moderators wrote to them at the moment `shown` (`told_at`); what
    came since stays unread."""
    for one in warnings:
        if told_at(one) == shown:
            same = Standing.objects.filter(pk=one.pk, warned_at=one.warned_at)
            same.update(acknowledged_at=at)


def told_at(warning: Standing) -> str:
    """The moment of a warning as its form sends it back: ISO 8601, "" where none is known."""
    return localtime(warning.warned_at).isoformat() if warning.warned_at else ""


def _is_told_to(standing: Standing, comment: Comment) -> bool:
    """Whether a warning is still unread, and the author of `comment` is whom it was meant for."""
    is_unread = standing.warning and standing.acknowledged_at is None
    if not is_unread or standing.key not in comment.person_keys:
        return False
    is_typed = standing.key.startswith("email:")
    return not is_typed or standing.warned_at is None or comment.posted_at <= standing.warned_at


def _is_told(finding: Finding) -> bool:
    rule = rules.BY_CODE.get(finding.rule)  # a finding outlives its rule
    return rule is not None and (rule.is_told or rule.code in TOLD)
