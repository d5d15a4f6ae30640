"""The site that is measured: the demo's article of 263 comments, and what `populate` adds to it."""

import subprocess
import sys
from dataclasses import dataclass

from tests.bench.site.scale import Scale
from tests.bench.site.server import CHECKOUT
from tests.bench.site.wrk import Unmeasured

KNOWN = "the-lamplighters-finale"  # the demo's article of 263 comments
EMPTY = 12  # articles nobody has commented on

# Posting is measured, not its limits: nobody has to pause, nobody is one too many.
UNLIMITED = {
    "pause_seconds": 0,
    "person_limit": 1_000_000,
    "network_limit": 1_000_000,
    "discussion_limit": 1_000_000,
    "twin_limit": 1_000,
    "newcomer_comments": 0,
}


@dataclass(frozen=True)
class Built:
    """Addresses, and the keys of discussions to post into."""

    known: str
    long: str  # many threads
    long_pages: int
    thread: str  # many replies
    permalinks: list[str]  # in both
    full: int
    empty: list[int]


def manage(*arguments: str) -> str:
    """What a command of manage.py printed. Raises Unmeasured."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    if done.returncode:
        raise Unmeasured(f"manage.py {arguments[0]}: {done.stderr.strip()[-300:]}")
    return done.stdout


def build(scale: Scale) -> Built:
    """Fill the database of this environment. Django is set up already."""
    from forum.comments.models import Policy

    manage("migrate", "--verbosity", "0")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    manage("demo")
    long = _populate(scale.comments, "--threads", scale.threads)
    thread = _populate(scale.replies + 1, "--threads", 1)
    full = _populate(scale.posted_into)
    _populate(0, "--articles", EMPTY)
    Policy.objects.update_or_create(pk=1, defaults=UNLIMITED)
    _tidy()
    return _addresses(long, thread, full)


def _populate(comments: int, *options) -> str:
    """The address of the article."""
    told = manage("populate", "--yes", "--in-one", "--comments", str(comments), *map(str, options))
    return told.splitlines()[-1]


def _tidy() -> None:
    """What PostgreSQL does by itself in a while."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _addresses(long: str, thread: str, full: str) -> Built:
    from articles.models import Article
    from forum.comments import threads
    from forum.comments.models import Comment, Discussion, Policy

    policy = Policy.objects.current()
    places = {row.url: row for row in Discussion.objects.filter(url__in=[long, thread, full])}
    in_long = places[long].comments.order_by("pk")
    root = Comment.objects.get(discussion=places[thread], parent=None)
    some = [in_long.first(), in_long.filter(level__gte=20).first(), in_long.last(), root]
    empty = Article.objects.filter(discussion__comment_count=0).order_by("-pk")[:EMPTY]
    return Built(
        known=Article.objects.get(slug=KNOWN).get_absolute_url(),
        long=long,
        long_pages=threads.page_count(places[long], policy),
        thread=f"/c/{root.pk}/thread/",
        permalinks=[one.get_absolute_url() for one in (*some, root.get_descendants().last())],
        full=places[full].pk,
        empty=[article.discussion_id for article in empty],
    )
