"""Where a comment's links lead, and to which hosts. Nothing of what a host is known for."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote, urlsplit

from forum.comments import links, text

LONGEST = 253  # characters of a host's name; RFC 1035 has no longer one

_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>.*?</a>', re.DOTALL)
_NAMED = re.compile(r"https?:", re.IGNORECASE)


def links_of(html: str) -> list[str]:
    """Where `html`, as `text.render` or `text.sanitise` gave it, leads: an address a link.

    First the links to click on, then the addresses that only stand there: bare, or as code.
    """
    clicked = [unescape(address) for address in _LINK.findall(html)]
    return clicked + links.addresses(text.visible(_LINK.sub(" ", html)))


def hosts_of(html: str) -> list[str]:
    """The hosts that the links of `html` lead to (`named_by`)."""
    return named_by(links_of(html))


def named_by(addresses: Iterable[str]) -> list[str]:
    """The hosts of these addresses.

    Lower case, ASCII (punycode), without port, "www." and the dot at the end; sorted, each once.
    An address that names no host (a path, mailto:) has none.
    """
    return sorted({_host(address) for address in addresses} - {""})


def parents_of(host: str) -> list[str]:
    """`host` and the domains it is part of, the nearest first, down to two labels."""
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:  # an IP address is part of no domain
        return [host]
    return [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]


def _host(address: str) -> str:
    # Browsers read a backslash as a slash, and decode what is percent-encoded in a host.
    if not _NAMED.match(address):
        return ""
    try:
        named = unquote(urlsplit(address.replace("\\", "/")).hostname or "")
    except ValueError:  # brackets that hold no IPv6 address; characters that fold to a "/"
        return ""
    plain = _ascii(named).removesuffix(".")
    if plain.count(".") > 1:
        plain = plain.removeprefix("www.")
    return plain if len(plain) <= LONGEST else ""


def _ascii(name: str) -> str:
    try:
        return name.encode("idna").decode().lower()
    except UnicodeError:  # an empty or overlong label: no such host, but what was typed tells
        return name.lower()
