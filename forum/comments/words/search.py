"""One text on its way through the lexicon, from the plainest spellings to the oddest."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from forum.comments import links
from forum.comments.words import nuances, pieces, signs
from forum.comments.words.allowed import Allowed
from forum.comments.words.broken import crumbs, halves
from forum.comments.words.folding import Folded
from forum.comments.words.lexicon import SHORTEST, Lexicon, Reading
from forum.comments.words.matches import EXACT, Match
from forum.comments.words.ordinary import ORDINARY, is_ordinary
from forum.comments.words.pieces import Piece
from forum.comments.words.signs import MOST_ODD

_DIGITS = re.compile("[0-9]+")
_HUMP = re.compile(r"[a-z][A-Z]")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PLAINLY = frozenset({"word", "ending", "joined", "leet"})

Candidate = tuple[int, int, Reading]  # from where to where in the folded text, and what it reads as


class Search:
    """Each step looks for one kind of spelling; what an earlier one explains stays explained."""

    def __init__(self, lexicon: Lexicon, allowed: Allowed, folded: Folded):
        self._lexicon, self._allowed, self._folded = lexicon, allowed, folded
        self._words, self._runs = pieces.cut(folded.latin)
        self._letters = list(pieces.spaced(folded.latin))
        self._has_humps = bool(_HUMP.search(folded.original))
        self._meanings: dict[str, Reading | None] = {}  # of words read so far
        self._signs: dict[str, Reading | None] = {}  # of runs with signs in them
        self._odd = 0
        self._hows: dict[tuple[str, Reading], str | None] = {}
        # Characters, a byte each: those in allowed phrases; those in links and in what was found.
        self._exempt = bytearray(len(folded.latin))
        self._taken = bytearray(len(folded.latin))

    def matches(self) -> Iterator[Match]:
        for start, end in self._allowed.spans(self._words):
            _mark(self._exempt, start, end)
        for start, end in links.spans(self._folded.latin):  # a disguise there is an accident
            _mark(self._taken, start, end)
        for start, end, reading in chain.from_iterable(step() for step in self._steps()):
            if match := self._match(start, end, reading):
                _mark(self._taken, start, end)
                yield match

    def _steps(self) -> Iterator[Callable[[], Iterator[Candidate]]]:
        yield from (self._phrases, self._single, self._spelt, self._signed, self._bent)
        for broken in (halves, crumbs):
            yield partial(broken, self._folded.latin, self._words, self._lexicon)

    def _match(self, start: int, end: int, reading: Reading) -> Match | None:
        """None if an exception covers it, or if what is found or linked already explains it."""
        is_taken = 1 in self._taken[start:end] and reading.how not in EXACT
        if is_taken or 1 in self._exempt[start:end]:
            return None
        begins, ends = self._folded.span(start, end)
        written = self._folded.original[begins:ends]
        how = self._how(written, start, end, reading)
        if how is None:
            return None
        return Match(begins, ends, written, reading.entry.text, how, reading.entry.list)

    def _how(self, written: str, start: int, end: int, reading: Reading) -> str | None:
        """How it is written; None if it passes. Asked once of what is written alike."""
        if reading.how in nuances.BY_PLACE:
            return self._told(start, end, reading)
        key = written, reading
        if key not in self._hows:
            self._hows[key] = self._told(start, end, reading)
        return self._hows[key]

    def _told(self, start: int, end: int, reading: Reading) -> str | None:
        how = nuances.of(self._folded, start, end, reading)
        passes = how not in EXACT and (
            self._allowed.spelling(self._folded.latin[start:end])
            or not nuances.is_disguise(self._folded, start, end, reading)
        )
        return None if passes else how

    def _phrases(self) -> Iterator[Candidate]:
        for first, last, entry in self._lexicon.phrases.find(self._words):
            yield self._words[first].start, self._words[last].end, Reading(entry, "phrase")

    def _single(self) -> Iterator[Candidate]:
        for word in self._words:
            if word.text not in self._meanings:
                self._meanings[word.text] = self._meaning(word.text)
            if reading := self._meanings[word.text]:
                yield word.start, word.end, reading
            elif self._has_humps and len(word.text) > SHORTEST:
                yield from self._humps(word)

    def _meaning(self, word: str) -> Reading | None:
        """What a run of letters and digits stands for."""
        if word in ORDINARY:
            return self._lexicon.exact(word)
        if word.isalpha():
            return self._lexicon.read(word) or self._lexicon.read_stretched(word)
        if self._is_enough():
            return self._lexicon.exact(word)
        return self._lexicon.read(word) or self._unleeted(word) or self._between_digits(word)

    def _between_digits(self, word: str) -> Reading | None:
        for part in _DIGITS.split(word):
            if len(part) >= SHORTEST and (reading := self._lexicon.exact(part)):
                return Reading(reading.entry, "joined")
        return None

    def _unleeted(self, run: str) -> Reading | None:
        for word in signs.unleeted(run) if len(run) <= signs.LONGEST else ():
            reading = self._lexicon.read(word) or self._lexicon.read_stretched(word)
            # A short one misspelt as well could be anything.
            if reading and (reading.how in _PLAINLY or len(word) > SHORTEST):
                return Reading(reading.entry, "leet")
        return None

    def _humps(self, word: Piece) -> Iterator[Candidate]:
        """The words of a CamelCase one, as in a hashtag."""
        written = self._folded.original[slice(*self._folded.span(word.start, word.end))]
        if len(written) != len(word.text) or self._allowed.spelling(word.text):
            return
        for hump in _HUMPS.finditer(written):
            reading = self._lexicon.exact(hump[0].lower())
            if reading and len(hump[0]) >= SHORTEST:
                start = word.start + hump.start()
                yield start, start + len(hump[0]), Reading(reading.entry, "joined")

    def _spelt(self) -> Iterator[Candidate]:
        """Words letter by letter, without the "a" or "I" that may stand before."""
        for letters in self._letters:
            for first in range(2 if letters[0].text in "aiu" else 1):
                spelt = letters[first:]
                if reading := self._plainly("".join(letter.text for letter in spelt)):
                    yield spelt[0].start, spelt[-1].end, Reading(reading.entry, "spaced")
                    break

    def _plainly(self, word: str) -> Reading | None:
        """What a word that is in pieces already stands for, without a second disguise."""
        if not SHORTEST <= len(word) <= signs.LONGEST:
            return None
        reading = self._lexicon.read(word) or self._unleeted(word)
        return reading if reading and reading.how in _PLAINLY else None

    def _signed(self) -> Iterator[Candidate]:
        """Words in which signs stand for letters, or between them."""
        for run in self._runs:
            if 1 in self._taken[run.start : run.end]:
                continue
            core = signs.trimmed(run.text)
            if core and core not in self._signs:
                plain = self._lexicon.exact
                self._signs[core] = (plain if self._is_enough() else self._sign_meaning)(core)
            if core and (reading := self._signs[core]):
                start = run.start + run.text.index(core)
                yield start, start + len(core), reading

    def _is_enough(self) -> bool:
        """Whether so many different words with digits and signs were looked at that nobody means
        them: a machine would be kept busy for nothing."""
        self._odd += 1
        return self._odd > MOST_ODD

    def _sign_meaning(self, run: str) -> Reading | None:
        if reading := self._lexicon.exact(run) or self._unleeted(run):
            return reading
        parts = signs.parts(run)
        if len(parts) > 1 and not all(map(is_ordinary, parts)):
            is_spelt = max(map(len, parts)) == 1
            word = "".join(parts)
            has_digits = any(map(str.isdigit, word))  # in longer parts: the number of a model
            if (is_spelt or not has_digits) and (reading := self._plainly(word)):
                return Reading(reading.entry, "spaced" if is_spelt else "split")
        return next(filter(None, map(self._lexicon.read_masked, signs.patterns(run))), None)

    def _bent(self) -> Iterator[Candidate]:
        """Phrases with disguised words in them: "k1ll yourself"."""
        words = pieces.replaced(self._words, pieces.signed(self._runs, MOST_ODD))
        words = pieces.replaced(words, self._spelt_words())
        for first, last, entry, how in self._lexicon.bent.find(words):
            is_spelt = any(
                len(word.text) < word.end - word.start for word in words[first : last + 1]
            )
            how = "spaced" if is_spelt else how
            yield words[first].start, words[last].end, Reading(entry, how)

    def _spelt_words(self) -> list[Piece]:
        """What stands there letter by letter, as words; of several readings the first."""
        found: list[Piece] = []
        for letters in self._letters:
            if not found or letters[0].start >= found[-1].end:
                word = "".join(letter.text for letter in letters)
                found.append(Piece(word, letters[0].start, letters[-1].end))
        return found


def _mark(characters: bytearray, start: int, end: int) -> None:
    characters[start:end] = b"\1" * (end - start)
