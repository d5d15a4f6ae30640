"""How what is found differs from the listed word in its letters, and whether on purpose."""

import unicodedata
from functools import lru_cache

from forum.accounts.ink import INKLESS
from forum.comments.words.entries import surface
from forum.comments.words.folding import Folded, fold
from forum.comments.words.lexicon import Reading

BY_PLACE = frozenset({"dropped", "swapped"})  # where it stands tells whether it is a name
_plain = lru_cache(maxsize=256)(lambda listed: fold(listed.strip()).plain)


def of(folded: Folded, start: int, end: int, reading: Reading) -> str:
    """`reading.how`, but for plain words what their letters hide: accents, look-alikes …

    A word is as listed in any case, composed or not. Marks that the list does not have make another
    word of it ("schwül"), or a disguise.
    """
    if reading.how != "word":
        return reading.how
    begins, ends = folded.span(start, end)
    written = surface(folded.original[begins:ends])
    if written == surface(reading.entry.text.strip()):
        return "word"
    if folded.plain[start:end] != _plain(reading.entry.text):
        return "lookalike"
    if not INKLESS.isdisjoint(written):
        return "hidden"
    has_marks = any(map(unicodedata.combining, unicodedata.normalize("NFD", written)))
    return "accents" if has_marks else "lookalike"


def is_disguise(folded: Folded, start: int, end: int, reading: Reading) -> bool:
    """Whether what comes close to a listed word is meant to: no name, no word of another language.

    Misspelt with a capital inside a sentence it is a name ("Ludwig Fuks"). A word wholly of Greek,
    Cyrillic or Armenian letters is one of these languages where most of the text is.
    """
    if reading.how in BY_PLACE and _is_name(folded.original, *folded.span(start, end)):
        return False
    plain = folded.plain[start:end]
    if plain == folded.latin[start:end]:
        return True
    has_other = any(char.isalpha() and not "\u0370" <= char <= "\u058f" for char in plain)
    return has_other or folded.is_latin or not _plain(reading.entry.text).isascii()


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a capital begins what stands after a word and a space, and is one word."""
    before = text[max(0, start - 2) : start]
    is_inside = len(before) == 2 and before[0].isalpha() and before[1] == " "
    rest = text[start + 1 : end]
    return is_inside and text[start].isupper() and rest.islower() and " " not in rest
