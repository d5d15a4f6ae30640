"""The dates of an export → moments. WordPress writes each twice, and very old ones without GMT."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)")
RSS_YEAR = re.compile(r"[a-z]{3}\s+\d{4}\s", re.IGNORECASE)  # not 30 Nov -0001
YEARS = range(1970, 3000)
WIDEST = timedelta(hours=15)  # no place on earth is farther from GMT


class Clock:
    """Reads dates, and remembers how far the site's own time was from GMT, month by month."""

    def __init__(self):
        self.offsets: dict[int, timedelta] = {}  # by months since the year 0

    def learn(self, local: str, gmt: str) -> None:
        """Look at a date that is there in both forms."""
        here = _read(local)
        if not here or _month(here) in self.offsets:
            return
        there = _read(gmt)
        if there and abs(here - there) <= WIDEST:
            self.offsets[_month(here)] = here - there

    def moment(self, gmt: str, local: str, published: str = "") -> datetime | None:
        """The moment GMT says; else the local time, less the offset of the nearest month that is
        known (else none); else an RSS date. None if none of them is a date."""
        if there := _read(gmt):
            return there
        if here := _read(local):
            return here - self._offset(here)
        return _read_rss(published)

    def _offset(self, here: datetime) -> timedelta:
        month = _month(here)
        nearest = min(self.offsets, key=lambda known: abs(known - month), default=None)
        return self.offsets.get(nearest, timedelta())


def _read(stamp: str) -> datetime | None:
    """The stamp as if it were UTC."""
    match = STAMP.fullmatch(stamp.strip())
    try:
        return _sane(datetime(*map(int, match.groups()), tzinfo=UTC)) if match else None
    except ValueError:  # 0000-00-00, and 30 February
        return None


def _read_rss(published: str) -> datetime | None:
    if not RSS_YEAR.search(published):
        return None
    try:
        found = parsedate_to_datetime(published)
        return _sane(found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sane(moment: datetime) -> datetime | None:
    return moment if moment.year in YEARS else None


def _month(moment: datetime) -> int:
    return moment.year * 12 + moment.month
