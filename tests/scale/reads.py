"""The ten hot reads of a site, and what else visitors and moderators ask it all day."""

from django.test import Client
from django.utils import timezone

from articles.models import Article
from forum.accounts.models import Member
from forum.comments import editions, receipts
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import Commenter, Draft
from forum.moderation import queue
from tests import make
from tests.comments import readers
from tests.scale import filling

COMMENTS = 50_000
WORDS = "They lit the lamps at dusk, I say."


def _get(path: str):
    answer = Client().get(path)
    assert answer.status_code in (200, 302), (path, answer.status_code)


def _article() -> Article:
    return Article.objects.select_related("discussion").get(pk=1)


def _page(number: int):
    return lambda: _get(f"{_article().get_absolute_url()}?page={number}")


def _post(parent: int | None = None):
    address = f"/c/{parent}/reply/" if parent else "/discussions/1/comments/"
    answer = readers.post(Client(), address, body=f"{WORDS} {address}", anyway="1")
    assert answer.status_code == 303, answer.content.decode()[:2000]


def _own(reader: Commenter):
    found = receipts.newest(reader, Policy.objects.current(), timezone.now())
    assert found
    receipts.unread(found)


def _past(author: Commenter):
    """What the rules ask of what was said before."""
    policy, place = Policy(twin_limit=3), Discussion.objects.get(pk=1)
    past = Draft(author, place, WORDS, policy, timezone.now()).past
    return past.published, past.decided, past.own_twin, past.twins, past.said_last


def _desk(code: str):
    waiting = queue.BY_CODE[code]
    for order in queue.ORDERS:
        rows = waiting.within(None)
        first = queue.page(rows, order, is_vast=waiting.is_vast)
        assert first.comments
        place = queue.Place.of(first.comments[-1])
        queue.page(rows, order, place, is_vast=waiting.is_vast)


def _tally():
    queue.tally(Member.objects.get(pk=1), None)


def _is_present():
    shown = Discussion.objects.filter(pk__lte=12)
    editions.is_present(editions.Shown(1, tuple(shown.values_list("pk", "version"))))


LONG = filling.long_thread(COMMENTS)
GUEST = make.guest("Reader 1", email="reader1@example.org", network="n" * 64, hand="h" * 64)

READS = {
    "an article's page": _page(1),
    "page in the middle of a long discussion": _page(COMMENTS // 60),
    "last page of a long discussion": _page(LONG // 15),
    "a thread's page": lambda: _get(f"/c/{LONG}/thread/"),
    "a later page of a thread": lambda: _get(f"/c/{LONG}/thread/?page=5"),
    "a permalink": lambda: _get(f"/c/{LONG + 900}/"),
    "whether anything is new": lambda: _get("/discussions/1/news/"),
    "is what is kept still right": _is_present,
    "posting a comment": _post,
    "posting a reply": lambda: _post(LONG),
    "a guest's past": lambda: _past(GUEST),
    "a member's past": lambda: _past(Commenter("M", "", Member.objects.get(pk=1))),
    "a member's own comments": lambda: _own(Commenter("M", "", Member.objects.get(pk=1))),
    "a browser's own comments": lambda: _own(
        Commenter("R", "", hand=Comment.objects.get(pk=1).hand)
    ),
    "the desk: reported": lambda: _desk("reported"),
    "the desk: waiting": lambda: _desk("waiting"),
    "the desk: unseen": lambda: _desk("unseen"),
    "the desk's tally": _tally,
    "the home page": lambda: _get("/"),
    "a deep page of the home page": lambda: _get("/?page=300"),
    "a section": lambda: _get("/sections/s1/"),
    "an author": lambda: _get("/authors/a1/"),
    "the archive": lambda: _get("/archive/"),
    "a month": lambda: _get(f"/{_article().day:%Y}/{_article().day:%m}/"),
    "the site's feed": lambda: _get("/feed/"),
    "a section's feed": lambda: _get("/sections/s1/feed/"),
    "a discussion's feed": lambda: _get("/discussions/1/feed/"),
    "the index of sitemaps": lambda: _get("/sitemap.xml"),
    "a sitemap": lambda: _get("/sitemap-articles-2.xml"),
}
