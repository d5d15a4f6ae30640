"""Eight processes at once: nothing acknowledged is lost, nothing comes twice, no tree is torn.

On SQLite and on PostgreSQL alike. A lock that was not granted, or a deadlock, fails the test with
the process's own exception.
"""

import pytest
from django.db import connection

from forum.comments import integrity, wordlists
from forum.comments.models import Comment, Word
from forum.moderation.models import Decision
from tests import make
from tests.comments import processes, writers

SEEDS = range(processes.COUNT)
HELD = Comment.Status.HELD


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.started(connection) as all_at_once:
        yield all_at_once


@pytest.fixture
def place(transactional_db, policy):
    policy(pause_seconds=0, person_limit=1000, discussion_limit=10_000)
    return make.discussion()


@pytest.mark.parametrize("discussions", [1, 3])
def test_everybody_writes_at_once(crowd, place, discussions):
    places = [place.pk, *(make.discussion(url=f"/{n}/").pk for n in range(1, discussions))]

    written = crowd(writers.write, [(seed, places, 25) for seed in SEEDS])

    acknowledged = [one for of_one in written for one in of_one]
    assert len(acknowledged) == 25 * processes.COUNT
    assert sorted(Comment.objects.values_list("pk", "body")) == sorted(acknowledged)
    assert list(integrity.problems()) == []


def test_moderators_decide_while_readers_write(crowd, place, mona):
    places = [place.pk, make.discussion(url="/other/").pk]
    there = [make.comment(place, status=status) for status in Comment.Status.values * 4]

    written = crowd(writers.write_or_decide, [(seed, places, 25) for seed in SEEDS])

    acknowledged = [one for of_one in written for one in of_one]
    acknowledged += [(comment.pk, comment.body) for comment in there]
    assert len(acknowledged) > len(there)
    assert Decision.objects.exists()
    assert sorted(Comment.objects.values_list("pk", "body")) == sorted(acknowledged)
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("round_", range(3))
@pytest.mark.parametrize("as_reply", [False, True])
def test_one_post_sent_by_all_at_once_is_one_comment(crowd, place, as_reply, round_):
    parent = make.comment(place).pk if as_reply else None

    answers = crowd(writers.send, [(place.pk, "Ann", "Well said.", parent)] * processes.COUNT)

    assert len(set(answers)) == 1
    assert list(Comment.objects.filter(name="Ann").values_list("pk", flat=True)) == answers[:1]
    assert list(integrity.problems()) == []


@pytest.mark.parametrize(
    ("verb", "status"), [("approve", "held"), ("remove", "published"), ("restore", "removed")]
)
def test_of_moderators_with_one_comment_one_decides(crowd, place, mona, verb, status):
    comment = make.comment(place, status=status)

    answers = crowd(writers.decide, [(verb, comment.pk, mona.pk)] * processes.COUNT)

    assert answers.count("too late") == processes.COUNT - 1
    assert Decision.objects.count() == 1
    assert list(integrity.problems()) == []


def test_held_threads_approved_at_once_get_numbers_without_gap_or_twin(crowd, place, mona):
    held = [make.comment(place, status=HELD) for _ in SEEDS]

    crowd(writers.decide, [("approve", comment.pk, mona.pk) for comment in held])

    numbers = Comment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, processes.COUNT + 1))
    assert list(integrity.problems()) == []


def test_words_listed_by_all_at_once_are_listed_once(crowd, transactional_db, policy):
    policy()
    wordlists.discard(Word.objects.all())

    told = crowd(writers.list_words, [(seed,) for seed in SEEDS])

    listed = sorted(Word.objects.values_list("text", flat=True))
    assert listed == sorted(writers.WORDS)
    assert sorted(word for new, _known in told for word in new) == listed
    assert all(sorted(new + known) == listed for new, known in told)
