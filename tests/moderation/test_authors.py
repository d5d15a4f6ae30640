"""What is known of whoever wrote a comment."""

import pytest

from forum.accounts.models import Standing
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


def test_the_latest_come_first(db):
    first, second = by_nell(), by_nell()

    assert list(authors.latest_by(first)) == [second, first]


def test_standings_are_those_of_every_key(db):
    comment = by_nell(hand="aa")
    for key in ("email:nell@example.org", "hand:aa", "hand:bb"):
        Standing.objects.create(key=key)

    keys = [standing.key for standing in authors.standings_of(comment)]

    assert keys == ["email:nell@example.org", "hand:aa"]


def test_notes_and_decisions_are_found_by_every_key(mona):
    comment = by_nell(hand="aa")
    decisions.note("hand:aa", mona, "Knows lamps.")
    decisions.note("hand:bb", mona, "Somebody else.")
    decisions.warn("email:nell@example.org", mona, message="Please.")

    assert [note.body for note in authors.notes_about(comment)] == ["Knows lamps."]
    assert [one.verb for one in authors.decisions_about_author(comment)] == ["warn", "note"]


def test_neighbours_are_others_of_the_same_network_the_busiest_first(db):
    comment = by_nell(network="77")
    by_nell(name="Nelly", network="77")  # the same person under another name
    for name, times in (("Otto", 1), ("Ida", 2)):
        for _ in range(times):
            newest = make.comment(by=make.guest(name), network="77")
    make.comment(by=make.guest("Far"), network="88")

    found = authors.in_the_network_of(comment)

    assert [(one.name, one.comments) for one in found] == [("Ida", 2), ("Otto", 1)]
    assert found[0].pk == newest.pk


def test_namesakes_are_others_with_the_very_same_name(db):
    comment = by_nell()
    make.comment(by=make.guest("Nell", email="other@example.org"))
    make.comment(by=make.guest("nell"))

    found = authors.under_the_name_of(comment)

    assert [one.email for one in found] == ["other@example.org"]


def test_no_network_and_no_name_have_no_neighbours(db):
    comment, _other = (
        make.comment(by=make.guest("x", email=e)) for e in ("a@b.example", "c@d.example")
    )
    comment.name = ""

    assert authors.in_the_network_of(comment) == []
    assert authors.under_the_name_of(comment) == []
