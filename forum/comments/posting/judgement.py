"""A draft before the rules, with what it counts against. Writes no row of a comment."""

from django.db import transaction

from forum.accounts import limits
from forum.comments import rules
from forum.comments.posting.outcomes import Asked, Refused, Sending
from forum.comments.rules import BY_CODE, Draft, Verdict, rates

OF_ATTEMPTS = [BY_CODE["too_many"], BY_CODE["network_too_many"]]


def attempt(draft: Draft, sending: Sending) -> Draft:
    """The draft, read and with what an outside service says of it: all that takes time, done
    before anything is locked.

    Every attempt counts, also one that comes to nothing, or a machine could keep the site busy
    for free. Raises Refused when there were too many.
    """
    with transaction.atomic():
        uses = limits.take(rates.attempts_of(draft.author, draft.policy), draft.at)
    draft = draft.sent(uses=uses, traps=sending.traps)
    if refusal := rules.judge(draft, OF_ATTEMPTS).refusal:
        raise Refused(refusal, draft)
    return draft.read().sent(opinion=sending.opinion())


def judge(draft: Draft, sending: Sending) -> tuple[Draft, Verdict]:
    """The draft with what it counts against, and the verdict; the caller holds the discussion's
    lock. Raises Refused and Asked, and then nothing but the attempt has been counted."""
    counted = rates.limits_of(draft.author, draft.discussion, draft.policy)
    uses = limits.take(counted, draft.at, sweeps=False)
    draft = draft.sent(uses=[*draft.uses, *uses])
    verdict = rules.judge(draft)
    if not verdict.refusal and (sending.anyway or not verdict.is_told):
        return draft, verdict
    limits.give_back(uses)
    raise Refused(verdict.refusal, draft) if verdict.refusal else Asked(verdict, draft)
