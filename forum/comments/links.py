"""What a web address is, wherever it stands: the one definition. Knows no HTML and no rule.

One that names its scheme; "www." and a host; or a host and what follows it, "example.com/offers".
Nobody can click on the latter two, but readers and machines copy them. A host alone is none:
"end.But" is a slip, "Node.js" a name.
"""

import re
from collections.abc import Iterator

from linkify_it.tlds import TLDS

_TOPS = frozenset(map(str.casefold, TLDS))
_BETWEEN = r"\s<>\"(),;|"
_DOTTED = re.compile(rf"(?<![^{_BETWEEN}])[^{_BETWEEN}.]*+\.[^{_BETWEEN}]+")
_NAMED = re.compile(r"(?<![a-z0-9.+-])https?://.+", re.IGNORECASE)
_BARE = re.compile(
    r"""
    [^\w/@.:-]*+ (?P<address>
        www(?:\.[\w-]+){2,} (?:[:/?\#].*)?
        | (?:[\w-]{1,63}\.)+ (?P<top>[^\W\d_]{2,24} | xn--[a-z0-9-]+) (?::\d+)? (?:/|\?\w+=) .*
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = ".!?:]}'”’»*_`"  # ends the sentence, or an emphasis, and not the address


def spans(text: str) -> list[tuple[int, int]]:
    """From where to where in plain `text` its addresses stand, in order. Linear in its length."""
    return [(start, start + len(address)) for start, address in _found(text)]


def addresses(text: str) -> list[str]:
    """The addresses in plain `text`, each with its scheme."""
    return [one if "://" in one[:8] else f"http://{one}" for _start, one in _found(text)]


def without(text: str) -> str:
    """`text` with a space for each address."""
    kept, end = [], 0
    for start, stop in spans(text):
        kept.append(text[end:start])
        end = stop
    return " ".join([*kept, text[end:]])


def _found(text: str) -> Iterator[tuple[int, str]]:
    for dotted in _DOTTED.finditer(text):
        if "://" in dotted[0] and (named := _NAMED.search(dotted[0])):
            yield dotted.start() + named.start(), named[0].rstrip(_AFTER)
        elif (bare := _BARE.match(dotted[0])) and _is_known(bare["top"]):
            yield dotted.start() + bare.start("address"), bare["address"].rstrip(_AFTER)


def _is_known(top: str | None) -> bool:
    """Whether there is such a top-level domain; "www." tells an address without."""
    return top is None or top.casefold() in _TOPS
