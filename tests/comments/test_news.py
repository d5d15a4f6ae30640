"""Whether a discussion has anything new: what is told, to whom, at what price."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from forum.comments.models import Comment
from forum.comments.templatetags import comments as tags
from forum.moderation import decisions
from tests import make


@pytest.fixture
def place(db):
    return make.article().discussion


def news_of(place, client, **headers):
    return client.get(f"/discussions/{place.pk}/news/", headers=headers)


def test_it_tells_the_version_the_count_and_the_newest_comment(client, place):
    make.comment(place)
    newest = make.comment(place)
    place.refresh_from_db()

    told = news_of(place, client).json()

    assert told == {"version": place.version, "count": 2, "last": newest.pk, "open": True}


def test_where_nothing_was_said_there_is_no_newest_comment(client, place):
    assert news_of(place, client).json()["last"] is None


def test_the_newest_comment_is_the_one_that_was_posted_last(client, place):
    newest = make.comment(place)
    make.comment(place, posted_at=timezone.now() - timedelta(days=3))  # came with an import

    assert news_of(place, client).json()["last"] == newest.pk


def test_a_held_comment_changes_nothing(client, place):
    make.comment(place)
    before = news_of(place, client).content

    make.comment(place, status=Comment.Status.HELD)

    assert news_of(place, client).content == before


def test_a_removed_comment_is_no_longer_told_of(client, place, mona):
    first, second = make.comment(place), make.comment(place)

    decisions.remove(second, mona)

    told = news_of(place, client).json()
    assert (told["count"], told["last"]) == (1, first.pk)


def test_another_discussion_is_not_told_of(client, place):
    make.comment(make.article().discussion)

    assert news_of(place, client).json()["count"] == 0
    assert news_of(place, client).json()["last"] is None


def test_a_discussion_that_an_editor_closed_is_not_open(client, place, mona):
    decisions.configure(place, mona, opening="closed", premoderated=False)

    assert news_of(place, client).json()["open"] is False


@pytest.mark.parametrize(
    ("opening", "age", "is_open"),
    [
        ("by_age", timedelta(days=7, seconds=-60), True),
        ("by_age", timedelta(days=7, seconds=1), False),
        ("open", timedelta(days=8), True),
    ],
)
def test_a_discussion_that_its_age_closed_is_not_open(client, policy, opening, age, is_open):
    policy(close_after_days=7)
    place = make.discussion(opening=opening, opened_at=timezone.now() - age)

    assert news_of(place, client).json()["open"] is is_open


@pytest.mark.parametrize("opened", [None, timedelta(hours=1)])
def test_there_is_none_of_what_is_not_public(client, db, opened):
    place = make.discussion(opened_at=opened and timezone.now() + opened)

    assert news_of(place, client).status_code == 404


@pytest.mark.parametrize("pk", [0, 2**63 - 1, 2**63, 10**40])
def test_there_is_none_of_what_never_was(client, place, pk):
    assert client.get(f"/discussions/{pk}/news/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_can_only_be_read(client, place, method):
    answer = getattr(client, method)(f"/discussions/{place.pk}/news/")

    assert answer.status_code == 405


def test_head_answers_without_a_body(client, place):
    answer = client.head(f"/discussions/{place.pk}/news/")

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_one_query_however_much_was_said(client, place, rows, django_assert_num_queries):
    for _ in range(rows):
        make.comment(place)

    with django_assert_num_queries(1):
        etag = news_of(place, client).headers["ETag"]
    with django_assert_num_queries(1):
        again = news_of(place, client, **{"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="tests/scale asks PostgreSQL, which plans by size"
)
def test_the_newest_is_the_first_entry_of_an_index(client, place):
    with CaptureQueriesContext(connection) as asked:
        news_of(place, client)

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert "comment_feed" in plan
    assert "TEMP B-TREE" not in plan


def test_a_shared_cache_may_answer_for_some_seconds(client, place):
    headers = news_of(place, client).headers

    assert headers["Cache-Control"] == ("public, max-age=0, s-maxage=20, stale-while-revalidate=20")
    assert "Cookie" not in headers.get("Vary", "")
    assert "Set-Cookie" not in headers


def test_a_member_is_told_the_same_and_it_is_as_public(client, place):
    for_all = news_of(place, client)
    client.force_login(make.member("nell"))

    for_nell = news_of(place, client)

    assert for_nell.content == for_all.content
    assert for_nell.headers["Cache-Control"] == for_all.headers["Cache-Control"]
    assert "Cookie" not in for_nell.headers.get("Vary", "")


# What the page gives the browser to ask with


def page_of(place, client) -> str:
    return client.get(place.url).content.decode()


def test_a_page_says_which_version_it_shows_and_how_often_to_ask(client, place, settings):
    settings.NEWS_EVERY = 45
    make.comment(place)
    place.refresh_from_db()

    page = page_of(place, client)

    assert f'data-news="/discussions/{place.pk}/news/"' in page
    assert f'data-version="{place.version}" data-count="1" data-every="45"' in page


def test_a_page_whose_discussion_is_closed_does_not_ask(client, place, mona):
    decisions.configure(place, mona, opening="closed", premoderated=False)

    assert "data-news" not in page_of(place, client)


def test_where_the_operator_wants_none_no_page_asks(client, place, settings):
    settings.NEWS_EVERY = 0

    assert "data-news" not in page_of(place, client)


def test_a_language_has_the_offer_in_each_of_its_plurals(monkeypatch):
    def russian(one, many, n):
        few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
        return "one" if n % 10 == 1 and n % 100 != 11 else "few" if few else "many"

    monkeypatch.setattr(tags, "ngettext", russian)

    assert tags._forms() == [(1, "one"), (2, "few"), (11, "many")]


def test_english_has_two(db):
    with translation.override("en"):
        assert [n for n, _words in tags._forms()] == [1, 2]


# The way to what is new


def test_the_permalink_hands_the_version_on_so_that_no_old_page_is_shown(client, place):
    said = make.comment(place)

    answer = client.get(f"/c/{said.pk}/?version=7")

    assert answer.url == f"{place.url}?version=7#comment-{said.pk}"


@pytest.mark.parametrize("given", ["", "x", "7&page=9", "1" * 20, "٧"])
def test_what_is_no_version_is_not_handed_on(client, place, given):
    said = make.comment(place)

    answer = client.get(f"/c/{said.pk}/", {"version": given})

    assert answer.url == f"{place.url}#comment-{said.pk}"
