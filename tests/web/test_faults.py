"""What a reader sees when something is wrong: a page of the site, and their text given back."""

import html5lib
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponseNotAllowed
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from forum.comments import stamps
from forum.comments.models import Comment
from forum.web import faults
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


def fields_of(response) -> dict[str, str]:
    """What the form of the page would send, if it can be sent at all."""
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    form = page.find(".//main//form[@method='post']")
    if form is None or form.find(".//button[@type='submit']") is None:
        return {}
    boxes = {area.get("name"): area.text for area in form.iter("textarea")}
    return boxes | {box.get("name"): box.get("value") for box in form.iter("input")}


def typed_today() -> dict[str, str]:
    """What the form of a public page sends when it has been filled in."""
    person = {"name": "Ann", "email": "ann@example.org"}
    return person | {"body": TEXT, "terms": "1", "stamp": stamps.of_day(timezone.now())}


def send(browser, place, path="/discussions/{}/comments/"):
    return browser.post(path.format(place.pk), typed_today(), headers=OWN)


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


@pytest.mark.parametrize("error", [OperationalError("gone"), RuntimeError("a bug")], ids=repr)
@pytest.mark.parametrize("path", ["/discussions/{}/comments/", "/discussions/{}/comments/?a=1&b=2"])
def test_what_failed_on_our_side_can_be_sent_again_from_the_page(browser, db, error, path):
    place = make.discussion()
    with failing(error):
        failed = send(browser, place, path)

    fields = fields_of(failed)

    assert fields == typed_today()
    page = failed.content.decode()
    assert f'action="{escape(path.format(place.pk))}"' in page
    assert "Try again" in page
    assert "readonly" not in page
    assert browser.post(path.format(place.pk), fields, headers=OWN).status_code == 303
    assert Comment.objects.published().get().body == TEXT


def test_a_member_who_sends_again_is_asked_to_confirm(mona):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(mona)
    place = make.discussion()
    path = f"/discussions/{place.pk}/comments/"
    with failing(OperationalError("gone")):
        failed = browser.post(path, {"body": TEXT, "terms": "1"}, headers=OWN)

    fields = fields_of(failed)
    again = browser.post(path, fields, headers=OWN)

    assert fields == {"body": TEXT, "terms": "1"}
    assert again.status_code == 403
    assert "csrfmiddlewaretoken" in again.content.decode()
    assert SHOWN in again.content.decode()


def test_what_is_sent_again_stays_on_this_site(browser, db):
    with failing(OperationalError("gone")):
        response = browser.post("//evil.example/", {"body": TEXT}, headers=OWN)

    assert 'action="//' not in response.content.decode()


@pytest.mark.parametrize("path", ["/discussions/999999/comments/", "/c/999999/reply/", "/x/"])
def test_what_cannot_be_sent_again_is_given_back_to_copy(browser, db, path):
    response = browser.post(
        path, {"name": "Ann", "email": "ann@example.org", "body": TEXT}, headers=OWN
    )

    page = response.content.decode()
    assert response.status_code == 404
    assert fields_of(response) == {}
    assert 'value="Ann"' in page
    assert 'value="ann@example.org"' in page
    assert page.count("readonly") == 3
    assert "Try again" not in page


def test_what_a_form_sends_unseen_is_sent_again(browser, db):
    """The choice to post anyway, the reason of a report: nothing is asked twice."""
    typed = {"body": TEXT, "subject": "A lamp", "anyway": "1", "reason": "spam", "stamp": "x:y"}
    with failing(OperationalError("gone")):
        failed = browser.post("/discussions/1/comments/", typed | {"homepage": ""}, headers=OWN)

    assert fields_of(failed) == typed


@pytest.mark.parametrize("fields", [{}, {"q": "lamps"}, {"body": ""}])
def test_a_post_that_is_no_comment_has_nothing_to_give_back(browser, db, fields):
    with failing(OperationalError("gone")):
        response = browser.post("/discussions/1/comments/", fields, headers=OWN)

    assert response.status_code == 503
    assert "<textarea" not in response.content.decode()


def test_an_answer_of_405_to_a_comment_gives_it_back(db):
    response = Client(enforce_csrf_checks=True).post("/", {"body": TEXT}, headers=OWN)

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert SHOWN in response.content.decode()
    assert "Try again" not in response.content.decode()


def test_an_answer_of_405_that_has_words_keeps_them(rf):
    def answer(request):
        return HttpResponseNotAllowed(["GET"], content=b"" if request.path == "/admin/" else b"No.")

    said = faults.WrongMethodMiddleware(answer)

    assert said(rf.put("/x/")).content == b"No."
    assert said(rf.put("/admin/")).content == b""


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
