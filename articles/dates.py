"""The dates in addresses: /2026/11/, /2026/11/08/a-headline/."""

import calendar
from datetime import date

from django.http import Http404


def day_of(year: str, month: str, day: str) -> date:
    """Raises Http404 where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Http404 from None


def days_of(year: str, month: str = "", day: str = "") -> tuple[date, date]:
    """The first and the last day of a year, a month, a day. Raises Http404."""
    first = day_of(year, month or "1", day or "1")
    if day:
        return first, first
    if month:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first.replace(month=12, day=31)
