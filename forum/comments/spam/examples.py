"""Labelled comments from a file, and what a filter taught with them is worth. Writes nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from forum.comments import jsonlines, text
from forum.comments.hosts import hosts_of
from forum.comments.jsonlines import Unreadable
from forum.comments.spam import bayes
from forum.comments.spam.bayes import Count
from forum.comments.spam.tokens import EVERY_COMMENT, Token, tokens_of

PARTS = 10  # of a cross-validation


@dataclass(frozen=True)
class Example:
    """What can be counted of one labelled comment."""

    tokens: tuple[Token, ...]
    is_spam: bool


def read(file: BinaryIO) -> Iterator[Example]:
    """The examples of JSON lines with `text` (a string) and `spam` (true or false).

    Empty lines do not count. Raises Unreadable, which says what line is no example and why.
    """
    for number, line in jsonlines.lines(file):
        try:
            example = _example(jsonlines.read(line))
        except Unreadable as why:
            told = _("Line %(number)d cannot be read: %(why)s.")
            raise Unreadable(told % {"number": number, "why": why}) from None
        yield example


def tally(examples: Iterable[Example]) -> dict[Token, Count]:
    """In how many of each sort every token was; EVERY_COMMENT has the number of examples."""
    spam, ham = Counter(), Counter()
    for example in examples:
        (spam if example.is_spam else ham).update([EVERY_COMMENT, *example.tokens])
    return {token: Count(spam[token], ham[token]) for token in spam | ham}


def scored(
    examples: Iterable[Example], counts: Mapping[Token, Count]
) -> Iterator[tuple[int | None, bool, int]]:
    """Each example's percent under `counts`, as `figures` takes them."""
    for example in examples:
        score = bayes.score(example.tokens, counts)
        yield score and score.percent, example.is_spam, 1


def cross_validated(examples: Sequence[Example]) -> list[tuple[int | None, bool, int]]:
    """Each example's percent under counts of all but its tenth.

    Every tenth example in the order of the file is one part, so that the answer is the same each
    time; a file sorted by label or by time is spread evenly.
    """
    whole, scores = tally(examples), []
    for start in range(PARTS):
        part = examples[start::PARTS]
        scores.extend(scored(part, _without(whole, tally(part))))
    return scores


def _without(whole: Mapping[Token, Count], part: Mapping[Token, Count]) -> dict[Token, Count]:
    return {
        token: Count(spam - part.get(token, Count()).spam, ham - part.get(token, Count()).ham)
        for token, (spam, ham) in whole.items()
    }


def _example(given: dict[str, Any]) -> Example:
    typed, is_spam = given.get("text"), given.get("spam")
    if not isinstance(typed, str):
        raise Unreadable(_("its “text” is missing or not a string"))
    if not isinstance(is_spam, bool):
        raise Unreadable(_("its “spam” is missing or neither true nor false"))
    body = text.clean(typed)
    return Example(tuple(tokens_of(body, hosts=hosts_of(text.render(body)))), is_spam)
