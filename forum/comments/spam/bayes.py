"""How likely a comment is spam, from how often its words were: naive Bayes over plain counts.

Each token counts once a comment. Its part in spam, p = (s/S) / (s/S + h/H), is drawn towards ½
while it is rare: f = (½·STRENGTH + n·p) / (STRENGTH + n), n = s + h (G. Robinson, "A Statistical
Approach to the Spam Problem", Linux Journal 107, 2003). The logits of the most telling ones add
up (P. Graham, "A Plan for Spam", 2002); spam and ham are taken to be equally likely beforehand.

Why no library: scikit-learn's MultinomialNB is this arithmetic over a table of counts, and
importing it adds 101 MiB to every web worker (river 108), while the counts live in the database
either way, where two moderators can add to them at once and undo can subtract. docs/spam.md has
the figures, also of the library's other models, which need far more examples.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

from django.utils.translation import gettext as _

from forum.comments.models import Trace
from forum.comments.spam.tokens import EVERY_COMMENT, SIGNS, Token

ENOUGH = 20  # comments of each sort, before there is a score: docs/spam.md has the curve
STRENGTH = 2  # imagined comments, half of them spam, with every token; best of 0.45, 1, 2, 3
ALONE = 2.15  # what the heaviest token may weigh: by itself it says 89 %
MOST_TELLING = 25  # tokens that decide; a long innocent text cannot outvote what matters
SHOWN = 5  # reasons a moderator sees


class Count(NamedTuple):
    """In how many comments of each sort something was."""

    spam: int = 0
    ham: int = 0


class Reason(NamedTuple):
    """A token as a moderator reads it, and its weight: above 0 it speaks for spam."""

    token: str
    weight: float


@dataclass(frozen=True)
class Score:
    """`probability` of spam, 0 to 1, and the few tokens that decided most, the weightiest first."""

    probability: float
    reasons: tuple[Reason, ...]

    @property
    def percent(self) -> int:
        """Rounded down, so that what is held at 90 is at least 90 %."""
        return int(100 * self.probability)


def score(tokens: Iterable[Token], counts: Mapping[Token, Count]) -> Score | None:
    """What `counts` say of a comment with these tokens.

    None before there are `ENOUGH` comments of each sort; EVERY_COMMENT has their number.
    """
    seen = counts.get(EVERY_COMMENT, Count())
    if min(seen) < ENOUGH:
        return None
    known = ((token, counts[token]) for token in tokens if token in counts)
    weighed = [(token, weight(count, seen)) for token, count in known if any(count)]
    weighed.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
    told = weighed[:MOST_TELLING]
    reasons = tuple(Reason(label(token), round(by, 2)) for token, by in told[:SHOWN])
    return Score(1 / (1 + exp(-_sum([by for _token, by in told]))), reasons)


def _sum(weights: list[float]) -> float:
    """All weights, the heaviest at ALONE at most: no single sign makes a comment spam, or every
    short answer with a link would wait."""
    return sum(weights) - max(0, max(weights, default=0) - ALONE)


def weight(count: Count, seen: Count) -> float:
    """The logit of the token's part in spam; 0 says nothing, between -12 and 12 or so."""
    in_spam, in_ham = count.spam / seen.spam, count.ham / seen.ham
    part, times = in_spam / (in_spam + in_ham), sum(count)
    drawn = (STRENGTH / 2 + times * part) / (STRENGTH + times)
    return log(drawn / (1 - drawn))


def label(token: Token) -> str:
    """The token in words: the word itself, a sign's description, a link's host."""
    if token.kind == Trace.Kind.SIGN:
        return str(SIGNS.get(token.key, token.key))
    if token.kind == Trace.Kind.HOST:
        return _("a link to %(host)s") % {"host": token.key}
    return token.key
