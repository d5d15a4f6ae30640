"""The pictures in a body: to our own copies, or a plain link, for no page here asks a third party.

Given and returned is sanitised HTML, so attributes are in double quotes and escaped.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

TOKEN = re.compile(
    r"""<(?P<name>img|a)(?P<attributes>(?:\s+[\w-]+="[^"]*")*)\s*/?>|(?P<end></a>)"""
)
ATTRIBUTE = re.compile(r"""\s([\w-]+)="([^"]*)\"""")
PIXEL = {"0", "1"}


def place(html: str, base: str, local: Callable[[str], str]) -> tuple[str, int, int]:
    """`html` with its pictures in place, how many are here, and how many became links.

    `local` gives the address here of the picture at an address there, "" if there is none. `base`
    is the site's address, for addresses without a host.
    """
    counts, is_inside_link = [0, 0], False

    def swap(token: re.Match) -> str:
        nonlocal is_inside_link
        attributes = {k: unescape(v) for k, v in ATTRIBUTE.findall(token["attributes"] or "")}
        if token["name"] == "img":
            made = _picture(attributes, base, local)
            if made:
                counts[0] += 1
                return made
            counts[1] += not _is_pixel(attributes)
            return _link(attributes, base, is_inside_link)
        is_inside_link = token["name"] == "a"
        here = local(attributes.get("href", "")) if is_inside_link else ""
        return _tag("a", attributes | {"href": here}) if here else token[0]

    return TOKEN.sub(swap, html), *counts


def _picture(attributes: dict[str, str], base: str, local: Callable[[str], str]) -> str:
    url = _absolute(base, attributes.get("src", ""))
    if here := local(url) if url else "":
        return _tag("img", {**attributes, "src": here, "alt": attributes.get("alt", "")})
    return ""


def _link(attributes: dict[str, str], base: str, is_inside_link: bool) -> str:
    """What stands where a picture stood: its words, as a link to it if it is not in one already."""
    url = _absolute(base, attributes.get("src", ""))
    words = attributes.get("alt", "").strip()
    if _is_pixel(attributes):
        return ""
    if is_inside_link or not url:
        return escape(words or _file_name(url))
    return f'<a href="{escape(url)}">{escape(words or _file_name(url))}</a>'


def _absolute(base: str, src: str) -> str:
    try:
        url = urljoin(base, src) if src else ""
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _is_pixel(attributes: dict[str, str]) -> bool:
    """Whether it only counts who looks."""
    return attributes.get("width") in PIXEL or attributes.get("height") in PIXEL


def _file_name(url: str) -> str:
    return unquote(PurePosixPath(urlsplit(url).path).name) or url


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
