"""Sixteen processes at once, two hundred acts each: readers' and moderators', by turns.

Half of it happens in one discussion, the rest in four others, some of it in several at one stroke.
On SQLite and on PostgreSQL alike. The proof must also fail: without the lock that every writer
takes, it finds what is torn, lost or said to the wrong person.
"""

from collections import Counter

import pytest
from django.db import connection

from tests import make
from tests.comments import processes
from tests.storm import acts, journal, proof, unlocked

WRITERS, EACH = 16, 200
PATIENCE = 500  # seconds until a writer that does not answer fails the test


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        processes.started(connection, WRITERS, PATIENCE) as all_at_once,
    ):
        yield all_at_once


@pytest.fixture
def moderators(transactional_db, policy):
    policy(pause_seconds=0, person_limit=10_000, discussion_limit=20_000, edit_minutes=60)
    return [make.member(f"mona-{n}", is_staff=True, is_superuser=True).pk for n in range(WRITERS)]


@pytest.fixture
def members(transactional_db):
    """Every second writer is one; 0 stands for a guest."""
    return [make.member(f"ann-{n}").pk if n % 2 else 0 for n in range(WRITERS)]


@pytest.fixture
def storm(crowd, moderators, members, tmp_path):
    """storm(places, each): what all the writers noted."""

    def storm(places: list[int], each: int, work=acts.storm) -> list[journal.Entry]:
        files = [tmp_path / f"{seed}.jsonl" for seed in range(WRITERS)]
        people = zip(members, moderators, strict=True)
        crowd(
            work,
            [
                (seed, str(files[seed]), places, member, moderator, each)
                for seed, (member, moderator) in enumerate(people)
            ],
        )
        return journal.read(files)

    return storm


def discussions(count: int) -> list[int]:
    return [make.discussion(url=f"/{n}/", opening="open").pk for n in range(count)]


def test_what_was_answered_is_there_and_what_was_refused_is_not(storm):
    places = discussions(5)

    noted = storm(places, EACH)

    assert list(proof.faults(noted, places)) == []
    done = Counter(entry.act for entry in noted if entry.outcome == journal.OK)
    assert done.keys() == acts.ACTS.keys()
    assert sum(entry.act != "look" for entry in noted) == WRITERS * EACH


def test_without_the_lock_the_proof_fails(storm):
    places = discussions(2)

    noted = storm(places, 25, unlocked.storm)

    assert list(proof.faults(noted, places)) != []
