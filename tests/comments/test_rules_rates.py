"""Rules about how often, each at both sides of its boundary."""

from datetime import timedelta

import pytest

from forum.accounts.limits import Limit, Use
from forum.accounts.models import Member
from forum.comments.models import Discussion, Policy
from forum.comments.rules import BY_CODE, Commenter, rates
from tests import make
from tests.comments.drafting import ANN, HOUR, NOW, SECOND, draft, on_post_and_edit

NETWORK, OTHER = "a" * 64, "b" * 64
HAND = "c" * 64

# too_fast


@on_post_and_edit
@pytest.mark.parametrize(
    ("ago", "seconds"),
    [
        (timedelta(0), 10),
        (9 * SECOND, 1),
        (10 * SECOND - timedelta(microseconds=1), 1),
        (10 * SECOND, None),
        (11 * SECOND, None),
    ],
)
def test_a_guest_pauses_between_two_comments_anywhere(db, edits, ago, seconds):
    make.comment(by=ANN, posted_at=NOW - ago)

    found = rates.author_commented_just_now(draft(edits=edits, pause_seconds=10))

    assert found == (seconds and {"seconds": seconds})


@on_post_and_edit
@pytest.mark.parametrize(("network", "waits"), [(NETWORK, True), (OTHER, False)])
def test_guests_of_one_network_pause_together(db, edits, network, waits):
    make.comment(by=make.guest("Ann"), network=NETWORK, posted_at=NOW - SECOND)

    bob = Commenter("Bob", "bob@example.org", network=network)
    assert bool(rates.author_commented_just_now(draft(author=bob, edits=edits))) is waits


def test_one_browser_is_one_person(db):
    make.comment(by=make.guest("Ann"), hand=HAND, posted_at=NOW - SECOND)

    same = Commenter("Bob", "bob@example.org", hand=HAND)
    assert rates.author_commented_just_now(draft(author=same))


def test_a_member_of_the_same_network_makes_no_guest_wait(mona):
    as_member = Commenter("Mona", mona.email, mona)
    make.comment(by=as_member, network=NETWORK, posted_at=NOW - SECOND)

    guest = Commenter("Ann", mona.email, network=NETWORK)
    assert not rates.author_commented_just_now(draft(author=guest))


def test_guests_of_unknown_networks_do_not_pause_together(db):
    make.comment(by=make.guest("Ann"), network="", posted_at=NOW - SECOND)

    assert not rates.author_commented_just_now(draft(author=make.guest("Bob")))


def test_a_member_pauses_after_their_own_comments_alone(db):
    carl = make.member("carl")
    as_member = Commenter("Carl", carl.email, carl, network=NETWORK)
    make.comment(by=make.guest("Ann"), network=NETWORK, posted_at=NOW - SECOND)

    assert not rates.author_commented_just_now(draft(author=as_member))
    make.comment(by=as_member, posted_at=NOW - SECOND)
    assert rates.author_commented_just_now(draft(author=as_member))


def test_staff_need_not_pause():
    staff = Commenter("Mona", "mona@example.org", Member(pk=1, is_staff=True))

    assert not BY_CODE["too_fast"].find(draft(author=staff))


def test_a_pause_of_no_seconds_is_none(db):
    make.comment(by=ANN, posted_at=NOW)

    assert not rates.author_commented_just_now(draft(pause_seconds=0))


def test_nobody_waits_for_the_comment_they_change(db):
    mine = make.comment(by=ANN, posted_at=NOW - SECOND)

    assert rates.author_commented_just_now(draft())
    assert not rates.author_commented_just_now(draft(edits=mine))


# too_many, network_too_many, flood


@on_post_and_edit
@pytest.mark.parametrize(
    ("name", "asks"),
    [
        (rates.PERSON, rates.author_posted_too_much),
        (rates.NETWORK, rates.network_posted_too_much),
        (rates.DISCUSSION, rates.discussion_is_flooded),
    ],
)
@pytest.mark.parametrize(("count", "over"), [(3, False), (4, True)])
def test_the_limit_is_the_last_that_passes(edits, name, asks, count, over):
    uses = [
        Use("others", Limit("other", HOUR, 3), 99, NOW + HOUR),
        Use("this", Limit(name, HOUR, 3), count, NOW + HOUR),
    ]

    found = asks(draft(edits=edits, uses=uses))

    assert found == ({"count": 4, "limit": 3, "seconds": 3600} if over else None)


def keys(author) -> list[str]:
    counted = rates.limits_of(author, Discussion(pk=7), Policy())
    return [f"{limit.name} {key}" for key, limit in counted]


@pytest.mark.parametrize(
    ("author", "counted"),
    [
        (ANN, ["person email:ann@example.org"]),
        (
            Commenter("Ann", "ann@example.org", None, NETWORK, HAND),
            [f"person hand:{HAND}", f"network network:{NETWORK}"],
        ),
        (Commenter("Carl", "c@example.org", Member(pk=3), NETWORK, HAND), ["person member:3"]),
        (Commenter("Mona", "m@example.org", Member(pk=1, is_staff=True), NETWORK), []),
        (Commenter("Ann", ""), []),
    ],
    ids=["guest without a browser's token", "guest", "member", "staff", "nobody"],
)
def test_a_comment_counts_against_person_network_and_discussion(author, counted):
    assert keys(author) == ["discussion discussion:7", *counted]


@pytest.mark.parametrize(
    ("author", "counted"),
    [
        (ANN, [("attempts of a person email:ann@example.org", 50)]),
        (
            Commenter("Ann", "ann@example.org", None, NETWORK, HAND),
            [(f"attempts of a network network:{NETWORK}", 150)],
        ),
        (
            Commenter("Carl", "c@example.org", Member(pk=3), NETWORK, HAND),
            [("attempts of a person member:3", 50)],
        ),
        (Commenter("Mona", "m@example.org", Member(pk=1, is_staff=True), NETWORK), []),
        (Commenter("Ann", ""), []),
    ],
    ids=["guest of no known network", "guest", "member", "staff", "nobody"],
)
def test_an_attempt_counts_against_five_times_what_may_be_posted(author, counted):
    spent = rates.attempts_of(author, Policy(person_limit=10, network_limit=30))

    assert [(f"{limit.name} {key}", limit.allowed) for key, limit in spent] == counted


@pytest.mark.parametrize(("count", "over"), [(3, False), (4, True)])
@pytest.mark.parametrize(
    ("name", "asks"),
    [
        (rates.ATTEMPTS_OF_A_PERSON, rates.author_posted_too_much),
        (rates.ATTEMPTS_OF_A_NETWORK, rates.network_posted_too_much),
    ],
)
def test_attempts_have_their_own_limit(name, asks, count, over):
    uses = [Use("this", Limit(name, HOUR, 3), count, NOW + HOUR)]

    assert bool(asks(draft(uses=uses))) is over


def test_nobody_can_use_up_anothers_limit_by_typing_their_address():
    ann, thief = (Commenter("Ann", "ann@example.org", hand=hand) for hand in ("a" * 64, "b" * 64))

    assert not set(keys(ann)[1:]) & set(keys(thief)[1:])


def test_the_numbers_are_the_policys():
    author = Commenter("Ann", "ann@example.org", None, NETWORK, HAND)
    policy = Policy(discussion_limit=1, person_limit=2, network_limit=3)

    counted = rates.limits_of(author, Discussion(pk=7), policy)

    assert [limit.allowed for _key, limit in counted] == [1, 2, 3]
    assert [limit.per for _key, limit in counted] == [HOUR, HOUR / 6, HOUR / 6]
