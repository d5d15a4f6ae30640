"""A text as eyes read it, and where each of its letters stood. Knows no word.

The steps: NFKC's compatibility forms (full width, mathematical, circled letters), no invisible
characters, one case, no combining marks; beside it the same with look-alikes read as Latin letters.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from forum.accounts.ink import INKLESS
from forum.comments.words.lookalikes import LOOKALIKES

# Combining classes: not a combining mark, nukta, kana voicing, virama.
_CLASSES_OF_LETTERS = (0, 7, 8, 9)
_IDEOGRAPHS = "\u4e00\u9fff"  # stand for themselves
MOST_DIFFERENT = 2000  # characters of one text that are folded


@dataclass(frozen=True)
class Folded:
    """`plain` is `original` folded, `latin` also without look-alikes; both of one length.

    `at[i]` is where their i-th character stands in `original`.
    """

    original: str
    plain: str
    latin: str
    at: Sequence[int]

    @cached_property
    def is_latin(self) -> bool:
        """Whether most of its letters are Latin ones."""
        letters = [char.isascii() for char in self.plain if char.isalpha()]
        return 2 * sum(letters) >= len(letters)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `latin[start:end]` stands in the original, marks on its last letter included."""
        last = self.at[end - 1] + 1
        stop = self.at[end] if end < len(self.at) else len(self.original)
        while last < stop and unicodedata.combining(self.original[last]):
            last += 1
        return self.at[start], last


def fold(text: str) -> Folded:
    """`text` folded. An ASCII one keeps its length and costs next to nothing.

    Of a text that no language writes, with very many different characters, the first are folded.
    """
    if text.isascii():
        low = text.lower()
        return Folded(text, low, low, range(len(text)))
    plain, latin = _tables(text)
    if all(len(kept) == 1 for kept in plain.values()):
        return Folded(text, text.translate(plain), text.translate(latin), range(len(text)))
    at = [place for place, char in enumerate(text) for _kept in plain[ord(char)]]
    return Folded(text, text.translate(plain), text.translate(latin), at)


def _tables(text: str) -> tuple[dict[int, str], dict[int, str]]:
    """What each character of `text` becomes, alone and as eyes read it."""
    chars = list(dict.fromkeys(text))
    odd = [char for char in chars if not _IDEOGRAPHS[0] <= char <= _IDEOGRAPHS[1]]
    plain = {ord(char): char for char in chars}
    latin = plain.copy()
    for char in odd[:MOST_DIFFERENT]:
        plain[ord(char)], latin[ord(char)] = _fold(char)
    return plain, latin


@lru_cache(maxsize=4096)
def _fold(char: str) -> tuple[str, str]:
    """One character: what is left of it, and the same number of characters as eyes read them."""
    plain = latin = ""
    for part in unicodedata.normalize("NFKD", char):
        kept = "".join(filter(_leaves_ink, unicodedata.normalize("NFKD", part.casefold())))
        plain += kept
        latin += LOOKALIKES.get(part) or "".join(LOOKALIKES.get(one, one) for one in kept)
    return plain, latin


def _leaves_ink(char: str) -> bool:
    """Neither an invisible character nor a mark that is set on a letter.

    Vowel signs of Indian scripts and the marks that belong to their letters and to kana stay.
    """
    return (
        unicodedata.combining(char) in _CLASSES_OF_LETTERS
        and unicodedata.category(char) not in ("Cf", "Me")
        and char not in INKLESS
    )
