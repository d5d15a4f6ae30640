"""An export file as a whole: surveyed once, then read item by item, its faults noted.

Knows the file's shape (head, items, comments of items) but not what a post means.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from forum.exchange.wordpress import scanner
from forum.exchange.wordpress.elements import Element, Reader
from forum.exchange.wordpress.scanner import Kind, Piece
from forum.exchange.wordpress.stream import NotAnExport, Stream

BODY_END = re.compile(rb"</[\w.-]*:?comment_content\s*>|comment_content\s*/>")
FILE_END = re.compile(rb"</(?:channel|rss)\s*>")

Row = TypeVar("Row")


@dataclass
class Item(Generic[Row]):
    """An item with its comments: the line of each, and what was made of it or, as a text, why it
    cannot be read. `why` is that of the item itself."""

    element: Element
    comments: list[tuple[int, Row | str]]
    why: str = ""


class Export:
    """One pass over a file. `repaired` fills while it is read: what was amiss, on which lines;
    `rubbish` likewise, with what is neither item nor comment."""

    def __init__(self, path: Path):
        self.stream = Stream(path)
        self.repaired: dict[str, list[int]] = {}
        self.rubbish: dict[str, list[int]] = {}
        self._pieces = scanner.scan(self.stream.chunks())
        self._last: Piece | None = None
        self._lost_from = float("inf")  # the line of a swallowed item

    def head(self) -> Element:
        """The head, to be read before all else. Raises NotAnExport."""
        piece = self._last = next(self._pieces)
        self.reader = Reader(piece.data)
        if not self.reader.is_export:
            raise NotAnExport(_("%s is not a WordPress export (WXR).") % self.stream.path)
        element = self.reader.head(piece)
        if element.is_damaged:
            _note(self.repaired, _("head of the file"), piece.line)
        return element

    def pieces(self) -> Iterator[Piece]:
        """The items and comments, as they stand in the file."""
        for piece in self._pieces:
            if piece.kind is Kind.BETWEEN:
                self._note_rubbish(self._last)
                self._last = piece
            else:
                yield piece
        self._note_end(self._last)

    def items(self, read_comment: Callable[[Element], Row | str]) -> Iterator[Item[Row]]:
        """The items in the order of the file, their comments as `read_comment` makes them."""
        comments: list[tuple[int, Row | str]] = []
        for piece in self.pieces():
            if piece.kind is Kind.COMMENT:
                comments += self._comments(piece, read_comment)
            else:
                yield from self._items(piece, comments, read_comment)
                comments = []

    def _comments(self, piece: Piece, read_comment) -> Iterator[tuple[int, Row | str]]:
        why = _unreadable_comment(piece)
        elements = [] if why else self.reader.read(piece)
        if elements:
            yield from self._rows(elements, read_comment)
            self._look_for_item(piece, elements[0])
        else:
            yield piece.line, why or _("comment that cannot be read")

    def _look_for_item(self, piece: Piece, first: Element) -> None:
        """A comment that lost its end may have swallowed the start of an item: that is lost, and
        what follows up to the next item are its comments."""
        start = piece.data.find(b"<item>") if first.is_damaged else -1
        if start >= 0:
            self._lost_from = piece.line + piece.data.count(b"\n", 0, start)
            _note(self.rubbish, _("item that cannot be read"), self._lost_from)

    def _rows(self, elements: list[Element], read_comment) -> Iterator[tuple[int, Row | str]]:
        for element in elements:
            if element.is_damaged:
                _note(self.repaired, _("comment"), element.line)
            yield element.line, read_comment(element)

    def _items(self, piece: Piece, comments: list, read_comment) -> Iterator[Item[Row]]:
        elements = [] if piece.is_too_large else self.reader.read(piece)
        if not elements:
            why = _("item too large") if piece.is_too_large else _("item that cannot be read")
            yield Item(Element(piece.line, "item", {}), comments, why)
            return
        lost_from, self._lost_from = self._lost_from, float("inf")
        why = _("comment of an item that cannot be read")
        comments = [row if row[0] < lost_from else (row[0], why) for row in comments]
        # One that swallowed its neighbour leaves the neighbour's comments behind its first line.
        ends = [*(element.line for element in elements[1:]), float("inf")]
        for element, end in zip(elements, ends, strict=True):
            own = [row for row in comments if row[0] < end]
            comments = comments[len(own) :]
            own += self._rows(element.parts, read_comment)
            if element.is_damaged:
                _note(self.repaired, _("item"), element.line)
            is_cut = not piece.is_whole and not element.get("wp:post_type")
            yield Item(element, own, _("item cut off") if is_cut else "")

    def _note_rubbish(self, piece: Piece) -> None:
        if piece.kind is Kind.BETWEEN and (piece.data.strip() or piece.is_too_large):
            _note(self.rubbish, _("something that is no item"), piece.line)

    def _note_end(self, piece: Piece) -> None:
        """The last words must be those of a whole file."""
        if not FILE_END.search(piece.data):
            line = piece.line + piece.data.count(b"\n")
            _note(self.rubbish, _("the file ends too early"), line)
        elif FILE_END.sub(b"", piece.data).strip():
            self._note_rubbish(piece)


def _unreadable_comment(piece: Piece) -> str:
    if piece.is_too_large:
        return _("comment too large")
    if not piece.is_whole and not BODY_END.search(piece.data):
        return _("comment cut off")
    return ""


def _note(notes: dict[str, list[int]], what: str, line: int) -> None:
    notes.setdefault(what, []).append(line)
