"""Listed words compiled into dictionaries of the spellings that stand for them. Knows no text."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from forum.comments.words.bent import BentPhrases
from forum.comments.words.entries import Entry
from forum.comments.words.masks import Masks
from forum.comments.words.ordinary import ORDINARY, is_ordinary
from forum.comments.words.phrases import Trie
from forum.comments.words.pieces import cut
from forum.comments.words.spellings import (
    AFTER,
    BEFORE,
    LONGEST_PART,
    PLURALS,
    disguises,
    squeezed,
    stems,
    swaps,
    unstretched,
)

SHORTEST = 4  # letters of a word that disguises other than case and accents are looked for of
SHORTEST_JOINED = 8  # of a phrase that is written as one word: "the rapist" and the like are chance
_SEVERITY = {"banned": 0, "suspect": 1, "watch": 2}


class Reading(NamedTuple):
    """What a spelling stands for, and how it comes to."""

    entry: Entry
    how: str


class Lexicon:
    """Every spelling is one look into a dictionary; of several meanings the severest holds."""

    def __init__(self, entries: Iterable[Entry]):
        self.phrases = Trie()
        self.bent = BentPhrases()
        self._forms: dict[str, Reading] = {}
        self._squeezed: dict[str, Reading] = {}
        self._masks = Masks()
        words, joined = [], []
        for entry in sorted(entries, key=lambda entry: _SEVERITY[entry.list]):
            pieces = [piece.text for piece in cut(entry.key)[0]]
            if len(pieces) > 1 and (" " in entry.key or not entry.key.isascii()):
                self.phrases.add(pieces, entry)
                if " " in entry.key:
                    self.bent.add(pieces, entry, is_english=entry.is_english)
                    joined.append(("".join(pieces), entry))
            elif entry.key:
                self._forms.setdefault(entry.key, Reading(entry, "word"))
                words.append((entry.key, entry))
        # After all exact forms, so that none gives way to a disguise; short words are nearer.
        for key, entry in sorted(words, key=lambda word: (_SEVERITY[word[1].list], len(word[0]))):
            if len(key) >= SHORTEST and key.isalpha():
                self._add_disguises(key, entry)
        for key, entry in joined:
            if len(key) >= SHORTEST_JOINED and key.isalpha():
                self._add_joined(key, entry)

    def exact(self, word: str) -> Reading | None:
        """`word` if it is listed, in any case."""
        reading = self._forms.get(word)
        return reading if reading and reading.how == "word" else None

    def read(self, word: str) -> Reading | None:
        """What `word` stands for: itself, with an ending, misspelt, or in a compound."""
        reading = self._forms.get(word)
        if reading or word in ORDINARY:
            return reading
        reading = self._without_ending(word) or self._taken_apart(word)
        is_plain = reading and reading.how == "ending"
        return reading if is_plain or not is_ordinary(word) else None

    def read_stretched(self, word: str) -> Reading | None:
        """The same for a word in which a letter is repeated three times or more."""
        spellings = unstretched(word)
        if not spellings:
            return None
        double, single = spellings
        reading = self.read(double) or self._squeezed.get(single)
        if reading is None and not is_ordinary(single):
            reading = self.read(single)
        is_long = reading and len(reading.entry.text) >= 3
        return Reading(reading.entry, "stretched") if is_long else None

    def read_masked(self, pattern: str) -> Reading | None:
        """The same for a word in which "?" stands for any letter."""
        known = len(pattern) - pattern.count("?")
        for stem, ending in chain([(pattern, "")], stems(pattern)):
            is_told = known - len(ending) > 1 and stem[:2] != "??"
            if is_told and (entry := self._masks.find(stem)):
                return Reading(entry, "masked")
        return None

    def _add_disguises(self, key: str, entry: Entry) -> None:
        self._masks.add(key, entry)
        if (single := squeezed(key)) != key:
            self._squeezed.setdefault(single, Reading(entry, "stretched"))
        for how, spellings in disguises(key, is_english=entry.is_english):
            reading = Reading(entry, how)
            for spelling in spellings:
                if spelling not in self._forms and not is_ordinary(spelling):
                    self._forms[spelling] = reading

    def _add_joined(self, key: str, entry: Entry) -> None:
        """A phrase as one word, and mistyped: "killyourself"."""
        spelt = [("joined", [key]), ("stretched", [squeezed(key)]), ("swapped", swaps(key))]
        for how, spellings in spelt:
            for spelling in spellings:
                if not is_ordinary(spelling):
                    self._forms.setdefault(spelling, Reading(entry, how))

    def _without_ending(self, word: str) -> Reading | None:
        misspelt = None
        for stem, ending in stems(word):
            reading = self._forms.get(stem)
            if (
                reading
                and reading.entry.is_english
                and (len(reading.entry.text) >= SHORTEST or ending in PLURALS)
            ):
                if reading.how == "word":
                    return Reading(reading.entry, "ending")
                misspelt = misspelt or reading
        return misspelt

    def _taken_apart(self, word: str) -> Reading | None:
        """A listed word with a known one before or after it: "motherfucker", "fuckthis"."""
        for size in range(1, min(LONGEST_PART, len(word) - SHORTEST) + 1):
            if word[:size] in BEFORE:
                rest = word[size:]
                reading = self._long(rest) or self._without_ending(rest) or self._before_part(rest)
                if reading and (reading.how in ("word", "ending", "joined") or len(rest) > 5):
                    return Reading(reading.entry, "joined")
        return self._before_part(word)

    def _before_part(self, word: str) -> Reading | None:
        for size in range(1, min(LONGEST_PART, len(word) - SHORTEST) + 1):
            if word[-size:] not in AFTER:
                continue
            reading = self._forms.get(word[:-size])
            is_misspelt = reading and reading.how == "dropped" and size > 2
            if is_misspelt or (reading := self._long(word[:-size])):
                return Reading(reading.entry, "joined")
        return None

    def _long(self, word: str) -> Reading | None:
        """A listed English word of some length: short ones stand in too many others."""
        reading = self.exact(word) if len(word) >= SHORTEST else None
        return reading if reading and reading.entry.is_english else None
