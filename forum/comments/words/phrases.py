"""Phrases found word by word in one pass. Knows nothing of disguises."""

from collections.abc import Iterator
from typing import Any

from forum.comments.words.pieces import Piece

WIDEST_GAP = 4  # characters between two words of a phrase: " – ", "... "
_HERE = ""  # no word is empty: the key of what ends at a node


class Trie:
    """Phrases as nested dictionaries, a word a step."""

    def __init__(self):
        self._root: dict[str, Any] = {}

    def add(self, words: list[str], meaning: Any) -> None:
        """The first meaning of equal phrases stays."""
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_HERE, meaning)

    def find(
        self, words: list[Piece], read: list[str] | None = None
    ) -> Iterator[tuple[int, int, Any]]:
        """The longest phrase from each of `words`: the first and last word's index, its meaning.

        `read` is what each of `words` is read as, if not as it stands there.
        """
        texts = read or [word.text for word in words]
        for first, text in enumerate(texts):
            if text in self._root and (found := self._longest_from(first, words, texts)):
                yield first, *found

    def _longest_from(
        self, first: int, words: list[Piece], texts: list[str]
    ) -> tuple[int, Any] | None:
        node, last, longest = self._root[texts[first]], first, None
        while node is not None:
            if _HERE in node:
                longest = last, node[_HERE]
            last += 1
            if last == len(words) or words[last].start - words[last - 1].end > WIDEST_GAP:
                break
            node = node.get(texts[last])
        return longest
