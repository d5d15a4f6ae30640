"""The archive: the months in which something was published, and what was on some days."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from articles.models import Article, ArticleQuerySet

# From each month one look into the index of days for the last day before it: as many looks as
# there are months, where DISTINCT reads every article of the site.
_NEWEST = f"""
    SELECT day FROM {Article._meta.db_table}
    WHERE status || '' = %(published)s AND published_at <= %(now)s AND day < {{before}}
    ORDER BY day DESC LIMIT 1
"""  # noqa: S608 (no input)
_DAYS = """
    WITH RECURSIVE newest(day) AS (
        SELECT ({first})
        UNION ALL
        SELECT ({next}) FROM newest WHERE newest.day IS NOT NULL
    )
    SELECT day FROM newest WHERE day IS NOT NULL
"""
_FIRST_OF_MONTH = {
    "postgresql": "CAST(date_trunc('month', newest.day) AS date)",
    "sqlite": "date(newest.day, 'start of month')",
}


def months() -> list[date]:
    """The first days of all months that have a public article, newest first: 1 query."""
    before = _FIRST_OF_MONTH[connection.vendor]
    query = _DAYS.format(
        first=_NEWEST.format(before="'9999-12-31'"), next=_NEWEST.format(before=before)
    )
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(query, {"published": Article.Status.PUBLISHED, "now": now})
        return [date.fromisoformat(str(day)).replace(day=1) for (day,) in cursor.fetchall()]


def of_days(first: date, last: date) -> ArticleQuerySet:
    """The articles of these days, both included.

    Lists go by the moment: without its bounds, a page of an old month walks past all that is newer.
    A day wider, for a day begins elsewhere at another moment.
    """
    after = datetime.combine(first, time.min, UTC) - timedelta(days=1)
    before = datetime.combine(last, time.max, UTC) + timedelta(days=1)
    return Article.objects.filter(day__range=(first, last), published_at__range=(after, before))
