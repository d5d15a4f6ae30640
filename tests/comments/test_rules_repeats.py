"""Rules about what was said before, each at both sides of its boundary."""

import pytest

from forum.comments.models import Comment
from forum.comments.rules import Commenter, repeats
from tests import make
from tests.comments.drafting import ANN, DAY, NOW, SECOND, draft, on_post_and_edit

SLOGAN = "Everybody says exactly these words."
HAND = "c" * 64

# duplicate


@on_post_and_edit
@pytest.mark.parametrize(
    ("body", "said"), [("Well  SAID.", True), ("well said.", True), ("Well said!", False)]
)
def test_the_same_person_may_not_say_the_same_twice_in_a_discussion(db, edits, body, said):
    place = make.discussion()
    first = make.comment(place, body="Well said.", by=ANN)

    found = repeats.author_said_so_before(draft(body, place=place, edits=edits))

    assert found == ({"twin": first.pk} if said else None)


@on_post_and_edit
def test_the_same_words_elsewhere_or_of_others_are_no_duplicate(db, edits):
    place = make.discussion()
    make.comment(body="Well said.", by=ANN)
    make.comment(place, body="Well said.", by=make.guest("Bob"))

    assert not repeats.author_said_so_before(draft(place=place, edits=edits))


def test_a_comment_is_no_duplicate_of_itself(db):
    place = make.discussion()
    mine = make.comment(place, body="well said.", by=ANN)

    assert not repeats.author_said_so_before(draft("Well said.", place=place, edits=mine))


def test_a_guest_is_known_by_the_browser_too(db):
    place = make.discussion()
    make.comment(place, body="Well said.", by=ANN, hand=HAND)

    same = Commenter("Ann", "other@example.org", hand=HAND)
    other = Commenter("Ann", "other@example.org", hand="d" * 64)
    assert repeats.author_said_so_before(draft(place=place, author=same))
    assert not repeats.author_said_so_before(draft(place=place, author=other))


def test_a_guest_with_a_members_address_did_not_say_what_the_member_said(mona):
    place = make.discussion()
    as_member = Commenter("Mona", mona.email, mona)
    make.comment(place, body="Well said.", by=as_member)

    guest = Commenter("Mona", mona.email)
    assert not repeats.author_said_so_before(draft(place=place, author=guest))
    assert repeats.author_said_so_before(draft(place=place, author=as_member))


# twins


def say(count: int, body=SLOGAN, **fields) -> list[Comment]:
    fields.setdefault("posted_at", NOW - SECOND)
    return [make.comment(body=body, **fields) for _ in range(count)]


@on_post_and_edit
@pytest.mark.parametrize(("others", "held"), [(2, False), (3, True)])
def test_more_people_than_the_policy_lets_pass_are_a_campaign(db, edits, others, held):
    twins = say(others)

    found = repeats.others_said_so(draft(SLOGAN.upper(), edits=edits, twin_limit=2))

    assert found == ({"twin": twins[0].pk, "people": 3} if held else None)


@on_post_and_edit
def test_people_are_counted_not_comments(db, edits):
    say(9, by=make.guest("Bob"))

    assert not repeats.others_said_so(draft(SLOGAN, edits=edits, twin_limit=1))
    assert repeats.others_said_so(draft(SLOGAN, edits=edits, twin_limit=0))


def test_members_are_people_too(db):
    for username in ("carl", "dora"):
        member = make.member(username)
        say(2, by=Commenter(str(member), member.email, member))

    assert repeats.others_said_so(draft(SLOGAN, twin_limit=1))["people"] == 2
    assert not repeats.others_said_so(draft(SLOGAN, twin_limit=2))


@pytest.mark.parametrize(
    "own", [ANN, Commenter("Ann", "other@example.org", hand=HAND)], ids=["address", "browser"]
)
def test_ones_own_words_elsewhere_are_not_others(db, own):
    say(3, by=own, hand=own.hand)
    ann = Commenter("Ann", "ann@example.org", hand=HAND)

    assert not repeats.others_said_so(draft(SLOGAN, author=ann, twin_limit=0))


def test_a_comment_is_no_twin_of_itself(db):
    mine = say(1, by=make.guest("Bob"))[0]

    assert not repeats.others_said_so(draft(SLOGAN, edits=mine, twin_limit=0))


@on_post_and_edit
@pytest.mark.parametrize(("ago", "held"), [(DAY, True), (DAY + SECOND, False)])
def test_a_campaign_lasts_a_day(db, edits, ago, held):
    say(1, posted_at=NOW - ago)

    assert bool(repeats.others_said_so(draft(SLOGAN, edits=edits, twin_limit=0))) is held


@on_post_and_edit
@pytest.mark.parametrize(("length", "held"), [(19, False), (20, True)])
def test_what_is_short_people_say_by_themselves(db, edits, length, held):
    say(1, body="x" * length)

    assert bool(repeats.others_said_so(draft("x" * length, edits=edits, twin_limit=0))) is held
