"""How a form is sent and what comes back: asked first, refused at the field, told from machines."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from forum.accounts.models import Standing
from forum.comments import stamps, wordlists
from forum.comments.models import Comment, Finding, Policy
from forum.comments.spam import akismet
from tests import make
from tests.comments import akismet_server
from tests.comments.readers import LINKS, OWN, post, save, text_of, typed, write, write_at


@pytest.fixture
def place(policy):
    policy(pause_seconds=0, person_limit=1_000, network_limit=1_000)
    return make.article(slug="lamps").discussion


def list_word(word: str, which: str):
    wordlists.add([word], which)


def at_the_field(response, field: str) -> str:
    """What the form says at one of its fields."""
    pattern = rf'id="[^"]*-{field}_error">(.*?)</p>'
    return unescape(re.search(pattern, text_of(response), re.DOTALL)[1])


def given_back(response) -> str:
    return unescape(
        re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", text_of(response), re.DOTALL)[1]
    )


def stamp_in(response) -> str:
    return re.search(r'name="stamp" value="([^"]*)"', text_of(response))[1]


# asked first


@pytest.mark.parametrize("writes", ["post", "edit"])
def test_who_quotes_a_banned_word_is_asked_and_who_says_it_is_refused(
    client, place, policy, writes
):
    policy(edit_minutes=15)
    list_word("grommet", "banned")
    mine = write(client, place)

    def send(body, **fields):
        if writes == "edit":
            return save(client, mine, body, **fields)
        return post(client, write_at(place), body=body, **fields)

    refused = send("You grommet!", anyway="1")
    asked = send("> You grommet!\n\nNo need for that.")
    sent = send("> You grommet!\n\nNo need for that.", anyway="1")

    assert "is not said here" in at_the_field(refused, "body")
    assert "a moderator reads it first" in at_the_field(asked, "body")
    assert sent.status_code == 303
    newest = Comment.objects.order_by("-pk").first()
    assert (newest.is_held, found_in(newest)) == (True, ["suspect_word"])


def test_what_would_wait_is_asked_about_at_the_field_with_every_word_kept(client, place):
    answer = post(client, write_at(place), body=f"Look: {LINKS}")

    assert answer.status_code == 422
    assert "links" in at_the_field(answer, "body")
    assert given_back(answer) == f"Look: {LINKS}"
    assert 'value="Ann"' in text_of(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "where"),
    [({"body": LINKS}, "body"), ({"name": ""}, "name"), ({"terms": "7"}, "errors")],
)
def test_the_focus_is_led_to_the_first_error_and_nowhere_else(client, place, fields, where):
    answer = text_of(post(client, write_at(place), **fields))

    [tag] = [tag for tag in re.findall(r"<\w+[^>]*>", answer) if "autofocus" in tag]
    assert f'-{where}"' in tag
    assert "autofocus" not in text_of(client.get(write_at(place)))


def test_who_is_asked_has_two_ways_on(client, place):
    answer = text_of(post(client, write_at(place), body=LINKS))

    buttons = re.findall(r"<button[^>]*>", answer)
    assert [("anyway" in button) for button in buttons] == [False, True]

    assert "/receipts/" in post(client, write_at(place), body=LINKS, anyway="1")["Location"]
    assert "posted=" in post(client, write_at(place), body="Two lamps.")["Location"]


def test_who_is_not_asked_has_one_way_on(client, place):
    for answer in (client.get(write_at(place)), post(client, write_at(place), body="")):
        assert "anyway" not in text_of(answer)


def test_all_words_that_are_looked_at_are_named(client, place):
    list_word("grommet", "suspect")
    list_word("flange", "suspect")

    answer = post(client, write_at(place), body="A Gr0mmet and a flange.")

    said = at_the_field(answer, "body")
    assert "“Gr0mmet”" in said
    assert "“flange”" in said


def test_a_word_in_the_name_is_told_at_the_name(client, place):
    list_word("grommet", "suspect")

    answer = post(client, write_at(place), name="Grommet")

    assert "“Grommet”" in at_the_field(answer, "name")
    assert 'name="anyway"' in text_of(answer)


def test_a_banned_word_is_refused_at_the_field_where_it_stands(client, place):
    list_word("grommet", "banned")

    answer = post(client, write_at(place), body="Grommet!")

    assert answer.status_code == 422
    assert "“Grommet”" in at_the_field(answer, "body")
    assert "anyway" not in text_of(answer)
    assert given_back(answer) == "Grommet!"


def test_htmx_is_asked_in_place(client, place):
    parent = make.comment(place)
    headers = OWN | {"HX-Request": "true"}

    answer = client.post(f"/c/{parent.pk}/reply/", typed(body=LINKS), headers=headers)

    assert answer.status_code == 422
    assert "<html" not in text_of(answer)
    assert 'name="anyway"' in text_of(answer)


# refused


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"pause_seconds": 60}, "One at a time"),
        ({"person_limit": 1}, "You have posted a lot"),
        ({"network_limit": 1}, "from your network"),
    ],
)
def test_too_much_says_how_long_to_wait(client, place, policy, limits, sentence):
    for body in ("One.", "Two."):  # the first one's browser was not known yet
        write(client, place, body=body)
    policy(**limits)

    answer = post(client, write_at(place), body="Another thought.")

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 1200
    assert sentence in at_the_field(answer, "body")
    assert given_back(answer) == "Another thought."


def test_a_machine_that_keeps_no_cookie_is_counted_all_the_same(client, place, policy):
    """It gets a new hand with every answer: its address has to count."""
    policy(person_limit=2)

    answers = []
    for n in range(3):
        answers.append(post(client, write_at(place), body=f"Words {n}."))
        client.cookies.clear()

    assert [answer.status_code for answer in answers] == [303, 303, 429]


def test_a_reserved_name_is_refused_at_the_name(client, place):
    answer = post(client, write_at(place), name="Mоderator")  # with a Cyrillic o

    assert answer.status_code == 422
    assert "Mоderator" in at_the_field(answer, "name") or "Moderator" in at_the_field(
        answer, "name"
    )
    assert given_back(answer) == "Well said."


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        ({"suspended_for_good": True}, 403),
        ({"suspended_until": datetime(2100, 1, 1, tzinfo=timezone.get_current_timezone())}, 403),
        ({"suspended_until": datetime(2000, 1, 1, tzinfo=timezone.get_current_timezone())}, 303),
    ],
)
def test_who_is_suspended_keeps_their_words(client, place, standing, status):
    Standing.objects.create(key="email:ann@example.org", **standing)

    answer = post(client, write_at(place))

    assert answer.status_code == status
    if status == 403:
        assert "A moderator has" in at_the_field(answer, "body")
        assert given_back(answer) == "Well said."


def test_an_answer_in_a_locked_thread_can_be_posted_as_a_thread_of_its_own(client, place):
    parent = make.comment(place)
    Comment.objects.update(is_locked=True)

    answer = post(client, f"/c/{parent.pk}/reply/")

    assert answer.status_code == 403
    assert "locked" in at_the_field(answer, "body")
    assert f'action="{write_at(place)}"' in text_of(answer)
    assert given_back(answer) == "Well said."


# machines


def found_in(comment: Comment) -> list[str]:
    return [finding.rule for finding in comment.findings.all()]


@pytest.mark.parametrize("typed_there", ["https://spam.example", "x" * 100_000, "a\x00b"])
def test_what_fills_the_hidden_field_waits_and_is_not_lost(client, place, typed_there):
    comment = write(client, place, homepage=typed_there)

    assert (comment.body, comment.status) == ("Well said.", "held")
    assert found_in(comment) == ["trap"]


def test_nobody_is_told_of_the_trap(client, place):
    answer = post(client, write_at(place), homepage="https://spam.example")

    assert answer.status_code == 303
    page = text_of(client.get(answer["Location"]))
    assert "machine" not in page
    assert "spam.example" not in page


def test_the_hidden_field_is_hidden_by_the_style_sheet_alone(client, place):
    page = text_of(client.get(place.url))

    field = re.search(r"<[^>]*homepage[^>]*>\s*<label>(.*?)</label>", page, re.DOTALL)
    assert "Leave this field empty" in field[1]
    assert 'tabindex="-1"' in field[1]
    assert 'autocomplete="off"' in field[1]
    assert "style=" not in page


def test_a_page_for_everybody_says_its_day_alone(client, place):
    first, second = client.get(place.url), Client().get(place.url)

    assert stamp_in(first) == stamp_in(second) == stamps.of_day(timezone.now())


def test_a_page_for_one_reader_says_its_second(client, place):
    client.force_login(make.member("max"))

    for page in (client.get(place.url), client.get(write_at(place))):
        assert stamps.age(stamp_in(page), timezone.now()) < timedelta(seconds=60)


def test_who_answers_a_question_quickly_is_no_machine(client, place):
    asked = post(client, write_at(place), body=LINKS)
    assert asked.status_code == 422

    answered = post(client, write_at(place), body=LINKS, stamp=stamp_in(asked), anyway="1")

    assert answered.status_code == 303
    assert [found.rule for found in Finding.objects.all()] == ["links"]


def test_a_confirmation_is_quick_and_no_machine(place):
    browser = Client(enforce_csrf_checks=True)
    asked = browser.post(write_at(place), typed())
    assert asked.status_code == 403

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text_of(asked))[1]
    sent = typed(csrfmiddlewaretoken=token, stamp=stamp_in(asked))
    assert browser.post(write_at(place), sent).status_code == 303

    assert Comment.objects.get().is_published


@pytest.mark.parametrize(
    ("made", "age", "rules"),
    [
        (stamps.of_moment, timedelta(seconds=0), ["quick_form"]),
        (stamps.of_moment, timedelta(seconds=5), []),
        (stamps.of_moment, timedelta(hours=23), []),
        (stamps.of_moment, timedelta(hours=25), ["old_form"]),
        (stamps.of_day, timedelta(seconds=0), []),
        (stamps.of_day, timedelta(days=1), []),
        (stamps.of_day, timedelta(days=4), []),
        (stamps.of_day, timedelta(days=400), []),
    ],
)
def test_a_form_that_is_too_quick_or_too_old_waits(client, place, made, age, rules):
    comment = write(client, place, stamp=made(timezone.now() - age))

    assert found_in(comment) == rules


NOT_OURS = {
    None: "missing",
    "": "missing",
    "x": "forged",
    "2026-01-01:forged": "forged",
    "\x00": "forged",
    "9" * 100_000: "forged",
}


@pytest.mark.parametrize(("stamp", "wrong"), NOT_OURS.items(), ids=range(len(NOT_OURS)))
def test_without_a_stamp_of_ours_a_comment_waits_and_none_is_lost(client, place, stamp, wrong):
    comment = write(client, place, stamp=stamp)

    assert comment.is_held
    assert [(one.rule, one.evidence) for one in comment.findings.all()] == [
        ("no_stamp", {"stamp": wrong})
    ]


def test_nor_does_a_member_post_without_one(client, place):
    client.force_login(make.member("max"))

    assert found_in(write(client, place, stamp=None)) == ["no_stamp"]
    assert found_in(write(client, place, body="Words.", stamp=stamps.of_day(timezone.now()))) == []


def test_nor_are_words_changed_without_one(client, place, policy):
    policy(edit_minutes=15)
    comment = write(client, place)

    save(client, comment, stamp="")

    comment.refresh_from_db()
    assert (comment.status, found_in(comment)) == ("held", ["no_stamp"])


def test_what_its_own_form_sends_is_published(client, place):
    """Each of the forms that a guest can get, sent as it is."""
    parent = make.comment(place)
    for number, path in enumerate([place.url, write_at(place), f"/c/{parent.pk}/reply/"]):
        sent = {"body": f"Words {number}.", "stamp": stamp_in(client.get(path))}

        assert found_in(write(client, place, **sent)) == []


def test_the_traps_stand_in_the_form_for_new_words_as_well(client, place, policy):
    policy(edit_minutes=15)
    comment = write(client, place)

    save(client, comment, homepage="https://spam.example")

    comment.refresh_from_db()
    assert comment.is_held
    assert found_in(comment) == ["trap"]


# an outside service


@pytest.fixture
def service(settings, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    akismet.resume()
    with akismet_server.started() as server:
        settings.AKISMET_KEY, settings.AKISMET_URL = akismet_server.KEY, server.url
        settings.SITE_URL = akismet_server.BLOG
        yield server
    akismet.resume()


def test_the_service_is_told_what_was_posted_and_what_it_calls_spam_waits(client, place, service):
    parent = make.comment(place)
    fields = {"name": akismet_server.SPAMMER, "body": "Buy *it*."}

    client.post(
        f"/c/{parent.pk}/reply/",
        typed(**fields),
        headers=OWN | {"User-Agent": "Firefox"},
        REMOTE_ADDR="192.0.2.1",
    )

    [told] = service.fields("comment-check")
    assert told["comment_content"] == "Buy *it*."
    assert told["comment_author_email"] == "ann@example.org"
    assert (told["user_ip"], told["user_agent"]) == ("192.0.2.1", "Firefox")
    assert told["comment_type"] == "reply"
    assert told["permalink"].endswith(place.url)
    assert found_in(Comment.objects.get(name=akismet_server.SPAMMER)) == ["akismet"]


def test_the_service_is_asked_about_new_words(client, place, service):
    comment = write(client, place)

    save(client, comment, "New words.")

    assert [told["comment_content"] for told in service.fields("comment-check")] == [
        "Well said.",
        "New words.",
    ]


def test_a_service_that_fails_neither_holds_nor_refuses(client, place, service):
    service.mode = "failing"

    comment = write(client, place)

    assert comment.is_published
    assert [(one.rule, one.is_watched) for one in comment.findings.all()] == [
        ("akismet_unavailable", True)
    ]


def test_nobody_is_asked_before_the_form_is_filled_in(client, place, service):
    post(client, write_at(place), name="")
    Client(enforce_csrf_checks=True).post(write_at(place), typed())

    assert service.fields("comment-check") == []


# what it costs


@pytest.mark.parametrize("said", [1, 30])
def test_a_guests_post_asks_as_much_after_30_comments_as_after_1(
    client, place, said, django_assert_num_queries
):
    form = typed(body="Whoever lit that lamp keeps the keys as well.")
    wordlists.matcher(Policy.objects.current().words_version)  # read once a process
    for _ in range(said):
        make.comment(place)

    # Of these 2 are a savepoint; nothing is kept here, so that 1 reads the policy.
    with django_assert_num_queries(16):
        response = client.post(write_at(place), form, headers=OWN)

    assert response.status_code == 303
