"""What a reader sees when something is wrong: a page of the site, and their text given back."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from forum.comments.models import Comment
from tests import make

TEXT = "Well said, and <b>bold</b>."
SHOWN = "Well said, and &lt;b&gt;bold&lt;/b&gt;."
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def browser(client):
    client.raise_request_exception = False
    return client


def failing(error: Exception):
    """The database answers every question with `error`."""

    def fail(execute, sql, params, many, context):
        raise error

    return connection.execute_wrapper(fail)


def send(browser, place, path="/discussions/{}/comments/"):
    typed = {"name": "Ann", "email": "ann@example.org", "body": TEXT, "terms": "1"}
    return browser.post(path.format(place.pk), typed, headers=OWN)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")], ids=repr)
def test_without_a_database_the_text_is_given_back_with_a_time_to_come_again(browser, db, error):
    place = make.discussion()

    with failing(error):
        response = send(browser, place)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert response.headers["Cache-Control"] == "no-store"
    assert SHOWN in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "path", ["/", "/c/1/", "/terms/", "/2026/", "/nothing-here/", "/?p=12", "/sections/none/"]
)
def test_without_a_database_every_page_says_to_come_again(browser, db, path):
    with failing(OperationalError("gone")):
        response = browser.get(path)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert "The Lantern" in response.content.decode()


def test_without_a_database_a_member_is_told_the_same(browser, mona):
    browser.force_login(mona)
    place = make.discussion()

    with failing(OperationalError("gone")):
        answers = [browser.get("/"), browser.get("/admin/"), send(browser, place)]

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert SHOWN in answers[2].content.decode()


def test_an_error_of_ours_gives_the_text_back(browser, db):
    place = make.discussion()

    with failing(RuntimeError("a bug")):
        response = send(browser, place)

    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"
    assert SHOWN in response.content.decode()
    assert "a bug" not in response.content.decode()


def test_an_error_half_way_through_a_post_leaves_nothing(browser, db):
    place = make.discussion()

    def fail(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "discussion" in sql:
            raise RuntimeError("a bug")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        response = send(browser, place)

    assert response.status_code == 500
    assert SHOWN in response.content.decode()
    assert not Comment.objects.exists()
    place.refresh_from_db()
    assert (place.thread_count, place.version) == (0, 1)


def test_what_was_typed_for_an_address_that_is_not_there_is_given_back(browser, db):
    place = make.discussion()

    for path in ("/discussions/999999/comments/", "/c/999999/reply/", "/nothing-here/", "/x/{}/"):
        response = send(browser, place, path)

        assert response.status_code == 404
        assert SHOWN in response.content.decode(), path


def test_an_expired_form_of_the_desk_says_so(mona):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mona)

    response = browser.post("/admin/accounts/member/add/", {"username": "x"}, headers=OWN)

    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


def test_a_wrong_host_is_a_bad_request(browser):
    response = browser.get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "That request made no sense" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing-here/", 404), ("/c/0/", 404), ("/receipts/forged/", 404)]
)
def test_what_is_not_there_is_a_page_of_the_site_that_nobody_keeps(browser, db, path, status):
    response = browser.get(path)

    assert response.status_code == status
    assert "The Lantern" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
