"""The forms a word takes and the ways to misspell it, by rule. Knows no list and no text."""

import re
from collections.abc import Iterator

VOWELS = frozenset("aeiou")
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # each row half a key further right

_ENDINGS = "s es ies d ed r er ers ery in ing ings ingly y ie ier iest ish ly a ah az ez z able"
PLURALS = frozenset({"s", "es", "z"})  # all that is said of words of three letters

# What is run together with a strong word. "tail" is not among them, nor "Hitch": a cocktail with
# Hitchcock is none. "motherfucker", "fuckthis".
_BEFORE = """
mother mutha motha muther mutter bull horse chicken bat ape dip dumb jack dog rat pig cluster
mind brain skull butt face god un abso the holy oh you your stupid what whatthe wtf go no so
such cum hand blow attention media fame rage shut
"""
_AFTER = """
head heads face faces hole holes wit wits bag bags tard tards stick sticks sucker suckers up ups
off you u ya yall this that him her them it me us all less lutely believable yeah boy boys girl
girls show shows storm load loads wad wads nugget stain stains brain brains fest hat hats wipe
wipes house houses pot post posts poster posters posting eater eaters eating ass asses arse ton
tons ster sters boat bird birds er ery lord lords talk talker talking stirrer rag rags canoe
trumpet goblin weasel nozzle biscuit waffle pile heap life show ville licker lickers lover lovers
"""
ENDINGS = frozenset(_ENDINGS.split())
BEFORE = frozenset(_BEFORE.split())
AFTER = frozenset(_AFTER.split())
LONGEST_ENDING = max(map(len, ENDINGS))
LONGEST_PART = max(map(len, BEFORE | AFTER))


_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1\1+")


def disguises(word: str, *, is_english: bool) -> Iterator[tuple[str, Iterator[str]]]:
    """The ways to misspell `word`, each with its spellings."""
    yield "swapped", swaps(word)
    yield "stretched", doublings(word)
    yield "lookalike", lookalikes(word)
    if is_english and word.isascii():
        yield "dropped", droppings(word)


def squeezed(word: str) -> str:
    """`word` with each letter once where it is repeated."""
    return _RUN.sub(r"\1", word)


def unstretched(word: str) -> tuple[str, str] | None:
    """`word`, in which a letter is repeated three times or more, with two of it and with one."""
    if not _LONG_RUN.search(word):
        return None
    return _LONG_RUN.sub(r"\1\1", word), squeezed(word)


def stems(word: str) -> Iterator[tuple[str, str]]:
    """What `word` may be a form of, each with its ending: "shitty" → shitt, shitte, shit with y.

    Stems have three letters and more.
    """
    for size in range(1, min(LONGEST_ENDING, len(word) - 3) + 1):
        ending = word[-size:]
        if ending in ENDINGS:
            for stem in _stems_before(ending, word[:-size]):
                yield stem, ending


def _stems_before(ending: str, stem: str) -> Iterator[str]:
    if ending not in ("d", "r") or stem[-1] == "e":
        yield stem
    if ending[0] in "aeiouy":
        yield stem + "e"
        if stem[-1] == stem[-2]:
            yield stem[:-1]
    if ending in ("ies", "ier", "iest"):
        yield stem + "y"


def swaps(word: str) -> Iterator[str]:
    """`word` with two neighbouring letters exchanged (Damerau's transposition, and that alone)."""
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def mistyped(word: str) -> Iterator[str]:
    """`word` with the key beside the right one struck for one letter, but not the first."""
    for at, letter in enumerate(word[1:], 1):
        for beside in _BESIDE.get(letter, ""):
            yield word[:at] + beside + word[at + 1 :]


def doublings(word: str) -> Iterator[str]:
    """`word` with one vowel or its last letter twice: "shiit", "shitt"."""
    for at, letter in enumerate(word):
        if letter in VOWELS or at == len(word) - 1:
            yield word[:at] + letter + word[at:]


def lookalikes(word: str) -> Iterator[str]:
    """`word` in letters that look alike: "shlt", "vvanker", and "arsehoIe" once it is folded."""
    yield word.replace("i", "l")
    yield word.replace("l", "i")
    yield word.replace("w", "vv")


def droppings(word: str) -> Iterator[str]:
    """Letters left out or respelt, as in English: no vowels; ck as k, kk, cc; f as ph; u as v."""
    inner = word[1:-1]
    bare = word[0] + "".join(letter for letter in inner if letter not in VOWELS) + word[-1]
    if len(bare) >= 3 and 3 * len(bare) >= 2 * len(word):
        yield bare
    for at, letter in enumerate(inner, 1):
        if letter in VOWELS and len(word) > 5:
            yield word[:at] + word[at + 1 :]
    found = [word, *(word.replace("ck", other) for other in ("k", "kk", "cc"))]
    if word[0] == "f":
        found += ["ph" + spelling[1:] for spelling in found]
    found.append(word[0] + inner.replace("u", "v") + word[-1])
    yield from (spelling for spelling in found if len(spelling) >= 3)


def _beside() -> dict[str, str]:
    """The keys around each."""
    places = {(row, at): key for row, keys in enumerate(KEYS) for at, key in enumerate(keys)}
    steps = ((0, -1), (0, 1), (-1, 0), (-1, 1), (1, -1), (1, 0))
    return {
        key: "".join(places.get((row + down, at + right), "") for down, right in steps)
        for (row, at), key in places.items()
    }


_BESIDE = _beside()
