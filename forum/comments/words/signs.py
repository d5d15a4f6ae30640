"""Signs and digits in the place of letters, one run at a time. Knows no listed word."""

import re
from collections.abc import Iterator

from forum.comments.words.ordinary import is_ordinary
from forum.comments.words.pieces import LEET, MASKS, SEPARATORS

LONGEST = 40  # characters of a run that may be one word
MOST_ODD = 200  # different words with digits or signs in them of one text that are looked through

# A 1 or a bar is an i as often as an l: such words are read twice.
_LETTERS = dict(zip("03456789@$!+€¢", "oeasgtbgasitec", strict=True))
_AS_I = str.maketrans(_LETTERS | {"1": "i", "|": "i"})
_AS_L = str.maketrans(_LETTERS | {"1": "l", "|": "l"})

_MASKED = str.maketrans(dict.fromkeys(MASKS, "?"))
_DASHED = str.maketrans(dict.fromkeys(SEPARATORS, "?"))
_SWORN = str.maketrans(dict.fromkeys(MASKS + LEET, "?"))

_AROUND = ".-_–—·•=!?|+~^&%"  # punctuation and marks of emphasis at the ends of a run
_PARTS = re.compile(f"[{re.escape(SEPARATORS + MASKS)}]+")
_HYPHEN = re.compile(r"^[^\W\d_]+[-_–—][^\W\d_]+$")
_DASHES = re.compile(r"^[^\W\d_]+([-_.–—])\1+[^\W\d_]+$")
_PRODUCT = re.compile(r"^[^\W_](?:\*[^\W_]){2,}$")
_MODEL = re.compile(r"^[^\W\d_]+[0-9]{2,}$")


def trimmed(run: str) -> str:
    """`run` without the punctuation around it, "" if nothing in it can disguise a word.

    "#" before a word makes a tag of it, and "*" on both sides an emphasis. A star at one end
    stands for a letter, unless an ordinary word is left ("*hits", "as*").
    """
    core = run.lstrip(_AROUND + "#").rstrip(_AROUND)
    bare = core.strip("*#")
    if (core[:1] == "*" and core[-1:] == "*") or is_ordinary(bare):
        core = bare
    return "" if core.isalpha() or len(core) > LONGEST else core


def parts(run: str) -> list[str]:
    """What is left of `run` between its masks and separators."""
    return [part for part in _PARTS.split(run) if part]


def unleeted(run: str) -> Iterator[str]:
    """`run` with digits and signs read as letters: "sh1t", "a$$".

    Digits are read in words of four and more if they are no more than half, and are not the number
    of a model (SH17); a sign may stand for any letter but one.
    """
    letters = sum(map(str.isalpha, run))
    digits = sum(map(str.isdigit, run))
    if not letters or letters == len(run) or _MODEL.search(run):
        return
    if digits and (digits > letters or len(run) < 4):
        return
    yield (word := run.translate(_AS_I))
    if (other := run.translate(_AS_L)) != word:
        yield other


def as_letters(word: str) -> tuple[str, str]:
    """A word of a phrase with every digit and sign read as a letter, a 1 as an i and as an l."""
    return word.translate(_AS_I), word.translate(_AS_L)


def patterns(run: str) -> Iterator[str]:
    """`run` with "?" for each letter it hides: "f*ck", "c-nt", "sh@#".

    At least two letters stand. A hyphen hides one only if three stand; several of them, or of dots,
    hide as many. "a*b*c" is arithmetic.
    """
    letters = sum(map(str.isalpha, run))
    if letters < 2 or sum(map(str.isdigit, run)) >= letters:
        return
    if letters > 2 and run.count("@") == 1:
        yield run.replace("@", "?").translate(_AS_I)
    if (letters > 2 and _HYPHEN.search(run)) or _DASHES.search(run):
        yield run.translate(_DASHED).translate(_AS_I)
    elif any(mask in run for mask in MASKS) and not _PRODUCT.search(run):
        pattern = run.translate(_MASKED).translate(_AS_I)
        yield pattern
        # Stars miscounted: "f*k", "f**cking".
        if letters == 2 and run.count("*") == 1:
            yield pattern.replace("?", "??")
        if letters > 2 and "??" in pattern:
            yield pattern.replace("??", "?", 1)
        if any(sign in run for sign in LEET):
            yield run.translate(_SWORN)
