"""The ten hot reads of a site, and what else visitors ask it all day."""

from unittest import mock

from django.test import Client
from django.utils import timezone

from articles import sitemaps
from articles.models import Article
from forum.accounts.models import Member
from forum.comments import editions, receipts
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import Commenter, Draft
from forum.web.feeds import Cursor
from tests import make
from tests.comments import readers
from tests.scale import filling

COMMENTS = 50_000
WORDS = "They lit the lamps at dusk, I say."


def _get(path: str, client: Client | None = None):
    answer = (client or Client()).get(path)
    assert answer.status_code in (200, 302), (path, answer.status_code)
    answer.getvalue()  # of what is streamed, to the end


def _article() -> Article:
    return Article.objects.select_related("discussion").get(pk=1)


def _page(number: int):
    return lambda: _get(f"{_article().get_absolute_url()}?page={number}")


def _post(parent: int | None = None, client: Client | None = None):
    address = f"/c/{parent}/reply/" if parent else "/discussions/1/comments/"
    answer = readers.post(client or Client(), address, body=f"{WORDS} {address}", anyway="1")
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


def _receipts():
    client = Client()
    client.force_login(Member.objects.get(pk=1))
    _get("/receipts/", client)


def _receipt():
    _get(receipts.url_of(Comment.objects.get(pk=LONG + 7)))


def _report():
    answer = readers.post(Client(), f"/c/{LONG + 8}/report/", reason="spam", body="")
    assert answer.status_code == 303, answer.content.decode()[:2000]


def _edit():
    client = Client()
    _post(client=client)
    answer = readers.save(client, Comment.objects.latest("pk"), f"{WORDS} Again.", anyway="1")
    assert answer.status_code == 303, answer.content.decode()[:2000]


def _is_present():
    shown = Discussion.objects.filter(pk__lte=12)
    editions.is_present(editions.Shown(1, tuple(shown.values_list("pk", "version"))))


def _older(feed: str, model: type[Article | Comment], key: int):
    row = model.objects.get(pk=key)
    moment = row.published_at if model is Article else row.posted_at
    _get(f"{feed}?before={Cursor(moment, key)}")


def _sitemap():
    with mock.patch.object(sitemaps, "ADDRESSES", 2_000):  # 50,000 are more than there are
        _get("/sitemap-articles-2.xml")


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
    "the page after a post": lambda: _get(f"{_article().get_absolute_url()}?posted={LONG}"),
    "posting a comment": _post,
    "posting a reply": lambda: _post(LONG),
    "reporting a comment": _report,
    "changing a comment": _edit,
    "a receipt": _receipt,
    "a member's receipts": _receipts,
    "a guest's past": lambda: _past(GUEST),
    "a member's past": lambda: _past(Commenter("M", "", Member.objects.get(pk=1))),
    "a member's own comments": lambda: _own(Commenter("M", "", Member.objects.get(pk=1))),
    "a browser's own comments": lambda: _own(
        Commenter("R", "", hand=Comment.objects.get(pk=1).hand)
    ),
    "the home page": lambda: _get("/"),
    "a deep page of the home page": lambda: _get("/?page=300"),
    "a section": lambda: _get("/sections/s1/"),
    "an author": lambda: _get("/authors/a1/"),
    "the archive": lambda: _get("/archive/"),
    "a tag": lambda: _get("/tags/t1/"),
    "a year": lambda: _get(f"/{_article().day:%Y}/"),
    "a month": lambda: _get(f"/{_article().day:%Y}/{_article().day:%m}/"),
    "a day": lambda: _get(f"/{_article().day:%Y/%m/%d}/"),
    "the site's feed": lambda: _get("/feed/"),
    "a section's feed": lambda: _get("/sections/s1/feed/"),
    "a discussion's feed": lambda: _get("/discussions/1/feed/"),
    "a deep page of the site's feed": lambda: _older("/feed/", Article, 6_000),
    "a deep page of a section's feed": lambda: _older("/sections/s1/feed/", Article, 6_000),
    "a deep page of a discussion's feed": lambda: _older(
        "/discussions/1/feed/", Comment, COMMENTS // 4
    ),
    "the index of sitemaps": lambda: _get("/sitemap.xml"),
    "how we moderate": lambda: _get("/how-we-moderate/"),
    "a sitemap": _sitemap,
}
