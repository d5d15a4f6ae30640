"""The classifier's answer for one comment: one query, no state in the process, so never stale."""

from collections.abc import Iterable, Sequence

from forum.comments.spam import bayes, ledger
from forum.comments.spam.bayes import Count, Score
from forum.comments.spam.tokens import EVERY_COMMENT, Token, tokens_of


def score(text: str, *, name: str = "", hosts: Sequence[str] = ()) -> Score | None:
    """How likely a comment is spam, by what moderators decided before: 1 query.

    None until the filter has learned 20 comments of each sort (`bayes.ENOUGH`), from decisions
    and files together.
    """
    tokens = tokens_of(text, name, hosts)
    return bayes.score(tokens, counts_of([EVERY_COMMENT, *tokens]))


def counts_of(tokens: Iterable[Token]) -> dict[Token, Count]:
    """In how many comments each was, decided here or given in files: 1 query for every 1,000."""
    return {
        Token(kind, key): Count(spam + given_spam, ham + given_ham)
        for batch in ledger.batches(tokens)
        for kind, key, spam, ham, given_spam, given_ham in ledger.traces_of(batch).values_list(
            "kind", "key", "spam", "ham", "given_spam", "given_ham"
        )
    }


def seen() -> Count:
    """How many comments of each sort the filter has learned."""
    return counts_of([EVERY_COMMENT]).get(EVERY_COMMENT, Count())
