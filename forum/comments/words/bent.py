"""Phrases with disguised words in them, each read by itself. Knows no single listed word."""

from collections.abc import Iterable, Iterator
from typing import Any

from forum.comments.words import signs
from forum.comments.words.masks import Masks
from forum.comments.words.ordinary import is_ordinary
from forum.comments.words.phrases import Trie
from forum.comments.words.pieces import Piece
from forum.comments.words.spellings import disguises, mistyped, squeezed, unstretched

SHORTEST = 4  # letters of a word that is misspelt; digits stand for letters of shorter ones as well
SHORTEST_MISTYPED = 6  # of one with a wrong letter in it: shorter ones are near too many others

# Written as they are said, in one word or two: none is a disguise of a single word.
_AS_SAID = {
    "you": ("u", "ya"),
    "your": ("ur", "yer"),
    "yourself": ("urself", "yaself", "yerself", "your self", "ur self"),
}

_BETWEEN = ("some", "sum")  # may stand between two words: "drink some bleach"


class BentPhrases:
    """The listed phrases, and every spelling that one of their words may have."""

    def __init__(self):
        self._trie = Trie()
        self._words: dict[str, tuple[str, str]] = {}  # spelling → word, and how it comes to
        self._masks = Masks()

    def add(self, words: list[str], meaning: Any, *, is_english: bool) -> None:
        """The first meaning of equal phrases stays."""
        self._trie.add(words, meaning)
        for word in words:
            self._words[word] = word, "word"
        for word in words:
            self._add_disguises(word, is_english=is_english)
        if is_english:
            self._add_as_said(words, meaning)

    def _add_as_said(self, words: list[str], meaning: Any) -> None:
        for at, word in enumerate(words):
            for said in _AS_SAID.get(word, ()):
                self._trie.add([*words[:at], *said.split(), *words[at + 1 :]], meaning)
                for part in said.split():
                    self._words.setdefault(part, (part, "dropped"))
            for between in _BETWEEN if at else ():
                self._trie.add([*words[:at], between, *words[at:]], meaning)
                self._words.setdefault(between, (between, "between"))

    def find(self, words: list[Piece]) -> Iterator[tuple[int, int, Any, str]]:
        """The first and last word's index of one, its meaning, and how it is written."""
        if not self._words:
            return
        known = self._read(dict.fromkeys(word.text for word in words))
        texts = [known[word.text][0] if word.text in known else word.text for word in words]
        for first, last, meaning in self._trie.find(words, texts):
            written = (word.text for word in words[first : last + 1])
            hows = (known[text][1] for text in written if text in known)
            yield first, last, meaning, next((how for how in hows if how != "word"), "dropped")

    def _read(self, texts: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Which of `texts` stand for a word of a phrase, for which, and how they come to."""
        odd, known = 0, {}
        for text in texts:
            if text.isalpha():
                meaning = self._words.get(text) or self._unstretched(text)
            elif (odd := odd + 1) <= signs.MOST_ODD and len(text) <= signs.LONGEST:
                meaning = self._unsigned(text)
            else:
                continue
            if meaning:
                known[text] = meaning
        return known

    def _unstretched(self, word: str) -> tuple[str, str] | None:
        for spelling in unstretched(word) or ():
            if meaning := self._words.get(spelling):
                return meaning[0], "stretched"
        return None

    def _unsigned(self, word: str) -> tuple[str, str] | None:
        for spelling in signs.as_letters(word):
            if meaning := self._words.get(spelling) or self._unstretched(spelling):
                return meaning[0], "leet"
        fits = next(filter(None, map(self._masks.find, signs.patterns(word))), None)
        return (fits, "masked") if fits else None

    def _add_disguises(self, word: str, *, is_english: bool) -> None:
        if len(word) < SHORTEST or not word.isalpha():
            return
        self._masks.add(word, word)
        spelt = [("stretched", iter([squeezed(word)])), *disguises(word, is_english=is_english)]
        if is_english and len(word) >= SHORTEST_MISTYPED:
            spelt.append(("mistyped", mistyped(word)))
        for how, spellings in spelt:
            for spelling in spellings:
                if not is_ordinary(spelling):
                    self._words.setdefault(spelling, (word, how))
