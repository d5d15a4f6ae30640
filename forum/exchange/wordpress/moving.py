"""A whole WordPress site moves in, or shows what would come: both passes, one article at a time.

Every article is a transaction of its own with its discussion, and is known again by its id there:
stopped anywhere and run again, a move goes on where it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from forum.comments import bulk, keys
from forum.comments.forest import Arriving
from forum.exchange import arrivals, settlement
from forum.exchange.ledger import Ledger
from forum.exchange.models import Arrival
from forum.exchange.settlement import Settled
from forum.exchange.wordpress import markup, posts, remarks
from forum.exchange.wordpress.elements import Element
from forum.exchange.wordpress.export import Export, Item
from forum.exchange.wordpress.gallery import Gallery
from forum.exchange.wordpress.report import Balance, Report
from forum.exchange.wordpress.seen import Seen
from forum.exchange.wordpress.shelf import Shelf
from forum.exchange.wordpress.survey import survey

Kind = Arrival.Kind
UNREACHABLE = (OperationalError, InterfaceError)  # the database is at fault, not the article


@dataclass(frozen=True)
class Options:
    """`is_rehearsal`: write nothing. `source` names the site if the file does not; `media` is a
    copy of its uploads."""

    is_rehearsal: bool = False
    source: str = ""
    media: Path | None = None
    pingbacks: bool = False


class Move:
    """One run. `report` fills while it goes; `progress` is the share of the file that is done,
    `line` where it is."""

    def __init__(self, path: Path, options: Options):
        self.path = path
        self.options = options
        self.report = Report()
        self.progress, self.line = 0.0, 0
        self.items: set[tuple[str, str]] = set()  # kinds and ids in this file
        self.comments = Seen()

    def run(self) -> Iterator[None]:
        """Move, with a pause after each item. Raises NotAnExport before anything is written."""
        self.site = survey(self.path, self.options.source, self.options.media)
        self.ledger = Ledger(self.site.source)
        self.report.source, self.report.version = self.site.source, self.site.version
        self.gallery = Gallery(self.site, self.ledger, self.report, self.options)
        if not self.options.is_rehearsal:
            _prepare(self.site.highest_comment)
        yield from self.gallery.hang()
        yield from self._items(Export(self.path))

    def _items(self, export: Export) -> Iterator[None]:
        export.head()
        try:
            with Shelf() as self.shelf:  # the words of the comments at hand
                for item in export.items(self._read_comment):
                    self.line, self.progress = item.element.line, export.stream.progress
                    self.report.comments_in_file += len(item.comments)
                    self._take(item)
                    # A large discussion is gone before the next is read.
                    del item
                    self.shelf.clear()
                    yield
        finally:
            for what, lines in export.repaired.items():
                self.report.repair(what, *lines)
            for what, lines in export.rubbish.items():
                self.report.skip(what, *lines)

    def _read_comment(self, element: Element) -> Arriving | str:
        row = remarks.read(element, self.site, self.shelf, pingbacks=self.options.pingbacks)
        if isinstance(row, str) or self.comments.is_first(row.wanted_id):
            return row
        return _("second comment of this id")

    def _take(self, item: Item[Arriving]) -> None:
        """One item, whatever it is; what goes wrong with it is told and stays with it."""
        verbs = {"post": self._article, "page": self._page, "attachment": self._attachment}
        try:
            if why := self._objection(item):
                self._skip(item, why)
            else:
                verbs[item.element.get("wp:post_type")](item)
        except UNREACHABLE:
            raise
        except Exception as error:  # whatever it is: never stop at the first bad item
            self._skip(item, _("could not be written (%s)") % " ".join(str(error).split())[:200])

    def _objection(self, item: Item) -> str:
        """Why an item stays behind, if it does."""
        kind, number = item.element.get("wp:post_type"), posts.source_id(item.element)
        if item.why:
            return item.why
        if kind not in ("post", "page", "attachment"):
            return _("item of type %s") % (" ".join(kind.split())[:40] or "?")
        if kind == "attachment" and number not in self.site.pictures:
            return _("attachment that is no picture")
        if not number:
            return _("item without an id")
        if (kind, number) in self.items:
            return _("second item of this id")
        self.items.add((kind, number))
        return ""

    def _article(self, item: Item[Arriving]) -> None:
        rows = [row for _line, row in item.comments if not isinstance(row, str)]
        is_new = self.ledger.find(Kind.ARTICLE, posts.source_id(item.element)) is None
        text = posts.body(item.element, self.site, self.gallery.local) if is_new else posts.NO_BODY
        arriving = posts.article(item.element, self.site, text, rows)
        settled = self._settle(arriving)
        if settled.is_gone:
            self._skip(item, _("article deleted here since it came"))
            return
        if settled.is_new:
            self._tell_article(item, arriving, text)
        else:
            self.report.count(_("Articles"), _("here before"))
        self._tell_comments(item, settled, len(rows))

    def _settle(self, arriving: arrivals.Article) -> Settled:
        if self.options.is_rehearsal:
            return settlement.rehearse(self.ledger, arriving)
        return settlement.article(self.ledger, arriving, render=markup.comment)

    def _page(self, item: Item[Arriving]) -> None:
        arriving = posts.page(item.element, posts.body(item.element, self.site, self.gallery.local))
        if self.options.is_rehearsal:
            is_new = self.ledger.find(Kind.PAGE, arriving.id) is None
        else:
            is_new = settlement.page(self.ledger, arriving)
        state = _("published") if arriving.is_public else _("draft")
        self.report.count(_("Pages"), state if is_new else _("here before"))
        self._skip_comments(item, _("comment on a page"))

    def _attachment(self, item: Item[Arriving]) -> None:
        """Its picture hangs in the gallery already."""
        self._skip_comments(item, _("comment on an attachment"))

    def _tell_article(self, item: Item, arriving: arrivals.Article, text: posts.Body) -> None:
        self.report.count(_("Articles"), posts.state(arriving))
        self.report.name(_("Authors"), arriving.author.id)
        self.report.name(_("Sections"), arriving.section.id)
        self.report.name(_("Tags"), *(tag.id for tag in arriving.tags))
        self.report.count(_("Pictures in texts"), _("brought along"), text.pictures)
        self.report.count(_("Pictures in texts"), _("now links"), text.links)
        raw = item.element.fields.get("content:encoded", "")
        self.report.shortcodes.update(markup.shortcodes(raw))

    def _tell_comments(self, item: Item, settled: Settled, sound: int) -> None:
        self.report.take(settled.taken)
        for line, row in item.comments:
            if isinstance(row, str):
                self.report.skip(row, line)
        if item.comments:
            new = len(settled.taken.forest.nodes)
            headline, skipped = posts.title(item.element), len(item.comments) - sound
            balance = Balance(item.element.line, headline, new, sound - new, skipped)
            self.report.balances.append(balance)

    def _skip(self, item: Item, why: str) -> None:
        self.report.skip(why, item.element.line)
        self._skip_comments(item, _("comment of an item that was skipped"))

    def _skip_comments(self, item: Item, why: str) -> None:
        for line, row in item.comments:
            self.report.skip(row if isinstance(row, str) else why, line)


def _prepare(highest_comment: int) -> None:
    """Leave the ids of the file to its comments. SQLite must not map the growing database into
    memory as well."""
    bulk.hurry(megabytes=16)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
    with transaction.atomic():
        keys.reserve(highest_comment)
