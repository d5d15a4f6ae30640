"""Names as eyes read them: two that look alike have one key. Knows no row and no request."""

import re
import unicodedata
from functools import lru_cache

from django.conf import settings

from forum.accounts.ink import INKLESS

# Letters that other scripts and digits lend to a disguise, by the Latin letter they pass for: a
# short choice of Unicode's confusables (UTS #39) that a fold of case and accents leaves standing.
_LOOKS = {
    "a": "аɑα",
    "b": "вƅ",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еєε",
    "g": "ɡ",
    "h": "һн",
    "i": "іıιӏl1|!",
    "j": "ј",
    "k": "кκ",
    "m": "м",
    "n": "пη",
    "o": "оοσ0",
    "p": "рρ",
    "q": "ԛ",
    "r": "г",
    "s": "ѕ5$",
    "t": "тτ",
    "u": "υս",
    "v": "ѵν",
    "w": "ԝω",
    "x": "хχ",
    "y": "уγү",
}
_CHEROKEE = dict(zip("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "abcdeghijklmprstvwz", strict=True))
_SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL "
LOOKALIKES = {
    **{ord(other): letter for letter, others in _LOOKS.items() for other in others},
    **{ord(other): letter for other, letter in _CHEROKEE.items()},
    **{
        code: name[-1].lower()
        for code in range(0x250, 0x1D80)
        if (name := unicodedata.name(chr(code), "")).startswith(_SMALL_CAPITAL)
        and len(name) == len(_SMALL_CAPITAL) + 1
    },
}


@lru_cache(maxsize=1024)  # the names that a site reserves are asked at every post
def key_of(name: str) -> str:
    """Equal for names that differ in case, accents, look-alike letters, spaces and signs alone.

    "" for a name without a letter or a digit.
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    # "Mona!" cries, "Adm!n" lies: only inside a name is the sign a letter.
    letters = unicodedata.normalize("NFKD", folded).strip("! ").translate(LOOKALIKES)
    seen = (char for char in letters if char not in INKLESS)
    return "".join(char for char in seen if unicodedata.category(char)[0] in "LN")


def poses_as(name: str, reserved: str) -> bool:
    """Whether `name` reads as `reserved` (`key_of`) or as a form of it.

    With an article, a title ("Head", "Site", the site's own name) or a number, in the plural, with
    digits, signs or framed letters for letters, with two letters drawn as one ("rn" for m), or
    mistyped: two neighbours swapped, a letter doubled; long ones with any one slip inside.
    """
    key = key_of(reserved)
    return bool(key) and any(
        key in (form, _drawn(form)) or _is_slip(form, key) for form in _forms(name)
    )


_ARTICLES = {"the", "a", "an", "our", "your", "le", "la", "el", "il", "der", "die", "das"}
_TITLES = ("the", "our", "site", "head", "chief")  # before what one is: "Site Admin"
_NUMBER = re.compile(r"[\W_]*\d+\s*$")
_DRAWN = (("rn", "m"), ("vv", "w"), ("ci", "d"))  # keys have an i for each l
LONG = 8  # letters; of shorter names one letter makes another: Admin, Armin, Amin

# What stands for a letter only where somebody wants to be taken for one of the house: in keys these
# stay what they are, for Mona4 is not Monaa. NFKD knows no letter in a black frame, nor a flag's.
_POSED = str.maketrans("4@3¡7", "aaeit") | {
    first + offset: chr(ord("a") + offset)
    for first in (0x1F150, 0x1F170, 0x1F1E6)
    for offset in range(26)
}


@lru_cache(maxsize=64)  # one name is held against all that are reserved
def _forms(name: str) -> set[str]:
    """The keys that `name` may stand for: whole, and without article, title, number and plural."""
    first, _space, rest = _NUMBER.sub("", name).strip().partition(" ")
    bare = rest if rest and first.casefold() in _ARTICLES else f"{first}{rest}"
    keys = {key_of(one) for one in (name, bare, name.translate(_POSED), bare.translate(_POSED))}
    keys |= {_untitled(key) for key in keys}
    return {form for key in keys for form in (key, key.removesuffix("s"))} - {""}


def _untitled(key: str) -> str:
    """`key` without the titles before it."""
    titles = {*_TITLES, key_of(settings.SITE_NAME).removeprefix("the")} - {""}
    while title := next((one for one in titles if key.startswith(one)), ""):
        key = key.removeprefix(title)
    return key


def _drawn(key: str) -> str:
    for letters, seen in _DRAWN:
        key = key.replace(letters, seen)
    return key


def _is_slip(typed: str, meant: str) -> bool:
    """Whether `typed` is `meant` with one slip of the fingers; the first and last letters stand."""
    if abs(len(typed) - len(meant)) > 1 or (typed[:1], typed[-1:]) != (meant[:1], meant[-1:]):
        return False
    pairs = enumerate(zip(typed, meant, strict=False))
    start = next(
        (at for at, (one, other) in pairs if one != other), len(min(typed, meant, key=len))
    )
    rest, other = typed[start:], meant[start:]
    if len(typed) == len(meant):
        is_swap = rest[:2] == other[1::-1] and rest[2:] == other[2:]
        return is_swap or (len(meant) >= LONG and rest[1:] == other[1:])
    if len(typed) > len(meant):
        is_doubled = rest[:1] == typed[start - 1 : start]
        return rest[1:] == other and (is_doubled or len(meant) >= LONG)
    return len(meant) >= LONG and rest == other[1:]
