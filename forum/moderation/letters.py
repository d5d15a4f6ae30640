"""Letters to the editors: readers write them, the desk answers them. Each answer is logged.

How an answer reaches its reader is no part of this: editors write it in their own mail.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forum.accounts import limits
from forum.accounts.limits import Limit
from forum.accounts.models import Member
from forum.comments import text
from forum.comments.models import Policy
from forum.comments.rules import Commenter
from forum.moderation import decisions, permissions
from forum.moderation.models import Batch, Decision, Letter, Verb

ANSWER = "moderation.change_letter"
AGAIN = timedelta(minutes=10)  # the same letter within this is the one that was there
OF_A_NETWORK = Limit("letters of a network", timedelta(minutes=10), 5)


class TooMany(Exception):
    """More letters from one network than anybody writes; `retry_after` is the seconds to wait."""

    def __init__(self, retry_after: int):
        super().__init__(retry_after)
        self.retry_after = retry_after


@transaction.atomic
def write(author: Commenter, subject: str, body: str, *, is_suspicious: bool = False) -> Letter:
    """Keep a letter for the desk, also a suspicious one and one by somebody who is suspended.

    Sent again within ten minutes it is the same letter. Raises TooMany.
    """
    # Letters are rare, so they are taken one at a time: of a double click one is kept.
    Policy.objects.select_for_update(no_key=True).filter(pk=1).first()
    at = timezone.now()
    letter = Letter(
        name=author.name,
        email=author.email,
        subject=text.clean_line(subject),
        body=text.clean(body),
        member=author.member,
        hand=author.hand,
        network=author.network,
        is_suspicious=is_suspicious,
        made_at=at,
    )
    if first := _first_try(letter):
        return first
    _count(author, at)
    letter.save()
    return letter


def answer(letter: Letter, moderator: Member) -> Batch:
    """Somebody has seen to it. Raises AlreadyDecided and NotAllowed (`decisions`)."""
    return _change(letter, moderator, Verb.ANSWER)


def reopen(letter: Letter, moderator: Member) -> Batch:
    """It waits for an answer again. Raises AlreadyDecided and NotAllowed (`decisions`)."""
    return _change(letter, moderator, Verb.REOPEN)


def _first_try(letter) -> Letter | None:
    since = letter.made_at - AGAIN
    same = {name: getattr(letter, name) for name in ("network", "email", "subject", "body")}
    return Letter.objects.filter(**same, made_at__gte=since).first()


def _count(author, at) -> None:
    key = f"member:{author.member.pk}" if author.member else f"network:{author.network}"
    uses = limits.take([(key, OF_A_NETWORK)], at)
    if uses[0].is_over:
        limits.give_back(uses)
        raise TooMany(uses[0].retry_after(at))


@transaction.atomic
def _change(letter, moderator, verb) -> Batch:
    permissions.demand(moderator, ANSWER)
    letter = Letter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    before, at = _state(letter), timezone.now()
    if (letter.answered_at is None) == (verb == Verb.REOPEN):
        last = letter.decisions.select_related("moderator").filter(verb=verb).first()
        raise decisions.AlreadyDecided(verb.label, last)
    is_answer = verb == Verb.ANSWER
    letter.answered_by, letter.answered_at = (moderator, at) if is_answer else (None, None)
    letter.save(update_fields=["answered_by", "answered_at"])
    row = Decision(letter=letter, before=before, after=_state(letter))
    return decisions.record(verb, moderator, [row], at=at)


def _state(letter: Letter) -> dict:
    at = letter.answered_at
    return {
        "answered_by": letter.answered_by_id,
        "answered_at": at.isoformat() if at else None,
    }
