"""The public page "How we moderate": true, cacheable, and silent about people."""

import time
from collections import Counter

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from forum.comments import editions
from forum.comments.models import Comment, Policy
from forum.comments.rules import BY_CODE, RULES, Watch
from forum.moderation import decisions, openness, views
from forum.moderation.figures import open as open_figures
from forum.web import kept as web_kept
from forum.web import release
from tests import make

URL = "/how-we-moderate/"


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()
    yield
    cache.clear()


def test_every_rule_is_told_to_readers():
    told = {*openness.REFUSED, *openness.HELD, *openness.TRAPS}

    assert told == {rule.code for rule in RULES if not isinstance(rule, Watch)}


def test_the_sentences_have_their_numbers():
    rules = openness.in_force(Policy(max_links=7), outside_service=True)

    assert "A comment with more than 7 links." in rules.held
    assert not [s for s in rules.refused + rules.held if "%(" in s or "%%" in s]


@pytest.mark.parametrize("mode", ["watch", "off"])
def test_a_rule_that_holds_nothing_is_not_told(mode):
    rules = openness.in_force(Policy(rule_modes={"links": mode}), outside_service=True)

    assert not [sentence for sentence in rules.held if "links" in sentence]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"close_after_days": 0}, "after publication"),
        ({"newcomer_comments": 0}, "new member"),
        ({"shouting_percent": 101}, "capitals"),
        ({"offender_percent": 101}, "90 days"),
        ({"spam_threshold": 101}, "learns from"),
        ({"pause_seconds": 0}, "seconds"),
    ],
)
def test_a_number_can_switch_a_rule_off(numbers, words):
    name = next(iter(numbers))
    on = openness.in_force(Policy(**{name: 5}), outside_service=False)
    off = openness.in_force(Policy(**numbers), outside_service=False)

    assert [s for s in on.refused + on.held if words in s]
    assert not [s for s in off.refused + off.held if words in s]


def test_the_outside_service_is_told_where_it_is_asked():
    asked = openness.in_force(Policy(), outside_service=True).held

    assert set(asked) - set(openness.in_force(Policy(), outside_service=False).held) == {
        "What an outside service takes for advertising."
    }


def test_traps_are_told_once_and_not_explained():
    held = openness.in_force(Policy(), outside_service=False).held

    assert [s for s in held if "machine" in s] == ["What looks as if a machine had sent it."]


def test_guests_are_told_that_they_stay_new():
    held = openness.in_force(Policy(newcomer_comments=3), outside_service=False).held

    assert (
        "Of a new member a moderator reads comments until 3 have appeared; of a guest, who writes "
        "without an account, every comment."
    ) in held


def test_guests_are_told_that_a_network_shares_its_pause():
    refused = openness.in_force(Policy(pause_seconds=10), outside_service=False).refused

    assert (
        "Between two comments of one member, or of guests from one network, lie at least 10 "
        "seconds."
    ) in refused


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("close_after_days", "Comments are taken for 1 day after publication."),
        ("max_length", "A comment has at most 1 character."),
        (
            "pause_seconds",
            "Between two comments of one member, or of guests from one network, lies at least 1 "
            "second.",
        ),
        ("person_limit", "A person posts at most 1 comment in ten minutes."),
        ("network_limit", "From one network comes at most 1 guest’s comment in ten minutes."),
        (
            "newcomer_comments",
            "Of a new member a moderator reads comments until 1 has appeared; of a guest, who "
            "writes without an account, every comment.",
        ),
        ("max_links", "A comment with more than 1 link."),
        ("twin_limit", "Words that more than 1 other person has posted in a day."),
        ("discussion_limit", "More than 1 comment in one discussion in an hour."),
    ],
)
def test_one_is_told_in_the_singular(number, sentence):
    rules = openness.in_force(Policy(**{number: 1}), outside_service=False)

    assert sentence in rules.refused + rules.held


def test_large_numbers_are_told_in_groups():
    rules = openness.in_force(Policy(max_length=10_000), outside_service=False)

    assert "A comment has at most 10,000 characters." in rules.refused


def test_large_counts_are_told_in_groups(client, db, monkeypatch):
    month = open_figures.Month(timezone.now(), 12_345, Counter(links=2_345), Counter(spam=1_234))
    monkeypatch.setattr(views.open_figures, "year", lambda at: open_figures.Year([month], None))

    text = client.get(URL).content.decode()

    assert "12,345 comments were posted." in text
    assert "<td>2,345</td>" in text
    assert text.count("1,234") == 2


def test_the_table_does_not_tell_which_trap_it_was(client, db):
    for number, code in enumerate(sorted(openness.TRAPS), start=1):
        make.comment(status="held", by=make.guest(str(number))).findings.create(rule=code)

    text = client.get(URL).content.decode()

    assert text.count("looks as if a machine had sent it") == 2  # a sentence, and a row
    assert not [code for code in openness.TRAPS if str(BY_CODE[code].label) in text]


def test_the_page_counts_and_names_nobody(client, mona):
    comment = make.comment(status="held", by=make.guest("Wendeline"), body="Buy a lamp, buy two.")
    comment.findings.create(rule="links")
    decisions.remove_as_spam(comment, mona)

    page = client.get(URL)

    text = page.content.decode()
    assert "many links" in text
    assert "advertising" in text
    assert not [said for said in ("Wendeline", "Mona", "Buy a lamp") if said in text]


def test_the_page_is_public(client, db):
    response = client.get(URL)

    assert response.status_code == 200
    assert "public" in response.headers["Cache-Control"]
    assert not response.cookies


def test_the_year_is_counted_once_and_not_for_every_edition(
    client, local_memory, counted, django_capture_on_commit_callbacks
):
    client.get(URL)
    with django_capture_on_commit_callbacks(execute=True):
        editions.rise()  # as if anything had changed on the site
    client.get(URL)

    assert len(counted) == 1


def test_a_reload_asks_for_the_edition_and_counts_nothing(
    client, local_memory, counted, django_assert_num_queries
):
    etag = client.get(URL).headers["ETag"]

    for asked in ({}, {"utm_source": "x"}):
        with django_assert_num_queries(1):
            assert client.get(URL, asked).status_code == 200
    with django_assert_num_queries(1):
        assert client.get(URL, headers={"if-none-match": etag}).status_code == 304
    assert len(counted) == 1


def test_a_member_makes_nobody_count_either(client, local_memory, counted, mona):
    client.force_login(mona)
    client.get(URL)

    client.get(URL)

    assert len(counted) == 1


def test_whoever_comes_while_it_is_counted_gets_the_last_counts(
    client, local_memory, counted, monkeypatch
):
    client.get(URL)
    later = time.time() + views.FRESH + 1
    monkeypatch.setattr(web_kept.time, "time", lambda: later)
    key = web_kept.digest(f"{release.fingerprint()} counts of a year".encode())
    cache.set(key, cache.get(key), None)
    cache.add(f"{key}:making", True, None)

    assert client.get(URL).status_code == 200
    assert len(counted) == 1


@pytest.fixture
def counted(db, monkeypatch):
    """The moments at which the year was counted."""
    moments, year = [], views.open_figures.year
    monkeypatch.setattr(views.open_figures, "year", lambda at: moments.append(at) or year(at))
    return moments


def test_an_empty_site_has_nothing_to_count(client, db):
    assert "There is nothing to count yet." in client.get(URL).content.decode()


def test_the_footer_leads_there(client, db):
    assert f'href="{reverse("moderation:openness")}"' in client.get("/rules/").content.decode()


def test_a_removal_without_a_reason_is_counted_too(client, mona):
    decisions.remove(make.comment(), mona, reason=Comment.Reason.OTHER)

    assert "against the rules" in client.get(URL).content.decode()
