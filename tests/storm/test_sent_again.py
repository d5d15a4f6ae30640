"""One form that arrives five times at once, at two servers, is one comment.

Over HTTP, on SQLite and on PostgreSQL alike: a double click, a browser that tries again, a proxy
that does. Whoever sent it is led to the same place each time.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from forum.comments import integrity, receipts
from forum.comments.models import Comment
from tests import make
from tests.comments import readers
from tests.storm import servers

TIMES = 5
PATIENCE = 60  # seconds
OWN = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def ports(django_db_setup, django_db_blocker) -> Iterator[list[int]]:
    with django_db_blocker.unblock(), servers.running(connection, 2) as both:
        yield both


@pytest.fixture
def place(transactional_db, policy):
    policy()  # the numbers as they are: a retry is not too fast, and no duplicate
    return make.discussion()


def cookies_of(who: str) -> list[dict[str, str]]:
    """What the browser brings each of the five times."""
    match who:
        case "a known guest":
            return [{"reader": "r" * 32}] * TIMES
        case "a new guest":  # the cookie of the first answer never came
            return [{}] * TIMES
        case "a guest whose cookies go":
            return [{"reader": f"{n}" * 32} for n in range(TIMES)]
    client = Client()
    client.force_login(make.member("ann"))
    session = client.cookies["sessionid"].value
    return [{"sessionid": session, "csrftoken": "t" * 32}] * TIMES


def send_all_at_once(ports, path: str, typed: dict, cookies) -> list[tuple[int, str, str]]:
    """(status, Location, Set-Cookie without its end) of each answer."""
    gate = Barrier(TIMES)

    def send(number: int) -> tuple[int, str, str]:
        there = HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=PATIENCE)
        crumbs = "; ".join(f"{name}={value}" for name, value in cookies[number].items())
        gate.wait(PATIENCE)
        there.request("POST", path, urlencode(typed), OWN | ({"Cookie": crumbs} if crumbs else {}))
        answer = there.getresponse()
        answer.read()
        there.close()
        cookie, _, _ = (answer.headers["Set-Cookie"] or "").partition(";")
        return answer.status, answer.headers["Location"], cookie

    with ThreadPoolExecutor(TIMES) as clients:
        return list(clients.map(send, range(TIMES)))


def where(address: str) -> tuple[str, str | int]:
    """The receipt of a comment, or the place where everybody reads it."""
    path, fragment = urlsplit(address).path, urlsplit(address).fragment
    _receipts, is_receipt, token = path.partition(reverse("comments:receipts"))
    return ("receipt", receipts.comment_of(token.strip("/")).pk) if is_receipt else (path, fragment)


@pytest.mark.parametrize("body", ["Well said.", readers.LINKS], ids=["published", "held"])
@pytest.mark.parametrize("is_reply", [False, True], ids=["thread", "reply"])
@pytest.mark.parametrize(
    "who", ["a known guest", "a new guest", "a guest whose cookies go", "a member"]
)
def test_a_form_that_arrives_five_times_is_one_comment(ports, place, who, is_reply, body):
    parent = make.comment(place) if is_reply else None
    path = reverse("comments:reply", args=[parent.pk]) if parent else readers.write_at(place)
    typed = readers.typed(body=body, anyway="1", csrfmiddlewaretoken="t" * 32)

    answers = send_all_at_once(ports, path, typed, cookies_of(who))

    made = Comment.objects.get(body=body)
    assert made.is_published == (body != readers.LINKS)
    assert [status for status, _address, _cookie in answers] == [303] * TIMES
    assert len({where(address) for _status, address, _cookie in answers}) == 1
    if who != "a guest whose cookies go":  # whose five forms are five browsers'
        assert len(set(answers)) == 1
    assert list(integrity.problems()) == []
