"""The posting rules, each at both sides of its boundary."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forum.accounts.models import Member
from forum.comments import rules
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import Commenter, Draft, Hold, Refusal
from tests import make

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED


def draft(body="Well said.", *, place=None, author=None, parent=None, **numbers) -> Draft:
    """A draft that breaks no rule, but for what is given; `numbers` are of the policy."""
    return Draft(
        author=author or Commenter("Ann", "ann@example.org"),
        discussion=place or Discussion(opened_at=NOW - DAY),
        body=body,
        policy=Policy(**numbers),
        at=NOW,
        parent=parent,
    )


# closed


@pytest.mark.parametrize(
    ("opened_at", "closed"), [(NOW, False), (NOW + SECOND, True), (None, True)]
)
def test_a_discussion_opens_on_its_second(opened_at, closed):
    place = Discussion(opened_at=opened_at)

    assert rules.discussion_is_closed(draft(place=place)) is closed


@pytest.mark.parametrize(
    ("opening", "closed"), [("by_age", False), ("open", False), ("closed", True)]
)
def test_a_discussion_can_be_closed_by_hand(opening, closed):
    place = Discussion(opened_at=NOW - DAY, opening=opening)

    assert rules.discussion_is_closed(draft(place=place)) is closed


@pytest.mark.parametrize(
    ("age", "closed"), [(7 * DAY - SECOND, False), (7 * DAY, True), (700 * DAY, True)]
)
def test_a_discussion_closes_by_age_on_its_second(age, closed):
    place = Discussion(opened_at=NOW - age)

    assert rules.discussion_is_closed(draft(place=place, close_after_days=7)) is closed


def test_a_discussion_kept_open_does_not_age():
    place = Discussion(opened_at=NOW - 700 * DAY, opening="open")

    assert not rules.discussion_is_closed(draft(place=place, close_after_days=7))


def test_without_a_number_of_days_no_discussion_ages():
    place = Discussion(opened_at=NOW - 7000 * DAY)

    assert not rules.discussion_is_closed(draft(place=place, close_after_days=0))


# parent_gone


@pytest.mark.parametrize(("status", "gone"), [(PUBLISHED, False), (HELD, True), (REMOVED, True)])
def test_only_a_published_comment_can_be_answered(status, gone):
    assert rules.parent_is_gone(draft(parent=Comment(status=status))) is gone


def test_a_thread_needs_no_parent():
    assert not rules.parent_is_gone(draft(parent=None))


# empty


@pytest.mark.parametrize("body", ["", " \n\t ", "\u200b\u200d", "\u3164\u2800", "\u0301", "\ufeff"])
def test_what_leaves_no_ink_is_empty(body):
    assert rules.body_is_empty(draft(body))


@pytest.mark.parametrize("body", [">", "> >", "- \n- ", "[](http://x.example)", "> \u2800"])
def test_marks_around_nothing_are_empty(body):
    assert rules.body_is_empty(draft(body))


@pytest.mark.parametrize("body", ["&nbsp;&nbsp;", "> x", "#", "[](/here)", "[x](http://x.example)"])
def test_marks_that_are_seen_are_not(body):
    assert not rules.body_is_empty(draft(body))


@pytest.mark.parametrize(
    "body",
    ["x", ".", "1", "👍", "سلام", "—", "∞", "\u200bx"],
)
def test_what_leaves_ink_is_not(body):
    assert not rules.body_is_empty(draft(body))


# too_long


@pytest.mark.parametrize(("length", "too_long"), [(100, False), (101, True)])
@pytest.mark.parametrize("char", ["x", "🜁"])
def test_length_counts_characters(char, length, too_long):
    assert rules.body_is_too_long(draft(char * length, max_length=100)) is too_long


def test_the_sentence_about_length_names_both_numbers():
    too_long = draft("x" * 123, max_length=100)

    verdict = rules.judge(too_long)

    assert verdict.refusal.code == "too_long"
    sentence = rules.sentence(verdict.refusal, too_long)
    assert sentence == "That is 123 characters long; 100 are allowed."


def test_what_is_too_long_is_never_rendered(monkeypatch):
    monkeypatch.setattr(rules.text, "render", lambda body: pytest.fail("rendered"))

    assert rules.judge(draft("*" * 1_000_000)).refusal.code == "too_long"


# duplicate


def test_the_same_person_may_not_say_the_same_twice_in_a_discussion(db):
    place = make.discussion()
    make.comment(place, body="Well  SAID.", by=make.guest("Ann"))

    ann, bob = make.guest("Ann"), make.guest("Bob")
    assert rules.author_said_so_before(draft("well said.", place=place, author=ann))
    assert not rules.author_said_so_before(draft("well said!", place=place, author=ann))
    assert not rules.author_said_so_before(draft("well said.", place=place, author=bob))


def test_the_same_words_elsewhere_are_no_duplicate(db, ann):
    make.comment(body="Well said.", by=ann)

    assert not rules.author_said_so_before(draft(place=make.discussion(), author=ann))


def test_a_guest_with_a_members_address_did_not_say_what_the_member_said(mona):
    place = make.discussion()
    as_member = Commenter("Mona", mona.email, mona)
    make.comment(place, body="Well said.", by=as_member)

    guest = Commenter("Mona", mona.email)
    assert not rules.author_said_so_before(draft(place=place, author=guest))
    assert rules.author_said_so_before(draft(place=place, author=as_member))


# too_fast


@pytest.mark.parametrize(("ago", "too_fast"), [(9 * SECOND, True), (11 * SECOND, False)])
def test_a_guest_pauses_between_two_comments_anywhere(db, ann, ago, too_fast):
    make.comment(by=ann, posted_at=NOW - ago)

    assert rules.author_commented_just_now(draft(author=ann, pause_seconds=10)) is too_fast


def test_guests_of_one_network_pause_together(db):
    make.comment(by=make.guest("Ann"), network="a" * 64, posted_at=NOW - SECOND)

    same = Commenter("Bob", "bob@example.org", network="a" * 64)
    other = Commenter("Bob", "bob@example.org", network="b" * 64)
    assert rules.author_commented_just_now(draft(author=same))
    assert not rules.author_commented_just_now(draft(author=other))


def test_a_member_of_the_same_network_makes_no_guest_wait(mona):
    as_member = Commenter("Mona", mona.email, mona)
    make.comment(by=as_member, network="a" * 64, posted_at=NOW - SECOND)

    guest = Commenter("Ann", mona.email, network="a" * 64)
    assert not rules.author_commented_just_now(draft(author=guest))


def test_guests_of_unknown_networks_do_not_pause_together(db):
    make.comment(by=make.guest("Ann"), network="", posted_at=NOW - SECOND)

    assert not rules.author_commented_just_now(draft(author=make.guest("Bob")))


def test_a_member_pauses_after_their_own_comments_alone(db):
    carl = make.member("carl")
    as_member = Commenter("Carl", carl.email, carl, network="a" * 64)
    make.comment(by=make.guest("Ann"), network="a" * 64, posted_at=NOW - SECOND)

    assert not rules.author_commented_just_now(draft(author=as_member))
    make.comment(by=as_member, posted_at=NOW - SECOND)
    assert rules.author_commented_just_now(draft(author=as_member))


def test_staff_need_not_pause():
    staff = Commenter("Mona", "mona@example.org", Member(pk=1, is_staff=True))

    assert not rules.author_commented_just_now(draft(author=staff))


def test_a_pause_of_no_seconds_is_none(db, ann):
    make.comment(by=ann, posted_at=NOW)

    assert not rules.author_commented_just_now(draft(author=ann, pause_seconds=0))


# premoderated, links


@pytest.mark.parametrize("premoderated", [True, False])
def test_in_a_premoderated_discussion_all_is_held(premoderated):
    place = Discussion(opened_at=NOW, premoderated=premoderated)

    assert rules.discussion_is_premoderated(draft(place=place)) is premoderated


@pytest.mark.parametrize(
    ("body", "many"),
    [
        ("https://a.example and https://b.example", False),
        ("https://a.example, https://b.example, https://c.example", True),
        ("[a](https://a.example) <https://b.example> https://c.example", True),
        ("`https://a.example https://b.example https://c.example`", False),
        ("a.example, b.example, c.example", False),
    ],
)
def test_links_are_counted_as_readers_see_them(body, many):
    assert rules.body_has_too_many_links(draft(body, max_links=2)) is many


def test_with_no_link_allowed_one_is_too_many():
    assert rules.body_has_too_many_links(draft("https://a.example", max_links=0))


# judge


def test_what_breaks_no_rule_is_published(db):
    place = make.discussion(opened_at=NOW)

    verdict = rules.judge(draft(place=place))

    assert verdict == rules.Verdict(refusal=None, holds=())


def test_of_several_refusals_the_first_speaks():
    closed = Discussion(opened_at=NOW, opening="closed")

    verdict = rules.judge(draft("", place=closed, parent=Comment(status=REMOVED)))

    assert verdict.refusal.code == "closed"


def test_of_several_holds_all_are_kept(db):
    place = make.discussion(opened_at=NOW, premoderated=True)
    links = "https://a.example https://b.example https://c.example"

    verdict = rules.judge(draft(links, place=place))

    assert verdict.refusal is None
    assert [hold.code for hold in verdict.holds] == ["premoderated", "links"]


def test_a_refused_draft_is_not_held_as_well(db):
    place = make.discussion(premoderated=True, opening="closed")

    assert rules.judge(draft(place=place)).holds == ()


def test_codes_are_never_used_twice():
    codes = [rule.code for rule in rules.RULES]

    assert len(codes) == len(set(codes))
    assert all(isinstance(rule, (Refusal, Hold)) for rule in rules.RULES)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_finished_sentence(rule):
    sentence = rules.sentence(rule, replace(draft(), policy=Policy(pause_seconds=33)))

    assert sentence
    assert "%" not in sentence
