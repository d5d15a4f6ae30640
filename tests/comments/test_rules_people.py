"""Rules about who says it, each at both sides of its boundary."""

from datetime import timedelta

import pytest
from django.db import connection

from forum.accounts.models import Member, Standing
from forum.comments import rules
from forum.comments.rules import Commenter, people
from tests import make
from tests.comments.drafting import (
    ANN,
    DAY,
    HELD,
    NOW,
    PUBLISHED,
    REMOVED,
    SECOND,
    draft,
    on_post_and_edit,
)

HAND = "c" * 64


def standing(**fields) -> Standing:
    return Standing(key="email:ann@example.org", **fields)


# suspended


@on_post_and_edit
@pytest.mark.parametrize(("left", "suspended"), [(SECOND, True), (timedelta(0), False)])
def test_a_suspension_ends_on_its_second(edits, left, suspended):
    until = NOW + left

    found = people.author_is_suspended(
        draft(edits=edits, standings=[standing(suspended_until=until)])
    )

    told = {"person": "email:ann@example.org", "until": until.isoformat()}
    assert found == (told if suspended else None)


@on_post_and_edit
@pytest.mark.parametrize("for_good", [True, False])
def test_a_suspension_for_good_does_not_end(edits, for_good):
    standings = [standing(suspended_for_good=for_good)]

    found = people.author_is_suspended_for_good(draft(edits=edits, standings=standings))

    assert found == ({"person": "email:ann@example.org"} if for_good else None)
    assert not people.author_is_suspended(draft(edits=edits, standings=standings))


def test_of_two_suspensions_the_longer_one_counts():
    standings = [standing(suspended_until=NOW + days * DAY) for days in (1, 3, 2)]

    found = people.author_is_suspended(draft(standings=standings))

    assert found["until"] == (NOW + 3 * DAY).isoformat()


def test_a_suspended_person_is_told_until_when(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    suspended = draft(standings=[standing(suspended_until=NOW + DAY)])

    found = rules.judge(suspended, [rules.BY_CODE["suspended"]]).refusal

    assert "2 May 2026, 2 p.m." in found.sentence(suspended)


def test_who_has_no_standing_may_write(db):
    assert not people.author_is_suspended(draft())
    assert not people.author_is_suspended_for_good(draft())
    assert not people.author_is_always_held(draft())


@pytest.mark.parametrize("key", ["email:ann@example.org", f"hand:{HAND}"])
def test_a_guest_is_known_by_address_and_by_browser(db, key):
    Standing.objects.create(key=key, suspended_for_good=True)

    ann = Commenter("Ann", "ann@example.org", hand=HAND)
    assert people.author_is_suspended_for_good(draft(author=ann)) == {"person": key}
    assert not people.author_is_suspended_for_good(draft(author=make.guest("Bob")))


def test_a_member_is_known_by_account_alone(db):
    carl = make.member("carl")
    Standing.objects.create(key=f"email:{carl.email}", suspended_for_good=True)
    as_member = Commenter("Carl", carl.email, carl, hand=HAND)

    assert not people.author_is_suspended_for_good(draft(author=as_member))
    Standing.objects.create(key=f"member:{carl.pk}", suspended_for_good=True)
    assert people.author_is_suspended_for_good(draft(author=as_member))


def test_all_that_is_asked_of_a_persons_standing_is_one_query(db, django_assert_num_queries):
    asked = draft()

    with django_assert_num_queries(1):
        people.author_is_suspended(asked)
        people.author_is_suspended_for_good(asked)
        people.author_is_always_held(asked)


# always_held


@on_post_and_edit
@pytest.mark.parametrize("held", [True, False])
def test_some_people_are_always_read_first(edits, held):
    found = people.author_is_always_held(draft(edits=edits, standings=[standing(always_held=held)]))

    assert found == ({"person": "email:ann@example.org"} if held else None)


# name_reserved, name_taken


@on_post_and_edit
@pytest.mark.parametrize(
    ("name", "reserved"),
    [
        ("Admin", "Admin"),
        ("admin", "Admin"),
        ("A d m i n", "Admin"),
        ("Ädmin!", "Admin"),
        ("\u0410dmin", "Admin"),
        ("Adm1n", "Admin"),
        ("Adm\u200bin", "Admin"),
        ("Administer", None),
        ("Ann", None),
        ("👍", None),
        ("", None),
    ],
)
def test_a_reserved_name_is_seen_through_its_disguises(edits, name, reserved):
    author = Commenter(name, "ann@example.org")

    found = people.name_is_reserved(
        draft(author=author, edits=edits, reserved_names="\n Admin \n\nEditor")
    )

    assert found == (reserved and {"name": reserved})


def test_with_no_name_reserved_all_are_free():
    author = Commenter("Admin", "ann@example.org")

    assert not people.name_is_reserved(draft(author=author, reserved_names=" \n"))


@on_post_and_edit
@pytest.mark.parametrize(
    ("name", "taken"), [("Mona", True), ("MÓNA", True), ("М0nа", True), ("Monas", False)]
)
def test_a_members_name_is_theirs(mona, edits, name, taken):
    author = Commenter(name, "ann@example.org")

    found = people.name_is_a_members(draft(author=author, edits=edits))

    assert found == ({"name": "Mona", "member": mona.pk} if taken else None)


def test_members_may_use_their_own_name_and_each_others(mona):
    author = Commenter("Mona", "carl@example.org", Member(pk=99))

    assert not people.name_is_a_members(draft(author=author))
    assert not people.name_is_reserved(draft(author=author, reserved_names="Mona"))


# newcomer


@on_post_and_edit
@pytest.mark.parametrize(("published", "new"), [(1, True), (2, False), (3, False)])
def test_a_member_is_new_until_so_many_are_published(db, edits, published, new):
    carl = make.member("carl")
    as_member = Commenter("Carl", carl.email, carl)
    for _ in range(published):
        make.comment(by=as_member)
    make.comment(by=as_member, status=HELD)
    make.comment(by=as_member, status=REMOVED)

    found = people.author_is_new(draft(author=as_member, edits=edits, newcomer_comments=2))

    assert found == ({"published": published, "needed": 2} if new else None)


def test_an_edit_of_the_only_comment_is_still_a_newcomers(db):
    carl = make.member("carl")
    as_member = Commenter("Carl", carl.email, carl)
    first = make.comment(by=as_member)

    assert people.author_is_new(draft(author=as_member, edits=first, newcomer_comments=1))


@on_post_and_edit
@pytest.mark.parametrize(("needed", "new"), [(0, False), (1, True)])
def test_a_guest_stays_new_whatever_was_said_under_that_name(db, edits, needed, new):
    for _ in range(3):
        make.comment(by=ANN, hand=HAND)
    ann = Commenter("Ann", "ann@example.org", hand=HAND)

    assert (
        bool(people.author_is_new(draft(author=ann, edits=edits, newcomer_comments=needed))) is new
    )


# offender


def said(by, *statuses, ago=DAY):
    for status in statuses:
        make.comment(by=by, status=status, posted_at=NOW - ago)


@on_post_and_edit
@pytest.mark.parametrize(
    ("removed", "published", "offends"),
    [(2, 3, True), (1, 4, False), (2, 2, False), (5, 0, True), (4, 0, False), (0, 9, False)],
)
def test_two_of_five_removed_is_often(db, edits, removed, published, offends):
    said(ANN, *[REMOVED] * removed, *[PUBLISHED] * published, HELD, HELD)

    found = people.author_is_often_removed(draft(edits=edits, offender_percent=40))

    assert found == ({"removed": removed, "published": published} if offends else None)


@pytest.mark.parametrize(("ago", "offends"), [(90 * DAY, True), (90 * DAY + SECOND, False)])
def test_what_was_removed_long_ago_is_forgotten(db, ago, offends):
    said(ANN, *[REMOVED] * 5, ago=ago)

    assert bool(people.author_is_often_removed(draft())) is offends


@pytest.mark.parametrize(("percent", "offends"), [(100, True), (101, False)])
def test_over_a_hundred_percent_nobody_offends(db, percent, offends):
    said(ANN, *[REMOVED] * 5)

    assert bool(people.author_is_often_removed(draft(offender_percent=percent))) is offends


def test_the_comment_that_is_edited_does_not_count(db):
    said(ANN, *[REMOVED] * 4)
    fifth = make.comment(by=ANN, posted_at=NOW - DAY)

    assert people.author_is_often_removed(draft())
    assert not people.author_is_often_removed(draft(edits=fifth))


def test_others_removals_are_not_ones_own(db, mona):
    said(make.guest("Bob"), *[REMOVED] * 5)
    said(Commenter("Ann", "ann@example.org", mona), *[REMOVED] * 5)

    assert not people.author_is_often_removed(draft())


def test_what_somebody_else_wrote_under_the_same_address_makes_nobody_an_offender(db):
    """Anybody can type an address; who brought no token, or another one, may be its owner."""
    for _ in range(5):
        make.comment(by=ANN, hand="d" * 64, status=REMOVED, posted_at=NOW - DAY)

    for hand in (HAND, ""):
        ann = Commenter("Ann", "ann@example.org", hand=hand)
        assert not people.author_is_often_removed(draft(author=ann))
    another = Commenter("Una", "una@example.org", hand="d" * 64)
    assert people.author_is_often_removed(draft(author=another)) == {"removed": 5, "published": 0}


def test_of_nobody_it_is_not_asked_what_others_without_an_address_wrote(db):
    make.comment(by=make.guest("Ida", email=""))

    assert not draft(author=Commenter("Una", "")).comments_surely_by_author.exists()


def test_of_somebody_unknown_nothing_is_looked_up(db, django_assert_num_queries):
    nobody = Commenter("", "")

    with django_assert_num_queries(0):
        assert not people.author_is_often_removed(draft(author=nobody))
        assert not people.author_is_suspended(draft(author=nobody))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is empty")
def test_what_a_guest_said_is_found_by_indexes_not_by_reading_what_all_guests_said(db):
    ann = Commenter("Ann", "ann@example.org", network="a" * 64, hand=HAND)

    plan = draft(author=ann).comments_by_author.explain()

    assert "comment_guest" in plan
    assert "comment_hand" in plan
    assert "author" not in plan
