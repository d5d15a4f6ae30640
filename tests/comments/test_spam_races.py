"""Eight moderators decide at once: the filter counts each comment once and loses none.

On SQLite and on PostgreSQL alike. A deadlock or a lock that was not granted fails the test with
the process's own exception, or leaves a lesson due.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from forum.comments import spam
from forum.comments.models import Discussion, Lesson, Trace
from forum.comments.spam import ledger
from tests import make
from tests.comments import learners, processes

SEEDS = range(processes.COUNT)
EACH = 12
SHARED = "Cheap lamps for the window, free delivery at https://lamps.example/ today"


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.started(connection) as all_at_once:
        yield all_at_once


@pytest.fixture
def comments(transactional_db):
    """Twelve for each process, all with words in common."""
    place = make.discussion()
    made = [make.comment(place, body=f"{SHARED}, number {n}") for n in range(EACH * len(SEEDS))]
    keys = [comment.pk for comment in made]
    return [keys[seed :: len(SEEDS)] for seed in SEEDS]


def counts() -> dict:
    rows = Trace.objects.filter(key__in=["lamps", "lamps.example", ""])
    return {row.key: (row.spam, row.ham) for row in rows}


def test_no_lesson_is_lost_when_all_teach_at_once(crowd, comments):
    crowd(learners.learn, [(seed, comments[seed]) for seed in SEEDS])

    everyone = EACH * len(SEEDS)
    assert counts() == dict.fromkeys(["lamps", "lamps.example", ""], (everyone, 0))
    assert not Lesson.objects.filter(is_due=True).exists()


def test_what_is_counted_is_what_was_said_last(crowd, comments):
    place, shared = Discussion.objects.get().pk, comments[0]

    crowd(learners.waver, [(seed, place, shared, 25) for seed in SEEDS])

    ledger.fold()  # a lesson that was being changed while another process counted is due
    said = Counter(lesson.verdict for lesson in Lesson.objects.all())
    assert [lesson for lesson in Lesson.objects.all() if lesson.taught != lesson.verdict] == []
    assert counts()["lamps"] == (said["spam"], said["ham"])


def test_of_all_who_teach_the_same_comment_one_counts(crowd, comments):
    crowd(learners.learn, [(seed, comments[0]) for seed in SEEDS])

    assert counts()["lamps"] == (EACH, 0)


@pytest.mark.postgres
def test_a_lesson_that_is_just_being_changed_is_left_to_who_changes_it(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's one writer leaves nothing to be met half-way")
    decided, other = make.comment(body="Two lamps."), make.comment(body="A window.")
    Lesson.objects.create(comment=decided, verdicts=["ham"])  # due: said, not counted yet
    Lesson.objects.create(comment=other, verdicts=["ham"])

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        spam.learn(decided, True)
        elsewhere.submit(_fold_and_leave).result(processes.PATIENCE)
        assert list(Lesson.objects.filter(is_due=False)) == [other.lesson]

    assert counts()["lamps"] == (1, 0)


def _fold_and_leave() -> None:
    ledger.fold()
    connection.close()
