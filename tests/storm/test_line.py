"""The line of SQLite's writers: who waits, how long, and who leaves it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from forum.comments.models import Discussion
from tests import make

PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def place(transactional_db) -> Discussion:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has many writers")
    return make.discussion()


@pytest.fixture
def elsewhere() -> Iterator[Callable]:
    """elsewhere(act): `act` in a thread with a connection of its own, as a future."""

    def and_leave(act):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda act: pool.submit(and_leave, act)


def rename(place: Discussion, title: str = "Elsewhere") -> None:
    with transaction.atomic():
        Discussion.objects.filter(pk=place.pk).update(title=title)


def test_who_comes_second_writes_when_the_first_has_ended(place, elsewhere):
    begun = Event()

    def second():
        begun.set()
        rename(place, "Second")

    with transaction.atomic():
        waiting = elsewhere(second)
        assert begun.wait(PATIENCE)
        rename(place, "First")
        assert not waiting.done()

    waiting.result(PATIENCE)
    assert Discussion.objects.get().title == "Second"


def test_nobody_waits_longer_than_the_timeout(place, elsewhere, monkeypatch):
    def soon_tired():
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
        rename(place)

    with transaction.atomic(), pytest.raises(OperationalError, match="locked"):
        elsewhere(soon_tired).result(PATIENCE)

    elsewhere(lambda: rename(place)).result(PATIENCE)  # nobody's place was left behind
    assert Discussion.objects.get().title == "Elsewhere"


def test_a_transaction_that_fails_leaves_the_line(place, elsewhere):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError

    elsewhere(lambda: rename(place)).result(PATIENCE)
    assert Discussion.objects.get().title == "Elsewhere"


def test_a_connection_that_is_lost_leaves_the_line(place, elsewhere):
    def lose():
        connection.ensure_connection()
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        connection.close()

    elsewhere(lose).result(PATIENCE)

    rename(place)
    assert Discussion.objects.get().title == "Elsewhere"
