"""Phrases in which words mean no harm, and spellings that are let pass. Knows no listed word."""

import re
from collections.abc import Iterable, Iterator

from forum.comments.words.folding import fold
from forum.comments.words.phrases import Trie
from forum.comments.words.pieces import Piece, cut

_SIGNED = re.compile(r"\S*[@$!|+€¢*#%&^~?_]\S*")  # a single word with signs in it


class Allowed:
    """The site's own exceptions: "Dick Van Dyke" as words, "f**k" as exactly this spelling."""

    def __init__(self, phrases: Iterable[str]):
        self._trie = Trie()
        self._spellings: set[str] = set()
        for phrase in phrases:
            folded = fold(" ".join(phrase.split())).latin
            words = [piece.text for piece in cut(folded)[0]]
            self._spellings |= {folded, "".join(words)}
            if not _SIGNED.fullmatch(folded) and any(len(word) > 1 for word in words):
                self._trie.add(words, True)

    def spans(self, words: list[Piece]) -> Iterator[tuple[int, int]]:
        """Where allowed phrases stand among the words of a text."""
        for first, last, _true in self._trie.find(words):
            yield words[first].start, words[last].end

    def spelling(self, written: str) -> bool:
        """Whether `written`, folded, is an allowed spelling."""
        return written in self._spellings
