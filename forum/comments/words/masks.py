"""Which words a pattern with unknown letters may stand for. Knows no text."""

from collections import defaultdict
from typing import Any


class Masks:
    """Which words a pattern may stand for: a number a letter and place, with a bit a word."""

    def __init__(self):
        self._meanings: dict[int, list[Any]] = defaultdict(list)
        self._bits: dict[tuple[int, int, str], int] = defaultdict(int)

    def add(self, word: str, meaning: Any) -> None:
        bit = 1 << len(self._meanings[len(word)])
        self._meanings[len(word)].append(meaning)
        for at, letter in enumerate(word):
            self._bits[len(word), at, letter] |= bit

    def find(self, pattern: str) -> Any | None:
        """What was added first of the words that fit `pattern`, in which "?" is any letter."""
        size = len(pattern)
        left = (1 << len(self._meanings[size])) - 1 if size in self._meanings else 0
        for at, letter in enumerate(pattern):
            if letter != "?":
                left &= self._bits.get((size, at, letter), 0)
        return self._meanings[size][(left & -left).bit_length() - 1] if left else None
