"""Chunks of an export → its items and their comments, one piece at a time, with line numbers.

A tokenizer, not a parser: it knows <item>, <wp:comment> and CDATA and cuts between them, so that
one broken item cannot spoil the next and no more than a piece is ever held.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _

from forum.exchange.wordpress.stream import NotAnExport

TAIL = 64  # bytes: no token is longer
TOKEN = re.compile(
    rb"<(?:!(?P<remark>--)|!(?P<refused>DOCTYPE|ENTITY)"
    rb"|(?P<start>item|(?:[\w.-]{1,20}:)?comment)(?=[\s>])"
    rb"|/(?P<end>item|(?:[\w.-]{1,20}:)?comment)\s{0,20}>)"
)
CDATA, CDATA_END, REMARK_END = b"<![CDATA[", b"]]>", b"-->"


class Kind(Enum):
    """What a piece is, and how many bytes of it are held at most."""

    HEAD = "head", 64_000_000  # all before the first item
    ITEM = "item", 32_000_000
    COMMENT = "comment", 4_000_000  # comes before the item that it stands in
    BETWEEN = "between", 64_000  # outside of all items; the last one ends the file


@dataclass(frozen=True)
class Piece:
    """A part of the file, in one go. An item comes without its comments, after them.

    `data` is empty if the piece `is_too_large`; one that is not `is_whole` lacks its end.
    """

    kind: Kind
    line: int
    data: bytes
    is_whole: bool = True
    is_too_large: bool = False


@dataclass
class _Open:
    """A piece that has not ended yet."""

    kind: Kind
    line: int
    parts: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self.kind.value[1]:
            self.parts.clear()
        else:
            self.parts.append(data)

    def close(self, *, is_whole: bool) -> Piece:
        too_large = self.size > self.kind.value[1]
        return Piece(self.kind, self.line, b"".join(self.parts), is_whole, too_large)


def scan(chunks: Iterable[bytes]) -> Iterator[Piece]:
    """The pieces of a file: HEAD first, then items after their comments, last a BETWEEN.

    Raises NotAnExport if a document type or an entity is declared.
    """
    scanner = _Scanner()
    for chunk in chunks:
        yield from scanner.feed(chunk)
    yield from scanner.finish()


class _Scanner:
    def __init__(self):
        self.line = 1
        self.outside = _Open(Kind.HEAD, 1)
        self.item: _Open | None = None
        self.comment: _Open | None = None
        self.rest = b""  # held back: may be the beginning of a token
        self.until = b""  # inside CDATA or a remark: what ends it

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        data = self.rest + chunk
        done = at = 0  # all before `done` belongs to a piece, all before `at` has been looked at
        while True:
            token, at = self._next(data, at)
            if not token:
                break
            if name := token["start"]:
                self._take(data[done : token.start()])
                done = token.start()
                yield from self._start(name)
            elif name := token["end"]:
                self._take(data[done:at])
                done = at
                yield from self._end(name)
            elif token["refused"] and not self.item:
                self._refuse(token, data[done : token.start()])
            elif token["remark"] and not self.item:
                self.until = REMARK_END
        keep = max(at, done, len(data) - TAIL)
        self._take(data[done:keep])
        self.rest = data[keep:]

    def finish(self) -> Iterator[Piece]:
        self._take(self.rest)
        yield from self._close_comment(is_whole=False)
        yield from self._close_item(is_whole=False)
        yield self.outside.close(is_whole=True)

    def _next(self, data: bytes, at: int) -> tuple[re.Match | None, int]:
        """The next token that stands in no CDATA and no remark, and how far has been looked."""
        while True:
            if self.until:
                end = data.find(self.until, at)
                if end < 0:
                    return None, at
                self.until, at = b"", end + len(self.until)
            token = TOKEN.search(data, at)
            end = token.start() if token else len(data)
            # Most of a file is CDATA: to look back from the few tokens is to look at little of it.
            opened, closed = data.rfind(CDATA, at, end), data.rfind(CDATA_END, at, end)
            if opened > closed:
                self.until, at = CDATA_END, opened + len(CDATA)
            elif token:
                return token, token.end()
            else:
                return None, at if closed < 0 else closed + len(CDATA_END)

    def _refuse(self, token: re.Match, before: bytes) -> None:
        found = {"line": self.line + before.count(b"\n"), "what": token["refused"].decode()}
        raise NotAnExport(_("Line %(line)d declares a %(what)s: such a file is refused.") % found)

    def _start(self, name: bytes) -> Iterator[Piece]:
        yield from self._close_comment(is_whole=False)
        if name == b"item":
            yield from self._close_item(is_whole=False)
            yield self.outside.close(is_whole=True)
            self.item = _Open(Kind.ITEM, self.line)
        elif self.item:
            self.comment = _Open(Kind.COMMENT, self.line)

    def _end(self, name: bytes) -> Iterator[Piece]:
        if name != b"item":
            yield from self._close_comment(is_whole=True)
        elif self.item:
            yield from self._close_comment(is_whole=False)
            yield from self._close_item(is_whole=True)

    def _close_comment(self, *, is_whole: bool) -> Iterator[Piece]:
        if self.comment:
            comment, self.comment = self.comment, None
            yield comment.close(is_whole=is_whole)

    def _close_item(self, *, is_whole: bool) -> Iterator[Piece]:
        if self.item:
            item, self.item = self.item, None
            self.outside = _Open(Kind.BETWEEN, self.line)
            yield item.close(is_whole=is_whole)

    def _take(self, data: bytes) -> None:
        (self.comment or self.item or self.outside).add(data)
        self.line += data.count(b"\n")
