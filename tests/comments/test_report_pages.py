"""Reporting through the client: the page anybody may keep, and what becomes of what is sent."""

import re
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils.html import escape

from forum.accounts.models import Standing
from forum.comments import hands, reporting
from forum.comments.models import Comment, Report
from tests import make

HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED
OWN = {"Sec-Fetch-Site": "same-origin"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
NOTE = "It names my street, and <b>my</b> house."


@pytest.fixture
def comment(policy):
    policy(report_threshold=2)
    return make.comment(make.article(slug="lamps").discussion, body="Look at *that*.")


def address(comment) -> str:
    return f"/c/{comment.pk}/report/"


def send(client, comment, *, headers=OWN, network="203.0.113.7", **fields):
    fields = {"reason": "private", "body": NOTE} | fields
    fields = {name: value for name, value in fields.items() if value is not None}
    return client.post(address(comment), fields, headers=headers, REMOTE_ADDR=network)


def assert_refused(response, status: int, says: str):
    """The form comes back with a sentence and every word; nobody may keep the answer."""
    page = response.content.decode()
    assert response.status_code == status
    assert says in unescape(page)
    assert escape(NOTE) in page
    assert response.headers["Cache-Control"] == "no-store"


def assert_chosen(response, reason="private"):
    assert re.search(rf'value="{reason}"[^>]* checked', response.content.decode())


# the page


def test_the_page_shows_the_comment_and_the_reasons(client, comment):
    response = client.get(address(comment))

    page = unescape(response.content.decode())
    assert response.status_code == 200
    assert "<em>that</em>" in page
    assert comment.name in page
    assert all(str(label) in page for label in Report.Reason.labels)
    assert 'name="robots" content="noindex"' in page


def test_any_cache_may_keep_the_page(comment):
    browser = Client(enforce_csrf_checks=True)

    for path in (address(comment), f"{address(comment)}?sent"):
        response = browser.get(path)

        assert response.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=60")
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "csrf" not in response.content.decode().lower()


def test_a_member_gets_a_page_that_nobody_keeps(client, comment, mona):
    client.force_login(mona)

    response = client.get(address(comment))

    assert "no-store" in response.headers["Cache-Control"]
    assert TOKEN.search(response.content.decode())


@pytest.mark.parametrize("depth", [1, 30])
def test_the_page_costs_the_same_wherever_the_comment_stands(
    client, comment, depth, django_assert_num_queries
):
    for _ in range(depth):
        comment = make.comment(parent=comment)

    with django_assert_num_queries(3):  # the comment; the policy, the menus of every page
        client.get(address(comment))


@pytest.mark.parametrize(("status", "code"), [(HELD, 404), (REMOVED, 410)])
def test_what_is_out_of_sight_is_not_shown(client, comment, status, code):
    hidden = make.comment(comment.discussion, status=status, body="Out of sight.")

    response = client.get(address(hidden))

    assert response.status_code == code
    assert "Out of sight." not in response.content.decode()


@pytest.mark.parametrize("query", ["", "?sent"])
def test_what_never_was_is_not_found(client, db, query):
    unopened = make.comment(make.discussion(opened_at=None))

    for pk in (0, 999_999, unopened.pk, make.comment(status=HELD).pk):
        assert client.get(f"/c/{pk}/report/{query}").status_code == 404


def test_a_closed_discussion_takes_reports(client, comment):
    type(comment.discussion).objects.update(opening="closed")

    assert client.get(address(comment)).status_code == 200
    assert send(client, comment).status_code == 303


# what is sent


def test_a_report_is_kept_and_thanked_for(client, comment):
    response = send(client, comment)

    made = Report.objects.get()
    assert response.status_code == 303
    assert response.headers["Location"] == f"{address(comment)}?sent"
    assert response.headers["Cache-Control"] == "no-store"
    assert (made.comment, made.reason, made.note) == (comment, "private", NOTE)
    assert re.fullmatch("network:[0-9a-f]{64}", made.reporter)
    assert "203.0.113.7" not in str(Report.objects.values().get())
    thanks = client.get(response.headers["Location"]).content.decode()
    assert "Thank you" in thanks
    assert f'href="/c/{comment.pk}/"' in thanks


def test_the_answer_gives_a_browser_its_hand(client, comment):
    other = make.comment()
    send(client, comment)
    token = client.cookies[hands.cookie_name()].value

    send(client, other)

    assert Report.objects.last().reporter == f"hand:{hands.key_of(token)}"


def test_a_member_reports_as_a_member_and_gets_no_cookie(client, comment, mona):
    client.force_login(mona)

    response = send(client, comment)

    assert Report.objects.get().member == mona
    assert hands.cookie_name() not in response.cookies


def test_a_double_click_is_thanked_for_twice_and_kept_once(client, comment):
    answers = [send(client, comment) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Report.objects.count() == 1


def test_one_network_does_not_take_a_comment_out_of_sight(comment):
    for _ in range(5):
        send(Client(), comment)

    comment.refresh_from_db()
    assert (comment.is_published, comment.open_reports) == (True, 1)


def test_nor_do_its_browsers_that_are_known_each_with_a_report(comment):
    for n in range(5):
        browser = Client()
        browser.cookies[hands.cookie_name()] = f"{n}" * 32
        send(browser, comment)

    comment.refresh_from_db()
    assert (comment.is_published, comment.open_reports) == (True, 5)


def test_a_browser_that_got_its_hand_with_the_first_report_is_known_by_it(client, comment):
    send(client, comment, reason="spam")
    send(client, comment, reason="private", body="It names me.")

    assert [made.reason for made in Report.objects.all()] == ["private"]


def test_after_the_last_report_the_thanks_lead_to_the_discussion(client, comment):
    send(Client(), comment, network="203.0.113.1")

    response = send(client, comment, network="203.0.113.2")

    comment.refresh_from_db()
    thanks = client.get(response.headers["Location"])
    assert comment.is_held
    assert thanks.status_code == 200
    assert f'href="{comment.discussion.get_absolute_url()}"' in thanks.content.decode()
    assert "that" not in re.search("<main.*</main>", thanks.content.decode(), re.DOTALL)[0].split()


def test_what_went_out_of_sight_while_somebody_wrote_is_reported(client, comment):
    Comment.objects.update(status=HELD)

    assert send(client, comment).status_code == 303
    assert Report.objects.get().note == NOTE


# what is refused keeps every word


def test_without_a_reason_it_is_asked_for(client, comment):
    assert_refused(send(client, comment, reason=None), 422, "Choose what is wrong with it.")
    assert_refused(send(client, comment, reason="boring"), 422, "boring")
    assert not Report.objects.exists()


@pytest.mark.parametrize("body", ["", " \n\u200b", None])
def test_something_else_without_words_is_asked_for_them(client, comment, body):
    response = send(client, comment, reason="other", body=body)

    assert response.status_code == 422
    assert "Tell us in a few words" in response.content.decode()
    assert_chosen(response, "other")


def test_a_note_that_is_too_long_comes_back_whole(client, comment):
    response = send(client, comment, body=NOTE + "ä" * 1000)

    assert_refused(response, 422, "1040 characters long; 1000 are allowed")
    assert "ä" * 1000 in response.content.decode()
    assert_chosen(response)


def test_more_than_one_person_can_add_comes_back_whole(client, comment):
    for letter in "abcd":
        assert send(client, comment, body=letter * 1000).status_code == 303

    response = send(client, comment, body=NOTE + "ä" * 960)

    assert_refused(response, 422, "would have 5008 characters; 5000 are allowed")
    assert "ä" * 960 in response.content.decode()
    assert Report.objects.get().note.endswith("d" * 1000)


def test_the_form_says_how_long_a_note_may_be(client, comment):
    page = client.get(f"/c/{comment.pk}/report/").content.decode()

    assert f"At most {reporting.NOTE_LENGTH} characters" in page


def test_the_own_comment_is_refused(client, comment):
    client.cookies[hands.cookie_name()] = "x" * 32
    Comment.objects.update(hand=hands.key_of("x" * 32))

    response = send(client, comment)

    assert_refused(response, 403, "This is your own comment")
    assert_chosen(response)


def test_a_suspended_reporter_is_told_so(client, comment, mona):
    Standing.objects.create(key=f"member:{mona.pk}", suspended_for_good=True)
    client.force_login(mona)

    assert_refused(send(client, comment), 403, "suspended")


def test_a_removed_comment_is_answered_kindly_and_not_shown(client, comment):
    Comment.objects.update(status=REMOVED)

    response = send(client, comment)

    assert_refused(response, 410, "A moderator has already removed this comment. Thank you")
    assert "<em>that</em>" not in response.content.decode()


def test_after_a_decision_it_is_told(client, comment):
    send(client, comment)
    reporting.resolve(comment, Report.Outcome.DISAGREED, comment.posted_at)

    response = send(client, comment, body=NOTE + " Again.")

    assert_refused(response, 409, "let it stand")


def test_too_many_reports_say_when_to_come_again(client, comment):
    client.cookies[hands.cookie_name()] = "x" * 32
    for _ in range(10):
        send(client, make.comment(comment.discussion))

    response = send(client, comment)

    assert_refused(response, 429, "many reports in a short time")
    assert int(response.headers["Retry-After"]) > 90
    assert re.search(r"Please wait \d+ minutes\.", response.content.decode())
    assert int(response.headers["Retry-After"]) > 0
    assert_chosen(response)


def test_a_report_of_what_never_was_gives_the_note_back(client, db):
    response = client.post("/c/999999/report/", {"reason": "spam", "body": NOTE}, headers=OWN)

    assert response.status_code == 404
    assert escape(NOTE) in response.content.decode()


def test_without_a_database_the_report_can_be_sent_again(client, comment):
    client.raise_request_exception = False

    def fail(execute, sql, params, many, context):
        raise OperationalError("gone")

    with connection.execute_wrapper(fail):
        response = send(client, comment)

    page = response.content.decode()
    assert response.status_code == 503
    assert escape(NOTE) in page
    assert '<input type="hidden" name="reason" value="private">' in page
    assert f'action="{address(comment)}"' in page


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_do_nothing(client, comment, method):
    response = getattr(client, method)(address(comment), headers=OWN)

    assert response.status_code == 405
    assert not Report.objects.exists()


@pytest.mark.parametrize("body", ["\x00", "a\x00b", "\ud800", "9" * 3_000_000, "%(x)s {{ x }}"])
def test_odd_notes_are_never_an_error_of_ours(client, comment, body):
    data = b"reason=spam&body=" + body.encode(errors="surrogatepass")

    response = client.generic(
        "POST", address(comment), data, "application/x-www-form-urlencoded", headers=OWN
    )

    assert response.status_code in (303, 413, 422)


# where it comes from, as for comments


@pytest.mark.parametrize("headers", [OWN, {"Origin": "http://testserver"}], ids=str)
def test_a_report_from_our_own_page_needs_no_token(comment, headers):
    assert send(Client(enforce_csrf_checks=True), comment, headers=headers).status_code == 303


def test_a_report_from_another_site_is_refused(comment):
    browser = Client(enforce_csrf_checks=True)

    response = send(browser, comment, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert escape(NOTE) in response.content.decode()
    assert not Report.objects.exists()


def test_a_browser_that_says_nothing_is_asked_to_confirm(comment):
    browser = Client(enforce_csrf_checks=True)
    asked = send(browser, comment, headers={})
    assert_refused(asked, 403, "Please confirm your report")
    assert_chosen(asked)
    assert not Report.objects.exists()
    token = TOKEN.search(asked.content.decode())[1]

    assert send(browser, comment, headers={}, csrfmiddlewaretoken=token).status_code == 303


def test_a_session_needs_its_token(comment, mona):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mona)
    assert_refused(send(browser, comment), 403, "Please confirm your report")
    token = TOKEN.search(browser.get(address(comment)).content.decode())[1]

    assert send(browser, comment, csrfmiddlewaretoken=token).status_code == 303
    assert Report.objects.get().member == mona


# beside every comment


def test_every_comment_that_is_shown_has_the_link(client, comment):
    gone = make.comment(comment.discussion, status=REMOVED)

    page = client.get(comment.discussion.url).content.decode()

    assert f'href="{address(comment)}"' in page
    assert f'href="{address(gone)}"' not in page


def test_the_same_again_after_a_moderator_let_it_stand_says_so(client, comment):
    send(client, comment)
    Report.objects.update(outcome=Report.Outcome.DISAGREED)

    assert_refused(send(client, comment), 409, "let it stand")
