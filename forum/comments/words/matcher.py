"""The filter itself: lists, compiled once, through which any number of texts go."""

from collections.abc import Iterable
from itertools import islice

from forum.comments.words.allowed import Allowed
from forum.comments.words.entries import Entry
from forum.comments.words.folding import fold
from forum.comments.words.lexicon import Lexicon
from forum.comments.words.matches import Match
from forum.comments.words.search import Search

MOST = 100  # matches told of one text


class Matcher:
    """Finds listed words in texts. Made of plain values, so that any lists can be tried out.

    `phrases` are never found, nor what stands inside them. Building takes time; finding takes one
    look into a dictionary per word of the text and way to disguise it, however long the lists.
    """

    def __init__(self, entries: Iterable[Entry], phrases: Iterable[str] = ()):
        self._lexicon = Lexicon(entries)
        self._allowed = Allowed(phrases)

    def find(self, text: str) -> list[Match]:
        """The listed words in `text`, in its order; of more than MOST the plainest ones."""
        search = Search(self._lexicon, self._allowed, fold(text))
        return sorted(islice(search.matches(), MOST))
