"""The page that a reader lands on after posting: the same as for all, and theirs alone."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.comments import receipts
from forum.comments.models import Comment
from tests import make
from tests.comments.readers import (
    LINKS,
    assert_for_one_alone,
    landing,
    post,
    save,
    text_of,
    write,
)

REMOVED = Comment.Status.REMOVED


@pytest.fixture
def place(policy):
    policy(pause_seconds=0, person_limit=1_000, network_limit=1_000, edit_minutes=15)
    return make.article(slug="lamps").discussion


def test_after_posting_the_comment_has_a_notice_with_its_receipt(client, place):
    comment = write(client, place)

    page = client.get(landing(comment))

    assert_for_one_alone(page)
    assert "Your comment is up." in text_of(page)
    assert f'href="{receipts.url_of(comment)}#edit"' in text_of(page)
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', text_of(page))[1]
    assert canonical.endswith(place.url)


def test_where_nobody_may_edit_the_notice_does_not_say_so(client, place, policy):
    policy(edit_minutes=0)

    page = text_of(client.get(landing(write(client, place))))

    assert "Your comment is up." in page
    assert "Edit it until" not in page


def test_nobody_else_sees_the_page_after_posting(client, place):
    comment = write(client, place)

    answer = Client().get(landing(comment))

    assert (answer.status_code, answer.headers["Location"]) == (302, place.url)
    assert_for_one_alone(answer)


def test_nobody_else_sees_it_with_another_hand(client, place):
    comment = write(client, place)
    eve = Client()
    write(eve, place, name="Eve", email="eve@example.org", body="Let me see.")

    assert eve.get(landing(comment)).status_code == 302


def test_a_comment_without_a_hand_is_nobodys(client, place):
    """Imported ones have none, and neither has a browser that never posted."""
    comment = make.comment(place)
    assert comment.hand == ""

    assert client.get(landing(comment)).status_code == 302


def test_a_member_sees_it_by_their_account_alone(client, place, mona):
    client.force_login(mona)
    comment = write(client, place)
    assert "Your comment is up." in text_of(client.get(landing(comment)))

    client.logout()

    assert client.get(landing(comment)).status_code == 302


@pytest.mark.parametrize(
    "posted", ["", "x", "-1", "0", "9" * 5000, "٣", "1e3", "%00", "1&posted=2", "{pk}&utm=x"]
)
def test_what_names_no_comment_of_ones_own_leads_to_the_plain_page(client, place, posted):
    comment = write(client, place)

    answer = client.get(f"{place.url}?posted={posted.format(pk=comment.pk)}")

    assert answer.status_code == 302
    assert "posted" not in answer.headers["Location"]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_the_page_number_is_kept(client, place, policy):
    policy(threads_per_page=1)
    make.comment(place)
    comment = write(client, place)
    assert landing(comment) == f"{place.url}?page=2&posted={comment.pk}"

    assert "Your comment is up." in text_of(client.get(landing(comment)))
    elsewhere = Client().get(landing(comment))
    assert elsewhere.headers["Location"] == f"{place.url}?page=2"


def test_a_page_on_which_the_comment_does_not_stand_is_not_the_page(client, place, policy):
    policy(threads_per_page=1)
    make.comment(place)
    comment = write(client, place)

    assert client.get(f"{place.url}?posted={comment.pk}").headers["Location"] == place.url


def test_a_comment_of_another_discussion_is_not_shown_here(client, place):
    comment = write(client, place)
    other = make.article().discussion

    assert client.get(f"{other.url}?posted={comment.pk}").headers["Location"] == other.url


def test_the_page_after_posting_costs_one_query_more(client, place):
    path = landing(write(client, place))
    with CaptureQueriesContext(connection) as plain:
        client.get(place.url)

    with CaptureQueriesContext(connection) as posted:
        client.get(path)

    assert len(posted) == len(plain) + 1


# one's own comment while it waits


def waiting(client, place, **fields) -> Comment:
    held = write(client, place, body=LINKS, **fields)
    assert held.is_held
    return held


def test_its_author_sees_a_waiting_comment_where_it_will_stand(client, place):
    make.comment(place)
    held = waiting(client, place)

    mine, theirs = client.get(landing(held)), Client().get(place.url)

    assert_for_one_alone(mine)
    assert "Waiting for a moderator." in text_of(mine)
    assert "https://a.example" in text_of(mine)
    assert f'id="comment-{held.pk}"' in text_of(mine)
    assert "Comments (1)" in text_of(mine)
    assert "https://a.example" not in text_of(theirs)


def test_a_waiting_reply_stands_below_what_it_answers(client, place):
    parent = make.comment(place)
    make.comment(place)
    post(client, f"/c/{parent.pk}/reply/", body=LINKS, anyway="1")
    held = Comment.objects.get(name="Ann")

    page = text_of(client.get(landing(held)))

    assert page.index(f"comment-{parent.pk}") < page.index(f"comment-{held.pk}")
    assert page.index(f"comment-{held.pk}") < page.index(f"comment-{parent.pk + 1}")


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_waiting_thread_stands_on_the_page_it_will_have(client, place, policy, newest_first):
    policy(threads_per_page=2, newest_first=newest_first)
    for _ in range(3):
        make.comment(place)
    held = waiting(client, place)

    path = landing(held)

    assert path == f"{place.url}?{'' if newest_first else 'page=2&'}posted={held.pk}"
    ids = re.findall(r'id="comment-(\d+)"', text_of(client.get(path)))
    assert ids[0 if newest_first else -1] == str(held.pk)


def test_what_went_out_of_sight_by_an_edit_is_shown_to_its_author_at_its_place(client, place):
    comment = write(client, place)
    make.comment(place)

    save(client, comment, LINKS, anyway="1")

    comment.refresh_from_db()
    assert comment.is_held
    mine = text_of(client.get(landing(comment)))
    assert "Waiting for a moderator." in mine
    assert re.findall(r'id="comment-(\d+)"', mine)[0] == str(comment.pk)
    assert "https://a.example" not in text_of(Client().get(place.url))


def test_a_waiting_comment_can_be_neither_answered_nor_reported(client, place):
    held = waiting(client, place)

    page = text_of(client.get(landing(held)))

    assert f"/c/{held.pk}/reply/" not in page
    assert f"/c/{held.pk}/report/" not in page


def test_a_removed_comment_is_shown_to_nobody_on_a_page(client, place):
    comment = write(client, place)
    Comment.objects.update(status=REMOVED)

    assert client.get(landing(comment)).headers["Location"] == place.url
