"""A comment as what can be counted: its words, its habits, its links, whose it is. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from forum.comments import links
from forum.comments.models import Trace
from forum.comments.text import fingerprint

MOST = 500  # distinct words of one comment that count, and distinct hosts
LONGEST = 40  # characters of a word
SHORTEST_TEXT = 20  # characters; "Thank you!" is said by everybody

SIGNS = {
    "link": _("a link"),
    "address": _("an e-mail address"),
    "number": _("a long number"),
    "money": _("an amount of money"),
    "marks": _("!! or ??"),
    "capitals": _("words in CAPITALS"),
    "mixed": _("letters of two alphabets in one word"),
}

_NUMBER = re.compile(r"\d[\d ().-]{3,}\d")
_MONEY = re.compile(r"[$€£]\s?\d|\d\s?[$€£]")
_MARKS = re.compile(r"[!?]{2}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MIXED = re.compile(r"[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]")


class Token(NamedTuple):
    """One thing that can be counted; `kind` is a `Trace.Kind`."""

    kind: str
    key: str


EVERY_COMMENT = Token(Trace.Kind.COMMENT, "")


def tokens_of(text: str, name: str = "", hosts: Iterable[str] = ()) -> list[Token]:
    """What the classifier looks at, each once: words of text and name, signs, hosts.

    Addresses, handles and the rest of a link are no words: they would tell of persons.
    """
    plain = unicodedata.normalize("NFKC", f"{name}\n{text}")
    bare = (word for word in links.without(plain).split() if "@" not in word)
    typed = _WORD.findall(" ".join(bare))
    words = list(dict.fromkeys(word.casefold()[:LONGEST].replace("’", "'") for word in typed))
    return [
        *(Token(Trace.Kind.WORD, word) for word in words[:MOST]),
        *(Token(Trace.Kind.SIGN, sign) for sign in _signs(plain, typed, words)),
        *(Token(Trace.Kind.HOST, host) for host in sorted(set(hosts))[:MOST]),
    ]


def marks_of(
    *, body: str = "", email: str = "", hand: str = "", network: str = "", hosts: Iterable[str] = ()
) -> list[Token]:
    """What the memory looks at: where the links lead, whose it is, the same words again."""
    text = fingerprint(body) if len(body) >= SHORTEST_TEXT else ""
    marks = [
        Token(Trace.Kind.EMAIL, email_key(email)),
        Token(Trace.Kind.HAND, hand),
        Token(Trace.Kind.NETWORK, network),
        Token(Trace.Kind.TEXT, text),
        *(Token(Trace.Kind.HOST, host) for host in hosts),
    ]
    return [mark for mark in marks if mark.key]


def email_key(email: str) -> str:
    """64 hexadecimal digits for an address, the same however it is capitalised; "" for none."""
    plain = email.strip().casefold()
    if not plain:
        return ""
    return salted_hmac("forum.comments.spam.email", plain, algorithm="sha256").hexdigest()


def _signs(plain: str, typed: Sequence[str], words: Sequence[str]) -> list[str]:
    """The keys of `SIGNS` that apply."""
    capitals = [word for word in typed if len(word) > 2 and word.isupper()]
    applies = {
        "link": links.spans(plain),
        "address": any("@" in word.strip("@") for word in plain.split()),
        "number": _NUMBER.search(plain),
        "money": _MONEY.search(plain),
        "marks": _MARKS.search(plain),
        "capitals": len(capitals) > 2 and 2 * len(capitals) >= len(typed),
        "mixed": any(_MIXED.search(word) for word in words),
    }
    return [sign for sign, found in applies.items() if found]
