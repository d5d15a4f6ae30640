"""The hand: how one guest's browser is told from another, and what it never does."""

import re
from functools import partial

import pytest
from django.test import Client

from forum.comments import hands, receipts
from forum.comments.models import Comment
from tests import make
from tests.comments.readers import post, write, write_at


@pytest.fixture
def place(policy):
    policy(pause_seconds=0, person_limit=1_000, network_limit=1_000, edit_minutes=15)
    return make.article(slug="lamps").discussion


def test_the_answer_to_a_comment_gives_the_browser_a_hand(client, place):
    write(client, place)

    cookie = client.cookies["reader"]
    assert re.fullmatch(r"[\w-]{32}", cookie.value)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 365 * 24 * 3600
    assert Comment.objects.get().hand == hands.key_of(cookie.value)
    assert cookie.value not in str(Comment.objects.values().get())


def sent_twice(place, *, then=None, **other) -> tuple:
    """The answers to a form that is sent again before the first answer has come."""
    first = post(Client(), write_at(place))
    if then:
        then()
    return first, post(Client(**other), write_at(place))


def test_a_form_that_is_sent_twice_gets_one_hand(place):
    first, second = sent_twice(place)

    assert second.url == first.url
    assert "posted=" in first.url
    assert second.cookies["reader"].value == first.cookies["reader"].value


@pytest.mark.parametrize("minutes", [1, 2])
def test_a_form_that_is_sent_again_after_a_while_gets_another(place, monkeypatch, minutes):
    monkeypatch.setattr(hands, "time", lambda: 59.0)
    then = partial(monkeypatch.setattr, hands, "time", lambda: minutes * 60.0)

    first, second = sent_twice(place, then=then)

    is_same = second.cookies["reader"].value == first.cookies["reader"].value
    assert is_same == (minutes == 1)
    assert ("posted=" in second.url) == (minutes == 1)


@pytest.mark.parametrize("other", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_USER_AGENT": "Other"}])
def test_the_same_words_from_elsewhere_get_another_hand(place, other):
    first, second = sent_twice(place, **other)

    assert second.cookies["reader"].value != first.cookies["reader"].value
    assert "posted=" not in second.url


def test_over_https_the_hand_is_bound_to_this_host(client, place, settings):
    settings.SESSION_COOKIE_SECURE = True

    write(client, place)

    assert client.cookies["__Host-reader"]["secure"]
    assert not client.cookies["__Host-reader"]["domain"]


def test_a_browser_keeps_its_hand(client, place):
    first = write(client, place)

    assert write(client, place, body="And more.").hand == first.hand


@pytest.mark.parametrize("token", ["", "x", "x" * 31, "x" * 33, "x" * 31 + "é", "<script>" * 4])
def test_what_is_no_token_of_ours_is_no_hand(client, place, token):
    client.cookies["reader"] = token

    comment = write(client, place)

    assert comment.hand == hands.key_of(client.cookies["reader"].value)
    assert client.cookies["reader"].value != token


def test_a_member_needs_no_hand(client, place, mona):
    client.force_login(mona)

    assert write(client, place).hand == ""
    assert "reader" not in client.cookies


def test_no_page_gives_a_cookie_and_a_refusal_gives_none(client, place):
    comment = make.comment(place)
    pages = [place.url, f"/c/{comment.pk}/reply/", "/receipts/", receipts.url_of(comment)]

    answers = [client.get(path) for path in pages]
    answers.append(post(client, write_at(place), body=""))

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 422]
    for answer in answers:
        assert "Set-Cookie" not in answer.headers


def test_a_public_page_is_the_same_with_a_hand_and_without(client, place):
    write(client, place)

    with_hand, without = client.get(place.url), Client().get(place.url)

    assert with_hand.content == without.content
    assert with_hand.headers["Cache-Control"] == without.headers["Cache-Control"]
    assert "public" in with_hand.headers["Cache-Control"]
