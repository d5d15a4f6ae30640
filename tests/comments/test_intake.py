"""The bulk door: a whole discussion at a time, every number right."""

import gc
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.comments import intake, integrity, keys
from forum.comments.forest import Arriving, Node
from forum.comments.models import Comment, Discussion
from forum.moderation import decisions
from tests import make

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED


def arriving(key, parent=None, *, minute=None, **fields) -> Arriving:
    """A comment that came at noon plus `minute`, by default as many as its key."""
    at = NOON + timedelta(minutes=key if minute is None else minute)
    fields.setdefault("wanted_id", key)
    return Arriving(key, at, parent=parent, name=f"Reader {key}", body=f"Words {key}.", **fields)


def take_in(place, rows, known=None, **options):
    with transaction.atomic():
        return intake.take_in(place.pk, rows, known, **options)


def outline(place) -> list[tuple]:
    """(number, level, name) of what has a place, in reading order."""
    rows = place.comments.placed().order_by("number", "lft")
    return [(c.number, c.level, c.name.removeprefix("Reader ")) for c in rows]


def test_threads_stand_by_their_roots_date_and_replies_oldest_first(db):
    place = make.discussion()

    take_in(
        place,
        [
            arriving(4, parent=2),
            arriving(3, parent=2),
            arriving(9, minute=0),
            arriving(2),
            arriving(7, parent=3),
            arriving(1, minute=2, wanted_id=1),
        ],
    )

    assert outline(place) == [
        (1, 0, "9"),
        (2, 0, "1"),
        (3, 0, "2"),
        (3, 1, "3"),
        (3, 2, "7"),
        (3, 1, "4"),
    ]
    assert list(integrity.problems()) == []


def test_what_waited_elsewhere_waits_here_from_now_on(db):
    place, before = make.discussion(), timezone.now()

    take_in(place, [arriving(1), arriving(2, status=HELD), arriving(3, status=REMOVED)])
    take_in(place, [arriving(4, parent=1, status=HELD)], {1: 1})

    since = dict(place.comments.values_list("pk", "held_at"))
    assert since[1] is since[3] is None
    assert before < since[2] < since[4] < timezone.now()


def test_a_comment_is_written_whole(mona):
    place = make.discussion()

    take_in(
        place,
        [
            Arriving("a", NOON, name="Ann", email="ann@example.org", body="Well *said*."),
            Arriving("b", NOON, name="Mona", member_id=mona.pk, body="x", html="<p>Own.</p>"),
        ],
    )

    first, second = place.comments.order_by("number")
    assert (first.name, first.email, first.posted_at) == ("Ann", "ann@example.org", NOON)
    assert (first.body, first.html) == ("Well *said*.", "<p>Well <em>said</em>.</p>")
    assert (second.author, second.html) == (mona, "<p>Own.</p>")
    assert len(first.fingerprint) == 64
    assert first.fingerprint != second.fingerprint


def test_counters_and_version_follow(db):
    place = make.discussion()
    version = place.version

    take_in(place, [arriving(1), arriving(2, parent=1), arriving(3, status=HELD)])

    place.refresh_from_db()
    assert (place.thread_count, place.comment_count) == (1, 2)
    assert place.version > version


@pytest.mark.parametrize("status", [HELD, REMOVED])
def test_what_was_not_published_stays_outside_the_tree(db, status):
    place = make.discussion()

    take_in(place, [arriving(1), arriving(2, parent=1, status=status)])

    gone = Comment.objects.get(name="Reader 2")
    assert (gone.number, gone.tree_id, gone.lft, gone.rght, gone.level) == (None, 0, 1, 2, 0)
    assert (gone.status, gone.parent.name) == (status, "Reader 1")
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("status", [HELD, REMOVED])
def test_what_is_gone_above_a_published_reply_keeps_its_place(db, status):
    place = make.discussion()

    take_in(
        place,
        [
            arriving(1, status=status),
            arriving(2, parent=1, status=status),
            arriving(3, parent=2),
            arriving(4, parent=1, status=status),
        ],
    )

    assert outline(place) == [(1, 0, "1"), (1, 1, "2"), (1, 2, "3")]
    assert list(integrity.problems()) == []


def test_a_held_reply_below_a_held_comment_can_be_approved_later(mona):
    place = make.discussion()
    take_in(place, [arriving(1, status=HELD), arriving(2, parent=1, status=HELD)])

    decisions.approve(Comment.objects.get(name="Reader 2"), mona)

    assert outline(place) == [(1, 0, "1"), (1, 1, "2")]
    assert list(integrity.problems()) == []


def test_a_reply_to_nothing_becomes_a_thread(db):
    place = make.discussion()

    taken = take_in(place, [arriving(1, parent=77)])

    assert taken.forest.orphans == [1]
    assert outline(place) == [(1, 0, "1")]


def test_a_ring_of_parents_is_cut_at_its_oldest(db):
    place = make.discussion()

    taken = take_in(
        place,
        [
            arriving(3, parent=5),
            arriving(4, parent=3),
            arriving(5, parent=4),
            arriving(6, parent=4),
            arriving(8, parent=8),
        ],
    )

    assert sorted(taken.forest.cut) == [3, 8]
    assert outline(place) == [
        (1, 0, "3"),
        (1, 1, "4"),
        (1, 2, "5"),
        (1, 2, "6"),
        (2, 0, "8"),
    ]
    assert list(integrity.problems()) == []


def test_a_chain_of_5000_replies_arrives(db):
    place = make.discussion()

    take_in(place, [arriving(n, parent=n - 1 or None) for n in range(1, 5001)])

    last = Comment.objects.get(name="Reader 5000")
    assert (last.level, last.lft) == (4999, 5000)
    assert list(integrity.problems(place.pk)) == []


def test_ids_are_kept_where_they_are_free(db):
    here = make.comment()
    place = make.discussion()

    taken = take_in(
        place,
        [
            arriving(1, wanted_id=here.pk),
            arriving(2, wanted_id=here.pk + 500),
            arriving(3, wanted_id=None),
            arriving(4, wanted_id=here.pk + 500),
            arriving(5, wanted_id=0),
            arriving(6, wanted_id=2**62),
        ],
    )

    assert taken.ids[2] == here.pk + 500
    assert taken.renumbered == [1, 4, 5, 6]
    assert len(set(taken.ids.values()) | {here.pk}) == 7
    assert {c.name: c.pk for c in place.comments.all()} == {
        f"Reader {key}": pk for key, pk in taken.ids.items()
    }


@pytest.mark.parametrize("wanted", [5, 50_000])
def test_readers_go_on_writing_above_the_ids_that_were_kept(db, wanted):
    place = make.discussion()
    highest = keys.draw(1)[0] + wanted

    take_in(place, [arriving(1, wanted_id=highest)])

    assert make.comment(place).pk > highest


def test_reserved_ids_are_left_to_those_that_want_them(db):
    place = make.discussion()
    highest = keys.draw(1)[0] + 10

    keys.reserve(highest)
    first = take_in(place, [arriving(1, wanted_id=None)])
    second = take_in(place, [arriving(2, wanted_id=highest)])

    assert first.ids[1] > highest
    assert second.renumbered == []


def test_a_second_arrival_adds_only_what_is_new(db):
    place = make.discussion()
    known = take_in(place, [arriving(1), arriving(2, parent=1), arriving(3)]).ids

    take_in(
        place,
        [
            arriving(4, parent=1),
            arriving(5, parent=4),
            arriving(6, minute=0),
            arriving(7, parent=3, status=HELD),
            arriving(8, parent=7),
        ],
        known,
    )

    assert outline(place) == [
        (1, 0, "1"),
        (1, 1, "2"),
        (1, 1, "4"),
        (1, 2, "5"),
        (2, 0, "3"),
        (2, 1, "7"),
        (2, 2, "8"),
        (3, 0, "6"),
    ]
    assert Comment.objects.get(name="Reader 7").status == HELD
    assert list(integrity.problems()) == []
    place.refresh_from_db()
    assert (place.thread_count, place.comment_count) == (3, 7)


def test_a_published_reply_gives_its_gone_parent_of_the_first_arrival_a_place(db):
    place = make.discussion()
    known = take_in(place, [arriving(1, status=REMOVED), arriving(2, parent=1, status=REMOVED)]).ids

    take_in(place, [arriving(3, parent=2)], known)

    assert outline(place) == [(1, 0, "1"), (1, 1, "2"), (1, 2, "3")]
    assert list(integrity.problems()) == []


def test_one_key_twice_is_refused(db):
    place = make.discussion()

    with pytest.raises(ValueError, match="two comments"):
        take_in(place, [arriving(1), arriving(1)])

    assert not Comment.objects.exists()


def test_what_is_foreseen_is_what_happens_and_writes_nothing(db):
    here = make.comment()
    place = make.discussion()
    rows = [
        arriving(1, wanted_id=here.pk),
        arriving(2, parent=1, wanted_id=here.pk + 9),
        arriving(3, parent=99, wanted_id=None),
    ]

    foreseen = intake.foresee(rows)

    assert not place.comments.exists()
    taken = take_in(place, rows)
    assert foreseen.renumbered == taken.renumbered == [1]
    assert foreseen.forest.orphans == taken.forest.orphans == [3]
    assert [node.depth for node in foreseen.forest.nodes] == [1, 2, 1]
    assert foreseen.ids == {2: taken.ids[2]}


def test_nothing_changes_nothing(db):
    place = make.discussion()

    take_in(place, [])

    assert Discussion.objects.get(pk=place.pk).version == place.version


def test_what_was_taken_is_forgotten_at_once(db):
    place = make.discussion()
    gc.disable()
    try:
        take_in(place, [arriving(1), arriving(2, parent=1), arriving(3, parent=2)])
        left = {type(one) for one in gc.get_objects()}  # isinstance would wake lazy objects
        assert not left & {Node, Arriving}
    finally:
        gc.enable()


def test_a_body_may_be_kept_elsewhere(db):
    class Kept:
        def __str__(self):
            return "Well said."

    place = make.discussion()

    take_in(place, [Arriving("a", NOON, body=Kept())])

    assert place.comments.get().body == "Well said."


def test_a_batch_costs_the_same_however_the_comments_nest(db, django_assert_num_queries):
    flat, deep = make.discussion(), make.discussion(url="/deep/")
    numbers = count(1)

    def rows(nested):
        made = [arriving(next(numbers), wanted_id=None) for _ in range(40)]
        if not nested:
            return made
        return [arriving(r.key, parent=r.key - 1, wanted_id=None) for r in made]

    with CaptureQueriesContext(connection) as first:
        take_in(flat, rows(nested=False))
    with django_assert_num_queries(len(first)):
        take_in(deep, rows(nested=True))
