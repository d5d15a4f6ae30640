"""Letters to the editors: written, kept, answered; on the public page and at the desk."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from forum.accounts.models import Standing
from forum.comments import hands
from forum.comments.rules import Commenter
from forum.moderation import decisions, letters
from forum.moderation.admin.letters import answer_url
from forum.moderation.models import Batch, Decision, Letter, Verb
from tests import make

ADDRESS = "/write-to-us/"
OWN = {"Sec-Fetch-Site": "same-origin"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
BODY = "You wrote <b>lamp</b>,\nbut it was a lantern."
LIST = reverse("admin:moderation_letter_changelist")


pytestmark = pytest.mark.django_db


def nell(**fields) -> Commenter:
    return Commenter("Nell", "nell@example.org", **{"network": "n", "hand": "h"} | fields)


def write(subject="A mistake", body=BODY, **fields) -> Letter:
    return letters.write(nell(**fields), subject, body)


def send(client, *, headers=OWN, network="203.0.113.7", **fields):
    typed = {"name": "Nell", "email": "Nell@example.org", "subject": "A mistake", "body": BODY}
    typed = {name: value for name, value in (typed | fields).items() if value is not None}
    return client.post(ADDRESS, typed, headers=headers, REMOTE_ADDR=network)


@pytest.fixture
def emma(db):
    return make.staff("emma", "moderation.view_letter", "moderation.change_letter")


# writing


def test_a_letter_is_kept_clean():
    letter = letters.write(nell(), " A\nmistake\x07 ", "One\r\ntwo.\x00 ", is_suspicious=True)

    letter.refresh_from_db()
    assert (letter.subject, letter.body) == ("A mistake", "One\ntwo.")
    assert (letter.name, letter.email, letter.member) == ("Nell", "nell@example.org", None)
    assert (letter.hand, letter.network, letter.is_suspicious) == ("h", "n", True)
    assert list(Letter.objects.open()) == [letter]
    assert not Letter.objects.answered().exists()


@pytest.mark.parametrize(("later", "count"), [(timedelta(minutes=9), 1), (letters.AGAIN, 2)])
def test_sent_again_it_is_the_same_letter(later, count):
    first = write()
    Letter.objects.update(made_at=timezone.now() - later)

    again = write()

    assert (again == first) is (count == 1)
    assert Letter.objects.count() == count


@pytest.mark.parametrize("other", [{"network": "m"}, {"subject": "Else"}, {"body": "Else."}])
def test_other_words_or_another_network_are_another_letter(other):
    write()
    write(**other)

    assert Letter.objects.count() == 2


def test_five_letters_of_a_network_in_ten_minutes_and_not_six():
    for n in range(5):
        write(f"Letter {n}")

    with pytest.raises(letters.TooMany) as refused:
        write("Letter 5")

    assert 0 < refused.value.retry_after <= 1200
    assert Letter.objects.count() == 5
    assert write("Letter 4") == Letter.objects.first()
    write("Letter 5", network="m")


def test_the_suspended_may_write(mona):
    Standing.objects.create(key=f"member:{mona.pk}", suspended_for_good=True)

    letter = letters.write(Commenter("Mona", mona.email, mona, "n"), "Why?", "Tell me.")

    assert letter.member == mona


# answering


def test_an_answer_and_its_log_line_are_one(emma):
    letter = write()

    batch = letters.answer(letter, emma)

    letter.refresh_from_db()
    (row,) = batch.decisions.all()
    assert (letter.answered_by, letter.answered_at) == (emma, batch.made_at)
    assert (row.verb, row.moderator, row.letter) == (Verb.ANSWER, emma, letter)
    assert row.before == {"answered_by": None, "answered_at": None}
    assert row.after["answered_by"] == emma.pk
    assert not Letter.objects.open().exists()


def test_an_answered_letter_can_be_opened_again(emma):
    letter = write()
    answered = letters.answer(letter, emma)

    reopened = letters.reopen(letter, emma)

    letter.refresh_from_db()
    assert (letter.answered_by, letter.answered_at) == (None, None)
    assert reopened.decisions.get().before == answered.decisions.get().after


def test_the_second_is_told_who_was_first(emma, mona):
    letter = write()
    letters.answer(letter, emma)

    with pytest.raises(decisions.AlreadyDecided) as already:
        letters.answer(letter, mona)
    assert already.value.sentence.startswith("already answered by Emma at ")

    letters.reopen(letter, emma)
    with pytest.raises(decisions.AlreadyDecided) as already:
        letters.reopen(letter, mona)
    assert already.value.sentence.startswith("already opened again by Emma at ")
    assert Decision.objects.count() == 2


def test_a_letter_that_was_never_answered_is_open_already(emma):
    with pytest.raises(decisions.AlreadyDecided) as already:
        letters.reopen(write(), emma)

    assert already.value.sentence


@pytest.mark.parametrize("verb", [letters.answer, letters.reopen])
def test_without_the_permission_nothing_changes(verb):
    letter = write()

    with pytest.raises(decisions.NotAllowed):
        verb(letter, make.staff("milo", "moderation.view_letter", "comments.moderate_comment"))

    letter.refresh_from_db()
    assert letter.answered_at is None
    assert not Batch.objects.exists()


def test_the_answer_quotes_the_letter_and_nothing_gets_out_of_its_place():
    letter = Letter(
        name="Nell", email="n&b@example.org", subject="A & b?\nBcc: x@y.example", body=BODY * 99
    )

    url = urlsplit(answer_url(letter))

    sent = parse_qs(url.query)
    assert (url.scheme, url.path) == ("mailto", "n%26b@example.org")
    assert sent["subject"] == [f"Re: {letter.subject}"]
    assert sent["body"][0].startswith("\r\n\r\nNell wrote:\r\n> You wrote <b>lamp</b>,\r\n> but")
    assert sorted(sent) == ["body", "subject"]
    assert len(answer_url(letter)) < 2000


# the page


def test_any_cache_may_keep_the_page():
    browser = Client(enforce_csrf_checks=True)

    for path in (ADDRESS, f"{ADDRESS}?sent"):
        response = browser.get(path)

        assert response.status_code == 200
        assert response.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=60")
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "csrf" not in response.content.decode().lower()


def test_the_page_asks_nothing_of_the_database_itself(client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the policy, the menus of every page
        client.get(ADDRESS)


def test_the_page_is_found_from_every_page(client):
    assert f'href="{ADDRESS}"' in client.get("/").content.decode()
    assert f'href="{ADDRESS}"' in client.get("/nothing/here/").content.decode()


def test_a_letter_is_thanked_for(client):
    response = send(client)

    letter = Letter.objects.get()
    assert response.status_code == 303
    assert response.headers["Location"] == f"{ADDRESS}?sent"
    assert response.headers["Cache-Control"] == "no-store"
    assert (letter.name, letter.email, letter.body) == ("Nell", "nell@example.org", BODY)
    assert not letter.is_suspicious
    assert "203.0.113.7" not in str(Letter.objects.values().get())
    assert "Thank you" in client.get(response.headers["Location"]).content.decode()


def test_the_hand_that_was_known_is_kept_with_it(client):
    send(client)
    send(client, subject="Another")

    token = client.cookies[hands.cookie_name()].value
    assert Letter.objects.first().hand == hands.key_of(token)


def test_the_form_has_a_trap_and_no_stamp(client):
    page = client.get(ADDRESS).content.decode()

    assert page.count('name="homepage"') == 1
    assert 'name="stamp"' not in page


def test_a_filled_trap_is_kept_and_marked(client):
    assert send(client, homepage="https://spam.example").status_code == 303
    assert Letter.objects.get().is_suspicious


def test_a_double_click_is_one_letter(client):
    assert [send(client).status_code for _ in range(2)] == [303, 303]
    assert Letter.objects.count() == 1


def test_a_member_need_not_say_who_they_are(client):
    carl = make.member("carl")
    client.force_login(carl)
    page = client.get(ADDRESS)
    assert "You write as <strong>Carl</strong>" in page.content.decode()
    assert 'name="email"' not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]

    send(client, name=None, email=None)

    letter = Letter.objects.get()
    assert (letter.member, letter.name, letter.email) == (carl, "Carl", carl.email)


def test_a_member_without_an_address_is_asked_for_one(client):
    carl = make.member("carl")
    type(carl).objects.update(email="")
    client.force_login(carl)

    assert 'name="email"' in client.get(ADDRESS).content.decode()


def assert_kept(response, status: int, body: str = BODY):
    assert response.status_code == status
    assert escape(body) in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": None},
        {"name": "\u200b\u2800"},
        {"name": "x" * 61},
        {"email": ""},
        {"email": "nell"},
        {"email": "nell@example.org\r\nBcc: bob@example.org"},
        {"subject": ""},
        {"subject": " \u2800"},
        {"subject": "x" * 201},
        {"subject": "a\x00b"},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(client, fields):
    response = send(client, **fields)

    assert_kept(response, 422)
    assert 'aria-invalid="true"' in response.content.decode()


@pytest.mark.parametrize("body", ["", " \n\u2800", None])
def test_an_empty_letter_is_not_sent(client, body):
    response = send(client, body=body)

    assert response.status_code == 422
    assert 'value="A mistake"' in response.content.decode()
    assert not Letter.objects.exists()


def test_a_letter_has_its_length(client):
    response = send(client, body="ä" * 20_001)
    assert_kept(response, 422, "ä" * 20_001)
    assert "20001 characters long; 20000 are allowed" in response.content.decode()

    assert send(client, body="ä" * 20_000).status_code == 303


def test_too_many_letters_say_when_to_come_again(client):
    for n in range(5):
        send(client, subject=f"Letter {n}")

    response = send(client, body=BODY + " Again.")

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 90
    assert re.search(r"Please wait \d+ minutes\.", response.content.decode())
    assert escape(BODY) in response.content.decode()
    assert Letter.objects.count() == 5


def test_without_a_database_the_letter_can_be_sent_again(client):
    client.raise_request_exception = False

    def fail(execute, sql, params, many, context):
        raise OperationalError("gone")

    with connection.execute_wrapper(fail):
        response = send(client)

    page = unescape(response.content.decode())
    assert response.status_code == 503
    assert BODY in page
    assert 'name="subject" value="A mistake"' in page
    assert f'action="{ADDRESS}"' in page


def test_a_letter_from_another_site_is_refused():
    response = send(Client(enforce_csrf_checks=True), headers={"Sec-Fetch-Site": "cross-site"})

    assert_kept(response, 403)


def test_a_browser_that_says_nothing_is_asked_to_confirm():
    browser = Client(enforce_csrf_checks=True)
    asked = send(browser, headers={})
    assert_kept(asked, 403)
    assert "Please confirm your letter" in asked.content.decode()
    token = TOKEN.search(asked.content.decode())[1]

    assert send(browser, headers={}, csrfmiddlewaretoken=token).status_code == 303


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_do_nothing(client, method):
    assert getattr(client, method)(ADDRESS, headers=OWN).status_code == 405


# the desk


@pytest.fixture
def desk(client, emma):
    client.force_login(emma)
    return client


def detail(letter) -> str:
    return reverse("admin:moderation_letter_change", args=[letter.pk])


def change(client, letter, verb):
    url = reverse("admin:moderation_letter_state", args=[letter.pk])
    return client.post(url, {"verb": verb}, follow=True)


def test_what_waits_stands_first_then_what_was_answered_last(desk, emma):
    one, two, three, four = (write(str(n)) for n in range(4))
    letters.answer(two, emma)
    letters.answer(one, emma)

    listed = desk.get(LIST).context["cl"].result_list

    assert list(listed) == [four, three, one, two]
    assert list(desk.get(f"{LIST}?state=open").context["cl"].result_list) == [four, three]
    assert list(desk.get(f"{LIST}?state=answered").context["cl"].result_list) == [one, two]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long(desk, emma, count, django_assert_max_num_queries):
    for n in range(count):
        letter = letters.write(nell(network=str(n)), str(n), BODY)
        letters.answer(letter, emma)

    with django_assert_max_num_queries(8):
        desk.get(LIST)


def test_a_letter_is_shown_as_text_with_a_link_to_answer(desk):
    letter = write("<i>Look</i>")
    other = write("An older one")

    page = desk.get(detail(letter)).content.decode()

    assert "You wrote &lt;b&gt;lamp&lt;/b&gt;,<br>" in page
    assert "<i>Look" not in page
    assert f'href="{escape(answer_url(letter))}"' in page
    assert detail(other) in page
    assert "Mark as answered" in page


def test_a_letter_is_marked_as_answered_and_opened_again(desk, emma):
    letter = write()

    page = change(desk, letter, "answer").content.decode()
    letter.refresh_from_db()
    assert letter.answered_by == emma
    assert "1 letter is answered." in page
    assert "Emma answered the letter" in page

    page = change(desk, letter, "reopen").content.decode()
    letter.refresh_from_db()
    assert letter.answered_by is None
    assert "1 letter waits again." in page


def test_the_second_editor_is_told_at_the_desk(desk, mona):
    letter = write()
    letters.answer(letter, mona)

    page = change(desk, letter, "answer").content.decode()

    assert "A mistake: Already answered by Mona at " in page


def test_several_are_answered_at_once(desk, mona):
    one, two, three = (write(str(n)) for n in range(3))
    letters.answer(two, mona)
    data = {"action": "answer", "_selected_action": [one.pk, two.pk, three.pk]}

    page = desk.post(LIST, data, follow=True).content.decode()

    assert "2 letters are answered." in page
    assert "1: Already answered by Mona" in page
    assert Letter.objects.answered().count() == 3


@pytest.mark.parametrize("verb", ["", "approve", "undo"])
def test_no_other_verb_is_taken(desk, verb):
    assert change(desk, write(), verb).status_code == 400


def test_nothing_is_added_changed_or_deleted(desk):
    letter = write()

    assert desk.get(reverse("admin:moderation_letter_add")).status_code == 403
    delete = reverse("admin:moderation_letter_delete", args=[letter.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    desk.post(detail(letter), {"subject": "Other"})
    letter.refresh_from_db()
    assert letter.subject == "A mistake"


@pytest.mark.parametrize("right", ["moderation.view_letter", "comments.moderate_comment"])
def test_who_may_not_answer_cannot(client, right):
    client.force_login(make.staff("milo", right))
    letter = write()
    may_read = right == "moderation.view_letter"

    assert client.get(LIST).status_code == (200 if may_read else 403)
    page = client.get(detail(letter))
    assert page.status_code == (200 if may_read else 403)
    assert "Mark as answered" not in page.content.decode()
    assert change(client, letter, "answer").status_code == 403
    letter.refresh_from_db()
    assert letter.answered_at is None


def test_nobody_without_an_account_reads_letters(client):
    letter = write()

    state = reverse("admin:moderation_letter_state", args=[letter.pk])
    for path in (LIST, detail(letter), state):
        assert client.get(path).headers["Location"].startswith("/admin/login/")
    assert client.post(state, {"verb": "answer"}).headers["Location"].startswith("/admin/login/")
    assert list(Letter.objects.open()) == [letter]
