"""A folded text cut into what may be a word. Knows no listed word.

Each pattern runs over the text once and never steps back more than a few characters.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from operator import itemgetter
from typing import NamedTuple

LEET = "@$!|+€¢"
MASKS = "*#%&^~?"
SEPARATORS = ".-_–—·•="
LONGEST_SPACED = 41  # letters
_SIGNS = re.escape(LEET + MASKS + SEPARATORS)

# A word is a run of letters and digits; the vowel signs of Indian scripts are letters. Ideographs,
# kana and emoji are words alone: nothing parts them, so what is longer is listed as a phrase.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U0001f300-\U0001faff"
_INDIAN = "\u0900-\u0963\u0966-\u0dff"
_WORD = re.compile(rf"[{_ALONE}]|(?:[^\W_{_ALONE}]|[{_INDIAN}])+")
_CHUNK = re.compile(rf"[\w{_INDIAN}{_ALONE}{_SIGNS}]+")

_SIGN = re.compile(f"[{re.escape(LEET + MASKS)}]")
_TOKEN = re.compile(rf"(?:[^\W_]|[{_INDIAN}{re.escape(LEET + MASKS)}])+")
_AFTER = "!?|~^&*#%+"  # punctuation and marks of emphasis at the ends of a word

_SINGLE = r"(?:[^\W_]|[@$!])"
_SPACED = re.compile(
    rf"(?<![^\W_]){_SINGLE}(?:[\s.\-_*~·•,/'’=–—]{{1,5}}{_SINGLE}(?![^\W_])){{3,}}"
)
_ONE = re.compile(_SINGLE)


class Piece(NamedTuple):
    """`text` is what stands from `start` to `end` of the folded text."""

    text: str
    start: int
    end: int


def cut(text: str) -> tuple[list[Piece], list[Piece]]:
    """The words of `text`, and the longer runs of signs and words in which a sign may disguise."""
    words, runs = [], []
    for chunk in _CHUNK.finditer(text):
        if chunk[0].isascii() and chunk[0].isalnum():
            words.append(Piece(chunk[0], *chunk.span()))
            continue
        words += [Piece(word[0], *word.span()) for word in _WORD.finditer(text, *chunk.span())]
        runs.append(Piece(chunk[0], *chunk.span()))
    return words, runs


def signed(runs: list[Piece], most: int) -> list[Piece]:
    """The words of `runs` with the signs in them: "k!ll", and not "k" and "ll". Of `most` different
    runs at most."""
    tokens = (
        _bare(token[0], run.start + token.start())
        for run in _signed(runs, most)
        for token in _TOKEN.finditer(run.text)
    )
    return [token for token in tokens if token.text]


def replaced(words: list[Piece], others: list[Piece]) -> list[Piece]:
    """`words`, but `others` in the place of those that stand where these do."""
    if not others:
        return words
    inside = bytearray(max(piece.end for piece in (*words[-1:], others[-1])))
    for other in others:
        inside[other.start : other.end] = b"\1" * (other.end - other.start)
    plain = [word for word in words if not inside[word.start]]
    return sorted([*plain, *others], key=_start)


def _signed(runs: list[Piece], most: int) -> list[Piece]:
    """Those of `runs` that are written as one of the first `most` different ones with signs."""
    different = dict.fromkeys(run.text for run in runs)
    texts = set(islice(filter(_SIGN.search, different), most))
    return [run for run in runs if run.text in texts] if texts else []


_start = itemgetter(1)


def _bare(token: str, start: int) -> Piece:
    """`token`, which stands at `start`, without the signs around it."""
    left = token.lstrip(_AFTER)
    bare = left.rstrip(_AFTER)
    start += len(token) - len(left)
    return Piece(bare, start, start + len(bare))


def spaced(text: str) -> Iterator[list[Piece]]:
    """Runs of four and more single letters with signs or spaces between: "s h i t", "s.h.i.t".

    Where some gaps are wider than the others, they part words: "s h i t  h a p p e n s"; these
    come first, then all of them as one. Longer ones than a word with an "I" before it are left out.
    """
    for run in _SPACED.finditer(text):
        singles = [one.start() for one in _ONE.finditer(text, *run.span())]
        narrow = min(other - one for one, other in pairwise(singles))
        words = [[singles[0]]]
        for one, other in pairwise(singles):
            if other - one > narrow:
                words.append([])
            words[-1].append(other)
        if len(words) > 1:
            words = [*(words if max(map(len, words)) > 3 else []), singles]
        for word in words:
            if len(word) <= LONGEST_SPACED:
                yield [Piece(text[at], at, at + 1) for at in word]
