"""Whether a discussion has anything new: what pages that stay open ask now and then.

The answer is the same for everybody, members too. It tells of nothing that is held or removed.
"""

from datetime import UTC, datetime

from django.db import connections, router
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from forum.comments.models import Comment, Discussion, Policy
from forum.web.pages import read_only

# Seconds that a shared cache answers without asking, and goes on answering while it asks: however
# many pages are open, the site hears of a discussion three times a minute.
SHARED = {"s_maxage": 20, "stale_while_revalidate": 20}


@read_only
@cache_control(public=True, max_age=0, **SHARED)
def news(request: HttpRequest, pk: int) -> JsonResponse:
    """The discussion's version, the count of its published comments, the key of the newest one
    (null if there is none), and whether it is `open`: false where an editor or its age closed it.

    Costs 1 small query, with a 304 too. Raises Http404 for what is not public.
    """
    row = _row(pk) if pk <= BigIntegerField.MAX_BIGINT else None
    if row is None:
        raise Http404
    version, count, last, opening, opened_at, days = row
    place = Discussion(opening=opening, opened_at=_moment(opened_at))
    is_open = place.is_open(timezone.now(), Policy(close_after_days=days or 0))
    return JsonResponse({"version": version, "count": count, "last": last, "open": is_open})


def _moment(stored: datetime) -> datetime:
    """SQLite gives a moment without its zone, which is UTC."""
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)


def _row(pk: int) -> tuple | None:
    """Written by hand: for so small a question the ORM takes longer than the database."""
    connection = connections[router.db_for_read(Discussion)]
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, [pk, now])
        return cursor.fetchone()


# One entry of the index comment_feed.
_NEWEST = (
    f"SELECT c.id FROM {Comment._meta.db_table} c "  # noqa: S608 (no input)
    "WHERE c.discussion_id = d.id AND c.status = 'published' "
    "ORDER BY c.posted_at DESC, c.id DESC LIMIT 1"
)
_QUESTION = (
    f"SELECT d.version, d.comment_count, ({_NEWEST}), d.opening, d.opened_at, "  # noqa: S608
    f"(SELECT p.close_after_days FROM {Policy._meta.db_table} p WHERE p.id = 1) "
    f"FROM {Discussion._meta.db_table} d WHERE d.id = %s AND d.opened_at <= %s"
)
