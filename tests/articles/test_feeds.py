"""Feeds: what they cost, when they change, and what a reader who has them already is told."""

from time import time

import pytest
from django.utils.http import http_date

from articles import publishing
from forum.comments import posting
from forum.comments.models import Edition
from tests import make


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
