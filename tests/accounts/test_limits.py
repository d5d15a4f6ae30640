"""The limiter's arithmetic, and its counting in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from forum.accounts import limits
from forum.accounts.limits import Limit, Use, table
from forum.accounts.limits.windows import Window
from forum.accounts.models import Hit
from tests.accounts import takers
from tests.comments import processes

TEN = timedelta(minutes=10)
SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)
SEAM = datetime(2026, 11, 21, 10, 10, tzinfo=UTC)  # where a window of ten minutes begins
THREE = Limit("person", TEN, 3)
LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


# arithmetic


@pytest.mark.parametrize(
    ("per", "allowed"),
    [(TEN, 0), (TEN, -1), (timedelta(0), 1), (-TEN, 1), (SECOND / 2, 1), (SECOND * 1.5, 1)],
)
def test_a_limit_that_can_limit_nothing_is_no_limit(per, allowed):
    with pytest.raises(ValueError, match="can limit nothing"):
        Limit("person", per, allowed)


def test_the_smallest_limit_is_one_a_second():
    assert Limit("person", SECOND, 1).allowed == 1


@pytest.mark.parametrize(
    ("at", "ends_at"),
    [(SEAM - TICK, SEAM), (SEAM, SEAM + TEN), (SEAM + TEN - TICK, SEAM + TEN)],
)
def test_a_window_ends_where_the_next_begins(at, ends_at):
    assert Window.holding(at, "ann", THREE).ends_at == ends_at


@pytest.mark.parametrize(
    ("into", "earlier"),
    [
        (timedelta(0), 3),
        (TICK, 3),
        (TEN / 3 - TICK, 3),
        (TEN / 3, 2),
        (TEN * 2 / 3, 1),
        (TEN - TICK, 1),
    ],
)
def test_the_earlier_window_counts_for_the_share_within_reach_rounded_up(into, earlier):
    at = SEAM + into

    use = Window.holding(at, "ann", THREE).use(at, 1, 3, in_redis=False)

    assert use.count == 1 + earlier


@pytest.mark.parametrize(("count", "over"), [(2, False), (3, False), (4, True)])
def test_a_use_is_over_when_it_is_one_more_than_allowed(count, over):
    assert Use("ann", THREE, count, SEAM).is_over is over


@pytest.mark.parametrize(
    ("at", "seconds"),
    [(SEAM - 90 * SECOND, 90), (SEAM - TICK, 1), (SEAM, 0), (SEAM + SECOND, 0)],
)
def test_whoever_must_wait_is_told_whole_seconds_rounded_up(at, seconds):
    assert Use("ann", THREE, 4, SEAM).retry_after(at) == seconds


def test_a_use_within_the_limit_need_not_wait():
    use = Window.holding(SEAM, "ann", THREE).use(SEAM, 3, 0, in_redis=False)

    assert (use.is_over, use.retry_after(SEAM)) == (False, 0)


LIMITS = st.builds(
    Limit,
    st.just("person"),
    st.integers(1, 100_000).map(lambda seconds: timedelta(seconds=seconds)),
    st.integers(1, 50),
)


@given(LIMITS, st.integers(1, 120), st.integers(0, 120), st.floats(0, 0.999999))
def test_after_the_wait_it_is_within_the_limit_and_a_second_earlier_it_is_not(
    limit, here, before, into
):
    at = SEAM - (SEAM - SEAM.replace(year=1970)) % limit.per + into * limit.per
    window = Window.holding(at, "ann", limit)
    use = window.use(at, here, before, in_redis=False)
    wait = use.retry_after(at) * SECOND

    assert use.is_over == (wait > timedelta(0))
    if use.is_over:
        assert not _again(window, here, before, at + wait).is_over
        if wait > SECOND:
            assert _again(window, here, before, at + wait - SECOND).is_over


def _again(window: Window, here: int, before: int, at: datetime) -> Use:
    """The refused use, which was given back, tried again at the moment `at`."""
    then = Window.holding(at, window.key, window.limit)
    counters = {window.number: here - 1, window.number - 1: before}
    return then.use(
        at, counters.get(then.number, 0) + 1, counters.get(then.number - 1, 0), in_redis=False
    )


@given(st.integers(1, 12), st.lists(st.integers(0, 300), max_size=80))
def test_never_more_than_allowed_at_once_also_where_two_windows_meet(allowed, gaps):
    """In any stretch shorter than a window: `allowed`, and as much anew as its time allows."""
    limit, counters, taken, at = Limit("person", TEN, allowed), {}, [], SEAM
    for gap in gaps:
        at += gap * SECOND
        window = Window.holding(at, "ann", limit)
        here, before = counters.get(window.number, 0) + 1, counters.get(window.number - 1, 0)
        if not window.use(at, here, before, in_redis=False).is_over:
            counters[window.number] = here
            taken.append(at)

    for index, first in enumerate(taken):
        for number, last in enumerate(taken[index:], start=1):
            if (span := last - first) < TEN:
                assert number <= allowed * (1 + span / TEN) + 1e-9


def test_a_counter_is_called_by_no_persons_name_and_differently_in_each_window():
    window = Window.holding(SEAM, "email:ann@example.org", THREE)

    assert "ann" not in window.slot
    assert window.slot.rpartition(":")[2] != window.slot_before.rpartition(":")[2]
    assert window.slot_before == Window.holding(SEAM - TICK, window.key, THREE).slot


def test_a_counter_has_room_in_the_table_however_long_the_key_is():
    key = f"email:{'a' * 250}@example.org"
    window = Window.holding(SEAM, key, Limit("discussion", timedelta(days=365), 1))

    assert len(window.slot) <= Hit._meta.get_field("key").max_length


# the database


@pytest.fixture
def no_redis(settings):
    settings.CACHES = LOCAL


@pytest.fixture
def table_only(db, no_redis):
    pass


def counts(spent, at=SEAM) -> list[int]:
    return [use.count for use in limits.take(spent, at)]


def test_uses_are_counted_each_key_and_each_limit_for_itself(table_only):
    hour = Limit("person", timedelta(hours=1), 3)
    other = Limit("network", TEN, 3)
    limits.take([("ann", THREE)], SEAM)

    assert counts([("bob", THREE), ("ann", THREE), ("ann", hour), ("ann", other)]) == [1, 2, 1, 1]


def test_a_use_says_what_was_counted(table_only):
    (use,) = limits.take([("ann", THREE)], SEAM)

    assert (use.key, use.limit, use.count, use.in_redis) == ("ann", THREE, 1, False)


def test_the_same_key_given_twice_counts_once(table_only):
    assert counts([("ann", THREE), ("bob", THREE), ("ann", THREE)]) == [1, 1, 1]
    assert counts([("ann", THREE)]) == [2]


def test_nothing_to_count_asks_nothing(table_only, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert limits.take([], SEAM) == []


def test_the_window_before_is_seen_and_the_one_before_that_is_not(table_only):
    for _ in range(3):
        limits.take([("ann", THREE)], SEAM)

    assert counts([("ann", THREE)], SEAM + TEN - TICK) == [4]
    assert counts([("ann", THREE)], SEAM + TEN) == [5]
    assert counts([("ann", THREE)], SEAM + 3 * TEN) == [1]


@pytest.mark.parametrize("keys", [1, 30])
def test_a_take_is_one_statement_and_a_second_where_rows_are_new(
    table_only, django_assert_num_queries, keys
):
    spent = [(f"key {number}", THREE) for number in range(keys)]

    with django_assert_num_queries(2):
        limits.take(spent, SEAM)
    with django_assert_num_queries(1):
        limits.take(spent, SEAM)


def test_a_take_that_sweeps_nothing_is_one_statement(table_only, django_assert_num_queries):
    Hit.objects.create(key="old", count=1, ends_at=SEAM)

    with django_assert_num_queries(1):
        limits.take([("ann", THREE)], SEAM, sweeps=False)

    assert Hit.objects.filter(key="old").exists()


def test_a_take_and_its_sweep_are_one_transaction(transactional_db, no_redis):
    Hit.objects.create(key="old", count=1, ends_at=SEAM)

    with CaptureQueriesContext(connection) as asked:
        limits.take([("ann", THREE)], SEAM)

    ends = [query["sql"] for query in asked if query["sql"] in ("COMMIT", "ROLLBACK")]
    assert (ends, Hit.objects.filter(key="old").exists()) == (["COMMIT"], False)


def test_what_is_refused_costs_nothing(table_only):
    limits.take([("ann", THREE)], SEAM)
    with transaction.atomic():
        limits.give_back(limits.take([("ann", THREE)], SEAM))
        transaction.set_rollback(True)

    assert counts([("ann", THREE)]) == [2]


@pytest.mark.parametrize(("at", "left"), [(SEAM + 2 * TEN - TICK, 2), (SEAM + 2 * TEN, 1)])
def test_rows_go_when_the_window_after_theirs_has_ended(table_only, at, left):
    limits.take([("ann", THREE)], SEAM)

    limits.take([("bob", THREE)], at)

    assert Hit.objects.count() == left


def test_old_rows_go_a_few_at_a_time(table_only):
    rows = table.SWEPT + 7
    Hit.objects.bulk_create(Hit(key=f"{n}", count=1, ends_at=SEAM) for n in range(rows))

    left = []
    for number in range(3):
        limits.take([(f"key {number}", THREE)], SEAM)
        left.append(Hit.objects.filter(ends_at=SEAM).count())

    assert left == [7, 0, 0]


@pytest.mark.postgres
def test_nobody_waits_for_a_row_that_another_deletes(transactional_db, no_redis):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: make test-postgres")
    Hit.objects.bulk_create(Hit(key=key, count=1, ends_at=SEAM) for key in ("locked", "free"))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM accounts_hit WHERE key = 'locked' FOR UPDATE")
            table.sweep(SEAM)
    finally:
        other.close()

    assert list(Hit.objects.values_list("key", flat=True)) == ["locked"]


# races


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.started(connection) as all_at_once:
        yield all_at_once


def test_eight_processes_count_to_two_thousand_and_no_number_comes_twice(crowd, transactional_db):
    limit = Limit("person", timedelta(days=1), 10_000)

    got = crowd(takers.take, [("ann", limit, SEAM, 250, LOCAL)] * processes.COUNT)

    assert sorted(count for of_one in got for count in of_one) == list(range(1, 2001))


def test_the_same_keys_in_opposite_orders_do_not_lock_each_other_out(crowd, transactional_db):
    limit, keys = Limit("person", TEN, 10_000), [f"key {number}" for number in range(20)]
    orders = [keys if seed % 2 else keys[::-1] for seed in range(processes.COUNT)]

    crowd(takers.take_all, [(order, limit, SEAM, 50, LOCAL) for order in orders])

    assert set(Hit.objects.values_list("count", flat=True)) == {50 * processes.COUNT}
