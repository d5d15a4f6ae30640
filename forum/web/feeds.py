"""Pages of an Atom feed, after RFC 5005: the newest entries stand at its own address, older ones at
`?before=<cursor>`. Knows no table.

A cursor is the moment and the key of an entry. An index leads to it at once, so the thousandth page
costs what the second does: nothing is counted, and nothing leapt over.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField, Func, QuerySet, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils.feedgenerator import Atom1Feed

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Cursor(NamedTuple):
    """Where an entry stands among the others: its moment, then its key."""

    moment: datetime
    key: int

    @classmethod
    def read(cls, written: str) -> "Cursor":
        """What `str` has written. Raises ValueError where it has not."""
        parts = re.fullmatch(r"(-?[0-9]{1,17})_([0-9]{1,18})", written)
        if parts is None:
            raise ValueError(written)
        try:
            return cls(BEGINNING + timedelta(microseconds=int(parts[1])), int(parts[2]))
        except OverflowError:
            raise ValueError(written) from None

    def __str__(self):
        return f"{(self.moment - BEGINNING) // timedelta(microseconds=1)}_{self.key}"


class Page(NamedTuple):
    """Entries, the newest first, and what to ask for instead, by relation (RFC 5005, section 3):
    the cursor of a page; None is the first, at the feed's own address."""

    entries: list
    links: dict[str, Cursor | None]


class Row(Func):
    """Values that are compared as one, which an index does. (Django's own tuples are taken apart
    for SQLite, which then reads the whole index.)"""

    template = "(%(expressions)s)"
    output_field = BigIntegerField()


def page(
    entries: Callable[[datetime | None], QuerySet],
    rows: QuerySet,
    before: Cursor | None,
    *,
    moment: str,
    length: int,
) -> Page:
    """The `length` newest entries before the cursor: 1 query; of an older page 2.

    `entries` gives them, as far as they are not later than a moment if it is given one; `rows` is
    what is fetched of them. Both are the newest first, by the column `moment` and then by key.
    """
    older = entries(before and before.moment)
    if before:
        place = Row(moment, "pk")
        cursor = Row(Value(before.moment, DateTimeField()), Value(before.key, BigIntegerField()))
        older = older.filter(LessThan(place, cursor))
        newer = entries(None).filter(GreaterThanOrEqual(place, cursor)).reverse()
    # The keys come from an index alone: that is why PostgreSQL takes the right one.
    found = list(rows.filter(pk__in=older.values("pk")[: length + 1]))
    shown, links = found[:length], {"self": before, "first": None}
    if len(found) > length:
        links["next"] = Cursor(getattr(shown[-1], moment), shown[-1].pk)
    if before:
        keys = list(newer.values_list(moment, "pk")[: length + 1])
        links["previous"] = Cursor(*keys[length]) if len(keys) > length else None
    return Page(shown, links)


class PagedAtom(Atom1Feed):
    """Atom with links to other pages: `pages`, addresses by relation."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})
