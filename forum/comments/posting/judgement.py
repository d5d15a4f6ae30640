"""A draft before the rules, with what it counts against. Writes no row of a comment."""

from collections.abc import Iterator
from contextlib import contextmanager

from forum.accounts import limits
from forum.comments import rules
from forum.comments.posting.outcomes import Asked, NothingWritten, Refused, Sending
from forum.comments.rules import BY_CODE, Draft, Verdict, rates

OF_ATTEMPTS = [BY_CODE["too_many"], BY_CODE["network_too_many"]]


@contextmanager
def counted(draft: Draft) -> Iterator[Draft]:
    """The draft, with the uses of its author and their network: counted at once, so that nobody
    waits for a counter whose owner waits for a discussion.

    Every attempt counts, also one that comes to nothing, or a machine could keep the site busy
    for free. What only a comment counts against is given back where none is written.
    """
    attempts = rates.attempts_of(draft.author, draft.policy)
    own = rates.limits_of_author(draft.author, draft.policy)
    uses = limits.take([*attempts, *own], draft.at)
    try:
        yield draft.sent(uses=uses)
    except NothingWritten:
        limits.give_back(uses[len(attempts) :])
        raise


def attempt(draft: Draft, sending: Sending) -> Draft:
    """The draft, read and with what an outside service says of it: all that takes time, done
    before anything is locked. Raises Refused when there were too many attempts.
    """
    draft = draft.sent(traps=sending.traps)
    if refusal := rules.judge(draft, OF_ATTEMPTS).refusal:
        raise Refused(refusal, draft)
    return draft.read().sent(opinion=sending.opinion())


def judge(draft: Draft, sending: Sending) -> tuple[Draft, Verdict]:
    """The draft with all that it counts against, and the verdict; the caller holds the
    discussion's lock. Raises Refused and Asked, and then the discussion has counted nothing."""
    of_place = [rates.limit_of_discussion(draft.discussion, draft.policy)]
    uses = limits.take(of_place, draft.at, sweeps=False)
    draft = draft.sent(uses=[*draft.uses, *uses])
    verdict = rules.judge(draft)
    if not verdict.refusal and (sending.anyway or not verdict.is_told):
        return draft, verdict
    limits.give_back(uses)
    raise Refused(verdict.refusal, draft) if verdict.refusal else Asked(verdict, draft)
