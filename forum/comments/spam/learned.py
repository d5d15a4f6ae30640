"""The classifier's answer for one comment: one query, no state in the process, so never stale."""

from collections.abc import Iterable, Mapping, Sequence

from forum.comments.spam import bayes, ledger
from forum.comments.spam.bayes import Count, Score
from forum.comments.spam.ledger import Known
from forum.comments.spam.tokens import EVERY_COMMENT, Token, tokens_of


def score(text: str, *, name: str = "", hosts: Sequence[str] = ()) -> Score | None:
    """How likely a comment is spam, by what moderators decided before: 1 query.

    None until the filter has learned 20 comments of each sort (`bayes.ENOUGH`), from decisions
    and files together.
    """
    tokens = wanted(text, name, hosts)
    return score_of(tokens, ledger.known(tokens))


def score_of(tokens: Sequence[Token], known: Mapping[Token, Known]) -> Score | None:
    """The same by what is `known` of all that is `wanted`, and perhaps of more."""
    _every, *own = tokens
    return bayes.score(own, {token: one.count for token, one in known.items()})


def wanted(text: str, name: str, hosts: Sequence[str]) -> list[Token]:
    """All that the score of a comment goes by; the totals first."""
    return [EVERY_COMMENT, *tokens_of(text, name, hosts)]


def counts_of(tokens: Iterable[Token]) -> dict[Token, Count]:
    """In how many comments each was, decided here or given in files: 1 query for every 1,000."""
    return {token: one.count for token, one in ledger.known(tokens).items()}


def seen() -> Count:
    """How many comments of each sort the filter has learned."""
    return counts_of([EVERY_COMMENT]).get(EVERY_COMMENT, Count())
