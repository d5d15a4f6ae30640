"""What is known of whoever wrote a comment."""

import pytest

from forum.accounts.models import Standing
from forum.comments.rules import Commenter
from forum.moderation import authors, decisions
from tests import make
from tests.moderation import waiting

NELL = {"email": "nell@example.org"}


def by_nell(make_one=make.comment, name="Nell", **fields):
    return make_one(by=make.guest(name, **NELL), **fields)


def test_a_record_counts_what_became_of_everything(db):
    comment = by_nell()
    by_nell(waiting.held)
    by_nell(status="removed")
    make.comment(by=make.guest("Otto"))

    record = authors.record_of(comment)

    assert (record.total, record.published, record.waiting, record.removed) == (3, 1, 1, 1)
    assert record.since == comment.posted_at


@pytest.mark.parametrize(
    ("published", "removed", "percent"), [(0, 0, 0), (1, 0, 0), (2, 1, 33), (0, 2, 100)]
)
def test_the_share_of_removed_comments_is_of_the_decided_ones(published, removed, percent):
    record = authors.Record(9, published, 9 - published - removed, removed, None)

    assert record.removed_percent == percent


def test_one_of_whom_nothing_is_known_has_no_record(db):
    record = authors.record_of(make.comment(by=make.guest("Nell", email="")))

    assert (record.total, record.since) == (0, None)


def test_the_latest_come_first(mona):
    first, second = by_nell(), by_nell()

    assert list(authors.latest_by(first, mona)) == [second, first]


def test_a_moderator_of_some_sections_hears_of_what_was_written_there_alone(db):
    milo = make.staff("milo")
    milo.scopes.create(section="Books")
    here, there = (make.discussion(section=name, url=f"/{name}/") for name in ("Books", "Screen"))
    comment = by_nell(discussion=here, network="77")
    by_nell(discussion=there, network="77")
    for place, name in ((here, "Otto"), (there, "Ida")):
        make.comment(place, by=make.guest(name), network="77")
        make.comment(place, by=make.guest("Nell", email=f"{name}@example.org"))

    assert list(authors.latest_by(comment, milo)) == [comment]
    assert [one.name for one in authors.in_the_network_of(comment, milo)] == ["Otto"]
    namesakes = authors.under_the_name_of(comment, milo)
    assert [one.email for one in namesakes] == ["Otto@example.org"]


def test_standings_are_those_of_every_key(db):
    comment = by_nell(hand="aa")
    for key in ("email:nell@example.org", "hand:aa", "hand:bb"):
        Standing.objects.create(key=key)

    keys = [standing.key for standing in authors.standings_of(authors.keys_around(comment))]

    assert keys == ["email:nell@example.org", "hand:aa"]


def test_notes_and_decisions_are_found_by_every_key(mona):
    comment = by_nell(hand="aa")
    decisions.note("hand:aa", mona, "Knows lamps.")
    decisions.note("hand:bb", mona, "Somebody else.")
    decisions.warn("email:nell@example.org", mona, message="Please.")

    keys = authors.keys_around(comment)
    assert [note.body for note in authors.notes_about(keys)] == ["Knows lamps."]
    assert [one.verb for one in authors.decisions_about(keys)] == ["warn", "note"]


def test_around_a_guest_are_the_browsers_in_which_their_address_was_typed(mona):
    comment = by_nell(hand="aa")
    for hand in ("cc", "bb", "bb", ""):
        by_nell(hand=hand)
    make.comment(by=make.guest("Otto"), hand="dd")
    make.comment(by=Commenter("Mona", NELL["email"], mona), hand="ee")

    address = "email:nell@example.org"
    assert authors.keys_around(comment) == [address, "hand:aa", "hand:bb", "hand:cc"]
    without = by_nell(hand="")
    assert authors.keys_around(without) == [address, "hand:aa", "hand:bb", "hand:cc"]
    by_browser = make.comment(by=make.guest("Nell", email=""), hand="aa")
    assert authors.keys_around(by_browser) == ["hand:aa"]
    by_account = make.comment(by=Commenter("Mona", NELL["email"], mona))
    assert authors.keys_around(by_account) == [f"member:{mona.pk}"]


def test_a_record_says_how_much_came_from_other_browsers(mona):
    comment = by_nell(hand="aa")
    by_nell(hand="aa", status="removed")
    make.comment(by=make.guest("Otto"), hand="aa", status="removed")
    by_nell(hand="bb", status="removed")
    by_nell(hand="")

    record = authors.record_of(comment)

    assert (record.total, record.removed) == (5, 3)
    assert (record.elsewhere, record.removed_elsewhere) == (2, 1)
    by_account = make.comment(by=Commenter("Mona", NELL["email"], mona), hand="ff")
    assert authors.record_of(by_account).elsewhere == 0


def test_neighbours_are_others_of_the_same_network_the_busiest_first(mona):
    comment = by_nell(network="77")
    by_nell(name="Nelly", network="77")  # the same person under another name
    for name, times in (("Otto", 1), ("Ida", 2)):
        for _ in range(times):
            newest = make.comment(by=make.guest(name), network="77")
    make.comment(by=make.guest("Far"), network="88")

    found = authors.in_the_network_of(comment, mona)

    assert [(one.name, one.comments) for one in found] == [("Ida", 2), ("Otto", 1)]
    assert found[0].pk == newest.pk


def test_namesakes_are_others_with_the_very_same_name(mona):
    comment = by_nell()
    make.comment(by=make.guest("Nell", email="other@example.org"))
    make.comment(by=make.guest("nell"))

    found = authors.under_the_name_of(comment, mona)

    assert [one.email for one in found] == ["other@example.org"]


def test_no_network_and_no_name_have_no_neighbours(mona):
    comment, _other = (
        make.comment(by=make.guest("x", email=e)) for e in ("a@b.example", "c@d.example")
    )
    comment.name = ""

    assert authors.in_the_network_of(comment, mona) == []
    assert authors.under_the_name_of(comment, mona) == []
