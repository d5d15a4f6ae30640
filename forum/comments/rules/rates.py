"""Rules about how often: of one person, from one network, in one discussion."""

from datetime import timedelta

from forum.accounts.limits import Limit
from forum.comments.models import Discussion, Policy
from forum.comments.rules.commenters import Commenter
from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence

BURST = timedelta(minutes=10)
HOUR = timedelta(hours=1)
PERSON, NETWORK, DISCUSSION = "person", "network", "discussion"
TRIES = 5  # attempts for each comment that is allowed: who is refused, or asked, tries again
ATTEMPTS_OF_A_PERSON, ATTEMPTS_OF_A_NETWORK = "attempts of a person", "attempts of a network"


def attempts_of(author: Commenter, policy: Policy) -> list[tuple[str, Limit]]:
    """What every attempt counts against, whatever becomes of it; those of staff count nowhere.

    A guest by the network: a machine brings another name, address and browser each time.
    """
    if author.is_staff:
        return []
    if author.network and not author.member:
        allowed = TRIES * policy.network_limit
        return [(f"network:{author.network}", Limit(ATTEMPTS_OF_A_NETWORK, BURST, allowed))]
    person, allowed = author.key, TRIES * policy.person_limit
    return [(person, Limit(ATTEMPTS_OF_A_PERSON, BURST, allowed))] if person else []


def limits_of(author: Commenter, discussion: Discussion, policy: Policy) -> list[tuple[str, Limit]]:
    """What a comment counts against, each key with its limit (`limits.take`)."""
    return [limit_of_discussion(discussion, policy), *limits_of_author(author, policy)]


def limit_of_discussion(discussion: Discussion, policy: Policy) -> tuple[str, Limit]:
    return f"discussion:{discussion.pk}", Limit(DISCUSSION, HOUR, policy.discussion_limit)


def limits_of_author(author: Commenter, policy: Policy) -> list[tuple[str, Limit]]:
    """Of the person, and of a guest's network; staff have none."""
    counted: list[tuple[str, Limit]] = []
    if author.is_staff:
        return counted
    if person := author.key:
        counted.append((person, Limit(PERSON, BURST, policy.person_limit)))
    if author.network and not author.member:
        network = Limit(NETWORK, BURST, policy.network_limit)
        counted.append((f"network:{author.network}", network))
    return counted


def author_commented_just_now(draft: Draft) -> Evidence | None:
    """This person anywhere, or, for guests, anyone of their network: WordPress' flood rule."""
    pause = timedelta(seconds=draft.policy.pause_seconds)
    if not pause:
        return None
    last = draft.past.said_last
    left = pause - (draft.at - last) if last else timedelta()
    # A fraction of a second counts as one: who waits so long has waited long enough.
    return {"seconds": -(-left // timedelta(seconds=1))} if left > timedelta() else None


def author_posted_too_much(draft: Draft) -> Evidence | None:
    return _over(draft, PERSON, ATTEMPTS_OF_A_PERSON)


def network_posted_too_much(draft: Draft) -> Evidence | None:
    return _over(draft, NETWORK, ATTEMPTS_OF_A_NETWORK)


def discussion_is_flooded(draft: Draft) -> Evidence | None:
    return _over(draft, DISCUSSION)


def _over(draft: Draft, *names: str) -> Evidence | None:
    for use in draft.uses:
        if use.limit.name in names and use.is_over:
            seconds = use.retry_after(draft.at)
            return {"count": use.count, "limit": use.limit.allowed, "seconds": seconds}
    return None
