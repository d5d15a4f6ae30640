"""The classifier's answer for one comment: one query, no state in the process, so never stale."""

from collections.abc import Iterable, Mapping, Sequence

from forum.comments.spam import bayes, ledger
from forum.comments.spam.bayes import Count, Score
from forum.comments.spam.ledger import Known
from forum.comments.spam.tokens import EVERY_COMMENT, Token, tokens_of


def score(
    text: str,
    *,
    name: str = "",
    hosts: Sequence[str] = (),
    known: Mapping[Token, Known] | None = None,
) -> Score | None:
    """How likely a comment is spam, by what moderators decided before: 1 query, none if what is
    `known` of its tokens (`wanted`) is given.

    None until the filter has learned 20 comments of each sort (`bayes.ENOUGH`), from decisions
    and files together.
    """
    every, *tokens = wanted(text, name, hosts)
    found = ledger.known([every, *tokens]) if known is None else known
    return bayes.score(tokens, {token: one.count for token, one in found.items()})


def wanted(text: str, name: str, hosts: Sequence[str]) -> list[Token]:
    """All that the score of a comment goes by; the totals first."""
    return [EVERY_COMMENT, *tokens_of(text, name, hosts)]


def counts_of(tokens: Iterable[Token]) -> dict[Token, Count]:
    """In how many comments each was, decided here or given in files: 1 query for every 1,000."""
    return {token: one.count for token, one in ledger.known(tokens).items()}


def seen() -> Count:
    """How many comments of each sort the filter has learned."""
    return counts_of([EVERY_COMMENT]).get(EVERY_COMMENT, Count())
