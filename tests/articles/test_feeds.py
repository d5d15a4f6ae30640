"""Feeds: their pages, what they cost, when they change, what a reader who has them is told."""

from datetime import timedelta
from itertools import chain, pairwise
from time import sleep, time
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.http import http_date

from articles import feeds as article_feeds
from articles import publishing
from articles.models import Article
from forum.comments import feeds as comment_feeds
from forum.comments import posting, visibility
from forum.comments.models import Comment, Edition
from forum.web import kept as keeping
from forum.web.feeds import Cursor
from tests import make
from tests.scale import filling

ATOM = "{http://www.w3.org/2005/Atom}"
FAR_AWAY = "99999999999999999_1"  # a cursor that all entries stand before


def feeds(article) -> list[str]:
    return ["/feed/", "/sections/screen/feed/", f"/discussions/{article.discussion_id}/feed/"]


@pytest.fixture
def kept(local_memory, db, django_capture_on_commit_callbacks):
    """An article whose feeds may be kept; and how to do something and let it be committed."""
    Edition.objects.get_or_create(pk=1)

    def do(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return do


@pytest.mark.parametrize("rows", [1, 30])
def test_a_discussions_feed_costs_the_same_at_1_and_at_30_rows(
    client, db, django_assert_num_queries, rows
):
    article = make.article()
    for _ in range(rows):
        make.comment(article.discussion)

    with django_assert_num_queries(3):  # policy, discussion, comments
        answer = client.get(f"/discussions/{article.discussion_id}/feed/")

    assert answer.content.decode().count("<entry>") == rows


def test_whoever_has_a_feed_is_told_so_with_one_query(client, kept, django_assert_num_queries):
    article = kept(make.article)
    make.comment(article.discussion)

    for path in feeds(article):
        etag = client.get(path).headers["ETag"]
        with django_assert_num_queries(1):
            answer = client.get(path, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.content) == (304, b"")


def test_a_feed_is_asked_for_by_its_etag_alone(client, kept):
    """Its newest entry is no younger when one was removed: by its time readers would keep that."""
    article = kept(make.article)
    make.comment(article.discussion)
    later = http_date(time() + 3600)

    for path in feeds(article):
        answer = client.get(path, headers={"If-Modified-Since": later})
        assert answer.status_code == 200
        assert "Last-Modified" not in answer.headers


def test_a_new_comment_is_in_its_discussions_feed_at_once(client, kept):
    article = kept(make.article)
    of_site, _of_section, of_discussion = feeds(article)
    etags = {path: client.get(path).headers["ETag"] for path in (of_site, of_discussion)}

    posting.post(article.discussion_id, make.guest(), "The ladder was green, I say.")

    again = client.get(of_discussion, headers={"If-None-Match": etags[of_discussion]})
    assert "The ladder was green, I say." in again.content.decode()
    unmoved = client.get(of_site, headers={"If-None-Match": etags[of_site]})
    assert unmoved.status_code == 304


def test_a_corrected_headline_is_in_the_feeds_at_once(client, kept):
    article = kept(make.article, headline="The lamps of Vantry")
    for path in feeds(article)[:2]:
        assert "The lamps of Vantry" in client.get(path).content.decode()

    article.headline = "The lanterns of Vantry"
    kept(publishing.save, article)

    for path in feeds(article)[:2]:
        assert "The lanterns of Vantry" in client.get(path).content.decode()


def test_the_feed_of_a_discussion_that_is_not_public_is_404(client, db):
    draft = make.article(status="draft")

    assert client.get(f"/discussions/{draft.discussion_id}/feed/").status_code == 404


# Pages


@pytest.fixture
def by_threes(monkeypatch):
    """Feeds that have three entries a page."""
    monkeypatch.setattr(article_feeds.SiteFeed, "length", 3)
    monkeypatch.setattr(comment_feeds.DiscussionFeed, "length", 3)


@pytest.fixture
def eight(db, by_threes) -> Article:
    """An article with eight comments, the newest of eight; of both some have one moment."""
    now = timezone.now().replace(microsecond=123_456)
    for hours in (5, 4, 3, 3, 3, 3, 2):
        make.article(published_at=now - timedelta(hours=hours))
    article = make.article(published_at=now - timedelta(hours=1))
    for hours in (5, 4, 3, 3, 3, 3, 2, 1):
        make.comment(article.discussion, posted_at=now - timedelta(hours=hours))
    return article


def shown(client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ElementTree.fromstring(answer.content)


def links(feed: ElementTree.Element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}


def entries(feed: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]


def walk(client, address: str, relation: str = "next") -> list[ElementTree.Element]:
    found = [shown(client, address)]
    while relation in links(found[-1]):
        assert len(found) < 10, "this has no end"
        found.append(shown(client, links(found[-1])[relation]))
    return found


def test_the_pages_hold_every_entry_once_the_newest_first(client, eight):
    articles = [f"http://testserver{one.get_absolute_url()}" for one in Article.objects.all()]
    comments = Comment.objects.order_by("-posted_at", "-pk")
    said = [f"http://testserver{one.get_absolute_url()}" for one in comments]

    for path, expected in zip(feeds(eight), (articles, articles, said), strict=True):
        pages = walk(client, path)

        assert [len(entries(page)) for page in pages] == [3, 3, 2]
        assert list(chain.from_iterable(map(entries, pages))) == expected


def test_each_page_knows_its_own_address_the_first_and_the_one_before(client, eight):
    for path in feeds(eight):
        first = f"http://testserver{path}"
        pages = walk(client, path)
        back = walk(client, links(pages[-1])["self"], "previous")

        assert [links(page)["first"] for page in pages] == [first] * 3
        assert links(pages[0])["self"] == first
        for page, after in pairwise(pages):
            assert links(after)["self"] == links(page)["next"]
        assert [links(page)["self"] for page in back] == [
            links(page)["self"] for page in pages[::-1]
        ]


def test_all_pages_are_one_feed(client, eight):
    for path in feeds(eight):
        assert len({page.findtext(f"{ATOM}id") for page in walk(client, path)}) == 1


def test_what_is_new_moves_no_older_page(client, eight):
    path = feeds(eight)[2]
    address = links(shown(client, path))["next"]
    before = entries(shown(client, address))

    make.comment(eight.discussion)

    assert entries(shown(client, address)) == before


def test_a_page_stays_when_the_entry_goes_at_which_it_begins(client, eight):
    path = feeds(eight)[2]
    newest = Comment.objects.order_by("-posted_at", "-pk")
    address = links(shown(client, path))["next"]
    before = entries(shown(client, address))

    visibility.hide(newest[2], Comment.Status.REMOVED)

    assert entries(shown(client, address)) == before
    assert len(entries(shown(client, path))) == 3


def test_what_is_not_public_is_on_no_page(client, eight):
    make.article(published_at=timezone.now() + timedelta(days=1))
    make.article(status="draft", published_at=timezone.now() - timedelta(days=1))
    make.comment(eight.discussion, status="held")

    for path in feeds(eight):
        assert sum(len(entries(page)) for page in walk(client, path)) == 8
        first, same = shown(client, path), shown(client, f"{path}?before={FAR_AWAY}")
        assert entries(first) == entries(same)


@pytest.mark.parametrize(
    "cursor",
    ["", "7", "_", "x_1", "1_x", "1_-1", "1_2_3", "²_1", "0_" + 19 * "9", f"-{17 * '9'}_1"],
)
def test_an_address_that_no_feed_has_given_is_told_so(client, eight, cursor):
    for path in feeds(eight):
        answer = client.get(path, {"before": cursor})

        assert answer.status_code == 400
        assert "There is no such page of this feed" in answer.content.decode()


def test_before_the_oldest_there_is_nothing(client, eight):
    for path in feeds(eight):
        assert client.get(f"{path}?before=0_1").status_code == 404
    assert client.get(f"/discussions/999999/feed/?before={FAR_AWAY}").status_code == 404


@pytest.mark.parametrize("rows", [1, 30, 120])
def test_an_older_page_costs_the_same_at_any_size(client, db, django_assert_num_queries, rows):
    for hours in range(rows):
        article = make.article(published_at=timezone.now() - timedelta(hours=hours))
    for hours in range(rows):
        make.comment(article.discussion, posted_at=timezone.now() - timedelta(hours=hours))

    for path, queries in zip(feeds(article), (3, 4, 4), strict=True):
        # policy, subject, page, the page before it
        with django_assert_num_queries(queries):
            answer = client.get(f"{path}?before={FAR_AWAY}")
        assert answer.content.count(b"<entry>") == min(rows, 50 if "discuss" in path else 20)


def test_a_deep_page_reads_no_more_than_a_shallow_one(client, db):
    if connection.vendor != "sqlite":
        pytest.skip("tests/scale counts what PostgreSQL reads")
    filling.fill(articles=3_000, comments=6_000)

    def steps(feed: str, row, moment: str) -> int:
        """Of SQLite's machine, in hundreds."""
        taken = []
        cursor = Cursor(getattr(row, moment), row.pk)
        connection.connection.set_progress_handler(lambda: taken.append(1) and None, 100)
        try:
            assert client.get(f"{feed}?before={cursor}").content.count(b"<entry>") >= 20
        finally:
            connection.connection.set_progress_handler(None, 0)
        return len(taken)

    for feed, model, moment, keys in (
        ("/feed/", Article, "published_at", (2_900, 1_500, 100)),
        ("/sections/s1/feed/", Article, "published_at", (2_900, 1_500, 200)),
        ("/discussions/1/feed/", Comment, "posted_at", (2_900, 1_500, 100)),
    ):
        taken = [steps(feed, model.objects.get(pk=key), moment) for key in keys]
        assert max(taken) < 1.5 * min(taken), (feed, taken)


def test_the_first_page_alone_is_kept_and_once(client, kept, by_threes, monkeypatch):
    article = kept(make.article)
    for _ in range(4):
        make.comment(article.discussion)
    names = set()
    monkeypatch.setattr(keeping, "_keep", lambda key, made: names.add(key) or made)
    paths = feeds(article)
    for path in paths:
        client.get(path)
    assert len(names) == len(paths) + 1  # and the policy

    for path in paths:
        for query in ("page=2", "page=3", "utm_source=a", "x=1&before=" + FAR_AWAY):
            assert client.get(f"{path}?{query}").status_code == 200

    assert len(names) == len(paths) + 1


def test_whoever_has_an_older_page_is_told_so_before_it_is_made(
    client, kept, by_threes, django_assert_num_queries
):
    article = kept(make.article)
    make.comment(article.discussion)

    for path, queries in zip(feeds(article), (1, 2, 2), strict=True):  # edition, subject
        address = f"{path}?before={FAR_AWAY}"
        answer = client.get(address)
        assert answer.headers["Cache-Control"].startswith("public")
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Last-Modified" not in answer.headers
        with django_assert_num_queries(queries):
            again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]


def test_what_was_removed_or_corrected_is_gone_from_older_pages_at_once(client, kept, by_threes):
    article = kept(make.article, headline="The lamps of Vantry")
    comment = make.comment(article.discussion, body="The ladder was green.")
    of_site, _of_section, of_discussion = [f"{one}?before={FAR_AWAY}" for one in feeds(article)]
    etags = {path: client.get(path).headers["ETag"] for path in (of_site, of_discussion)}

    kept(visibility.hide, comment, Comment.Status.REMOVED)
    gone = client.get(of_discussion, headers={"If-None-Match": etags[of_discussion]})
    assert gone.status_code == 404

    article.headline = "The lanterns of Vantry"
    kept(publishing.save, article)
    again = client.get(of_site, headers={"If-None-Match": etags[of_site]})
    assert "The lanterns of Vantry" in again.content.decode()


def test_an_older_page_says_when_a_scheduled_article_has_appeared(client, kept, by_threes):
    kept(make.article)
    soon = timezone.now() + timedelta(seconds=1)
    kept(make.article, headline="The lamps of Vantry", published_at=soon)
    address = f"/feed/?before={FAR_AWAY}"
    before = client.get(address)
    assert "The lamps of Vantry" not in before.content.decode()

    sleep(1.1)

    again = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert "The lamps of Vantry" in again.content.decode()
