"""Rules about what was said before, asked of the comments of the past in the order of time."""

from copy import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from forum.comments import rehearsal, text
from forum.comments.models import Comment, Policy
from forum.comments.rehearsal import rehearse
from forum.comments.rules import BY_CODE, Commenter, Draft
from tests import make

SLOGAN = "Everybody says exactly these words."
HAND, NETWORK = "a" * 64, "b" * 64
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
NOW = timezone.now()


def proposed(**numbers) -> Policy:
    policy = copy(Policy.objects.current())
    for name, value in numbers.items():
        setattr(policy, name, value)
    return policy


def caught(code: str, **numbers) -> list[int]:
    """The comments to which this rule would have applied, in the order of time."""
    effects = rehearse(proposed(**numbers)).effects
    [effect] = [effect for effect in effects if effect.rule.code == code]
    samples = [sample.pk for fate in effect.all.samples.values() for sample in fate]
    assert effect.all.total == len(samples)
    return sorted(samples)


def said(ago: timedelta, by: Commenter, body: str = "", **fields) -> int:
    body = body or f"Words of {ago}."
    return make.comment(by=by, body=body, posted_at=NOW - ago, **fields).pk


@pytest.mark.parametrize(
    ("most", "ages", "caught_"),
    [(2, [3, 2, 1, 0], [3]), (1, [3, 2, 1, 0], [2, 3]), (3, [3, 2, 1, 0], [])],
)
def test_twins_are_counted_when_they_were_said(policy, most, ages, caught_):
    policy(rule_modes={"twins": "off"})
    made = [said(age * MINUTE, make.guest(), SLOGAN) for age in ages]

    found = caught("twins", twin_limit=most, rule_modes={})

    assert found == [made[index] for index in caught_]


def test_twins_of_one_person_or_of_another_day_are_no_campaign(policy):
    policy(rule_modes={"twins": "off"})
    ann = make.guest("Ann")
    for days in (9, 6, 3):
        said(days * DAY, make.guest(), SLOGAN)
    for minutes in (3, 2, 1):
        said(minutes * MINUTE, ann, SLOGAN)

    assert caught("twins", twin_limit=0, rule_modes={}) == []


def test_a_member_is_new_until_so_many_were_published_and_a_guest_always(mona):
    carl = make.member("carl")
    as_carl = Commenter("Carl", carl.email, carl)
    made = [said(days * DAY, as_carl) for days in (4, 3, 2)]
    guests = said(DAY, make.guest("Ann"))
    said(DAY, Commenter("Mona", mona.email, mona))

    assert caught("newcomer", newcomer_comments=1) == sorted([made[0], guests])
    assert caught("newcomer", newcomer_comments=2) == sorted([*made[:2], guests])


def test_what_a_member_published_before_the_span_counts(db):
    carl = make.member("carl")
    as_carl = Commenter("Carl", carl.email, carl)
    for days in (9, 8, 7, 6):
        said(days * DAY, as_carl)

    [effect] = rehearse(proposed(newcomer_comments=3), span=1).effects

    assert effect.all.total == 0


@pytest.mark.parametrize(("percent", "is_caught"), [(40, True), (41, False)])
def test_a_repeat_offender_is_one_from_the_moment_they_are(policy, percent, is_caught):
    policy(offender_percent=101)
    ann = make.guest("Ann")
    for days, status in [(6, "removed"), (5, "removed"), (4, "published"), (3, "published")]:
        said(days * DAY, ann, status=status)
    fifth = said(2 * DAY, ann)
    sixth = said(DAY, ann)

    found = caught("offender", offender_percent=percent)

    assert fifth not in found
    assert (sixth in found) is is_caught


def test_an_offender_is_known_by_the_browser_not_by_the_address_they_typed(policy):
    policy(offender_percent=101)
    ann = make.guest("Ann")
    for days in range(8, 3, -1):
        said(days * DAY, ann, status="removed", hand=HAND)
    by_address = said(3 * DAY, ann, hand="f" * 64)
    without_token = said(2 * DAY, ann)
    by_browser = said(DAY, make.guest("Una"), hand=HAND)

    found = caught("offender", offender_percent=40)

    assert by_browser in found
    assert not {by_address, without_token} & set(found)


def test_what_was_removed_long_before_is_forgotten(db):
    ann = make.guest("Ann")
    for days in range(100, 94, -1):
        said(days * DAY, ann, status="removed")

    assert said(DAY, ann) not in caught("offender", offender_percent=1)


def test_the_same_words_by_the_same_person_here_are_a_duplicate(policy):
    policy(rule_modes={"duplicate": "off"})
    place, ann = make.discussion(), make.guest("Ann")
    first = said(3 * DAY, ann, "Well said.", discussion=place)
    again = said(2 * DAY, ann, "well  SAID.", discussion=place)
    by_browser = said(DAY, make.guest("Nan"), "Well said.", discussion=place, hand=HAND)
    again_by_browser = said(MINUTE, make.guest("Una"), "Well said.", discussion=place, hand=HAND)
    said(MINUTE, ann, "Well said.")
    said(MINUTE, make.guest("Bob"), "Well said.", discussion=place)

    assert caught("duplicate", rule_modes={}) == [again, again_by_browser]
    assert {first, by_browser}.isdisjoint(caught("duplicate", rule_modes={}))


@pytest.mark.parametrize(("pause", "is_caught"), [(30, False), (31, True)])
def test_a_longer_pause_would_have_refused_what_came_sooner(policy, pause, is_caught):
    policy(pause_seconds=0)
    said(60 * SECOND, make.guest("Ann"), network=NETWORK)
    soon = said(30 * SECOND, make.guest("Bob"), network=NETWORK)
    said(30 * SECOND, make.guest("Cyd"), network="c" * 64)

    assert caught("too_fast", pause_seconds=pause) == ([soon] if is_caught else [])


@pytest.mark.parametrize(("allowed", "caught_"), [(3, []), (2, [2])])
@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("too_many", "person_limit"),
        ("network_too_many", "network_limit"),
        ("flood", "discussion_limit"),
    ],
)
def test_a_lower_limit_would_have_met_what_was_over_it(policy, code, number, allowed, caught_):
    place, ann = make.discussion(), make.guest("Ann")
    said(90 * MINUTE, ann, network=NETWORK, discussion=place)
    made = [said(age * MINUTE, ann, network=NETWORK, discussion=place) for age in (9, 6, 3)]

    assert caught(code, **{number: allowed}) == [made[index] for index in caught_]


def test_the_past_goes_by_the_clock_not_by_the_number(policy):
    """What was moved in from elsewhere has newer numbers and is older."""
    policy(pause_seconds=0)
    later = said(10 * SECOND, make.guest("Ann"))
    said(20 * SECOND, make.guest("Ann"))

    assert caught("too_fast", pause_seconds=15) == [later]


def test_staff_are_spared_as_they_were(mona):
    as_mona = Commenter("Mona", mona.email, mona)
    for minutes in (3, 2, 1):
        said(minutes * MINUTE, as_mona)

    assert caught("too_many", person_limit=1) == []


@pytest.mark.parametrize("comments", [2, 30])
def test_it_costs_two_queries_more(policy, comments, django_assert_num_queries):
    for _ in range(comments):
        make.comment(body=SLOGAN)
    harsh = proposed(
        twin_limit=0, person_limit=1, network_limit=1, discussion_limit=1, newcomer_comments=5
    )

    with django_assert_num_queries(4):
        rehearse(harsh)


def test_a_past_that_is_told_is_the_one_that_is_looked_up(db):
    """The rules get the same answers from memory and from the database."""
    place, ann = make.discussion(), make.guest("Ann", network=NETWORK, hand=HAND)
    for age, status in [(9, "removed"), (8, "published"), (7, "held"), (6, "published")]:
        given = {"network": NETWORK, "hand": HAND, "discussion": place, "status": status}
        said(age * MINUTE, ann, **given)
    for age in (5, 4, 3):
        said(age * MINUTE, make.guest(), SLOGAN, discussion=place)
    last = Comment.objects.get(pk=said(MINUTE, ann, SLOGAN, discussion=place, hand=HAND))

    told = rehearsal.memory.remember(10)[last.pk]
    numbers = {"twin_limit": 5, "pause_seconds": 3600}
    edited = Draft(ann, place, SLOGAN, Policy(**numbers), last.posted_at, edits=last)

    for name in ("decided", "own_twin", "said_last"):
        assert getattr(told, name) == getattr(edited.past, name), name
    assert told.twins[0] == edited.past.twins[0] == 3
    assert text.fingerprint(SLOGAN) == last.fingerprint


def test_every_rule_of_the_past_is_rehearsed():
    assert all(BY_CODE[code].replays for code in rehearsal.replay.OF_THE_PAST)
