"""Words that were broken in parts, put together again. Knows the lexicon and one text's words."""

from collections.abc import Iterator
from itertools import pairwise

from forum.comments.words.lexicon import SHORTEST, Lexicon, Reading
from forum.comments.words.ordinary import ORDINARY, is_ordinary
from forum.comments.words.pieces import Piece
from forum.comments.words.spellings import VOWELS

_MOST = 6  # parts of one word
_APOSTROPHES = ("'", "’")
_JOINTS = frozenset({" ", "\t", "\n", *_APOSTROPHES})


def halves(text: str, words: list[Piece], lexicon: Lexicon) -> Iterator[tuple[int, int, Reading]]:
    """Words broken in two: "fu ck", "fu cking", but not "its hit"."""
    for one, other in pairwise(words):
        if text[one.end] not in _JOINTS:  # the cheapest question first: most words say no
            continue
        if (one.text in ORDINARY and other.text in ORDINARY) or not _touch(text, one, other):
            continue
        whole = one.text + other.text
        reading = lexicon.read(whole) if whole.isalpha() else None
        if reading and _is_broken(one.text, other.text, reading):
            yield one.start, other.end, Reading(reading.entry, "split")


def crumbs(text: str, words: list[Piece], lexicon: Lexicon) -> Iterator[tuple[int, int, Reading]]:
    """Words broken in three parts and more, of one or two letters: "sh i t", not "as is at"."""
    for first, word in enumerate(words):
        if text[word.end : word.end + 1] not in _JOINTS or len(word.text) > 2:
            continue
        parts = [word]
        for part in words[first + 1 : first + _MOST]:
            if max(len(parts[-1].text), len(part.text)) > 2 or not _touch(text, parts[-1], part):
                break
            parts.append(part)
            if len(parts) > 2 and (reading := _whole(parts, lexicon)):
                yield word.start, part.end, Reading(reading.entry, "split")


def _touch(text: str, one: Piece, other: Piece) -> bool:
    """Whether only a space or the like parts them, and `one` is not the rest of "it's"."""
    return (
        other.start - one.end == 1
        and text[one.end] in _JOINTS
        and text[one.start - 1 : one.start] not in _APOSTROPHES
    )


def _is_broken(one: str, other: str, reading: Reading) -> bool:
    """Whether the parts are too odd to stand for themselves: none is a word of its own.

    One may be, if the other is no word for want of a vowel ("bit ch"), or if both are long
    ("fuc king"). With an ending on it, both parts hold letters of the listed word.
    """
    words = is_ordinary(one) + is_ordinary(other)
    has_fragment = any(len(part) > 1 and not VOWELS & set(part) for part in (one, other))
    is_long = len(one) > 2 and len(other) > 2
    if words > (has_fragment or is_long) or len(one + other) < SHORTEST:
        return False
    held = len(reading.entry.text) - len(one)  # letters of the listed word in the other part
    is_ending = reading.how == "ending" and len(one) > 1 and held > 1 and not words
    return reading.how == "word" or is_ending


def _whole(parts: list[Piece], lexicon: Lexicon) -> Reading | None:
    """The listed word that the parts make, unless each is a word of its own."""
    word = "".join(part.text for part in parts)
    if len(word) < SHORTEST or all(part.text in ORDINARY for part in parts):
        return None
    return lexicon.exact(word)
