"""A piece of the file → its fields as text. The only place that calls an XML parser.

Each piece is parsed alone, in a root of our own: no document type can reach the parser, so no
entity but XML's own five is ever expanded.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from forum.exchange.wordpress.repair import CDATA, repair
from forum.exchange.wordpress.scanner import Kind, Piece

DECLARATION = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
CANONICAL = (
    ("wp", re.compile(r"https?://wordpress\.org/export/\d+\.\d+/?")),
    ("excerpt", re.compile(r"https?://wordpress\.org/export/\d+\.\d+/excerpt/?")),
    ("content", re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?")),
    ("dc", re.compile(r"https?://purl\.org/dc/elements/1\.1/?")),
)
OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
PARTS = ("wp:author", "wp:category", "wp:tag", "wp:comment")
END = re.compile(rb"</channel>\s*(?:</rss>\s*)?\Z")
WXR = re.compile(r"""https?://wordpress\.org/export/\d|<wp:wxr_version>""")


@dataclass(frozen=True)
class Element:
    """An item, a comment, or an author or term of the head.

    `fields` are its texts by name ("wp:post_id"), the first of each; `terms` its categories as
    (domain, address, name); `meta` its wp:postmeta; `parts` its elements that have fields.
    """

    line: int
    name: str
    fields: dict[str, str]
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    parts: list["Element"] = field(default_factory=list)
    is_damaged: bool = False

    def get(self, name: str) -> str:
        """The field's text without space around it; "" if there is none."""
        return self.fields.get(name, "").strip()


class Reader:
    """Reads the pieces of one file; its `head` says which prefix stands for what."""

    def __init__(self, head: bytes):
        text = head.decode("utf-8", "replace")
        self.is_export = text.lstrip("\ufeff \t\r\n").startswith("<") and bool(WXR.search(text))
        prefixes = {name: name for name, _pattern in CANONICAL}
        prefixes.update((prefix, _canonical(prefix, uri)) for prefix, uri in _declared(text))
        names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in prefixes.items())
        self.before = f"<x{names}>".encode()
        self.strict = etree.XMLParser(**OPTIONS)

    def head(self, piece: Piece) -> Element:
        """The channel's own fields; its authors and terms are `parts`."""
        before, _tag, inside = piece.data.partition(b"<channel>")
        root, is_damaged = self._parse(END.sub(b"", inside))
        return _element(root, before.count(b"\n"), is_damaged)

    def read(self, piece: Piece) -> list[Element]:
        """The element a piece holds; several if one swallowed its neighbours; none if all is
        beyond reading."""
        name = "item" if piece.kind is Kind.ITEM else "wp:comment"
        root, is_damaged = self._parse(piece.data)
        texts = _apart(repair(piece.data), piece.line, name) if is_damaged else []
        if len(texts) > 1:
            found = [self._elements(text.encode(), line) for line, text in texts]
        else:
            found = [_children(root, piece.line - 1, is_damaged)]
        return [element for elements in found for element in elements if element.name == name]

    def _elements(self, data: bytes, line: int) -> list[Element]:
        return _children(self._parse(data)[0], line - 1, is_damaged=True)

    def _parse(self, data: bytes) -> tuple[etree._Element, bool]:
        """The parsed piece, and whether it was not well-formed."""
        try:
            return self._strictly(data), False
        except etree.XMLSyntaxError:
            pass
        text = repair(data).encode()
        try:
            return self._strictly(text), True
        except etree.XMLSyntaxError:
            parser = etree.XMLParser(recover=True, **OPTIONS)
            root = etree.fromstring(self._document(text), parser)
            return etree.Element("x") if root is None else root, True

    def _strictly(self, data: bytes) -> etree._Element:
        return etree.fromstring(self._document(data), self.strict)

    def _document(self, data: bytes) -> bytes:
        return b"".join((self.before, data, b"</x>"))


def _declared(head: str) -> list[tuple[str, str]]:
    return DECLARATION.findall(head)


def _canonical(prefix: str, uri: str) -> str:
    for name, pattern in CANONICAL:
        if pattern.fullmatch(uri):
            return name
    return prefix


def _apart(text: str, line: int, name: str) -> list[tuple[int, str]]:
    """Pieces that begin with a start tag of `name` each, with their lines."""
    parts = CDATA.split(text)
    marked = "".join(
        part if i % 2 else re.sub(rf"(?=<{name}[\s>])", "\0", part) for i, part in enumerate(parts)
    )
    found = []
    for part in marked.split("\0"):
        if part.strip():
            found.append((line, part))
        line += part.count("\n")
    return found


def _children(root: etree._Element, above: int, is_damaged: bool) -> list[Element]:
    """The items and comments in `root`, which has `above` lines of the file above it."""
    wanted = ("item", "wp:comment")
    return [_element(child, above, is_damaged) for child in root if _name(child) in wanted]


def _element(node: etree._Element, above: int, is_damaged: bool) -> Element:
    made = Element(above + (node.sourceline or 1), _name(node), {}, is_damaged=is_damaged)
    for child in node:
        name = _name(child)
        if name == "category":
            nicename = child.get("nicename") or ""
            made.terms.append((child.get("domain") or "", nicename, _text(child)))
        elif name == "wp:postmeta":
            meta = {_name(part): _text(part) for part in child}
            made.meta.setdefault(meta.get("wp:meta_key", ""), meta.get("wp:meta_value", ""))
        elif name in PARTS:
            made.parts.append(_element(child, above, is_damaged))
        elif name:
            made.fields.setdefault(name, _text(child))
    return made


def _name(node: etree._Element) -> str:
    """ "wp:post_id"; "" for remarks and instructions."""
    tag = node.tag
    return _prefixed(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1_000)
def _prefixed(tag: str) -> str:
    namespace, _brace, local = tag.rpartition("}")
    return f"{namespace[1:]}:{local}" if namespace else local


def _text(node: etree._Element) -> str:
    """The text; of markup that somebody did not escape, the markup."""
    if not len(node):
        return node.text or ""
    inside = (etree.tostring(child, encoding="unicode") for child in node)
    return (node.text or "") + "".join(inside)
