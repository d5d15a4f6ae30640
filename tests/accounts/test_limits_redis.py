"""The limiter with Redis (that of CACHE_URL, else one of the test's own), and when it is away."""

import signal
from datetime import UTC, datetime, timedelta
from time import monotonic
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import connection

from forum import environment
from forum.accounts import limits
from forum.accounts.limits import Limit, server
from forum.accounts.models import Hit
from forum.web import caches as redis_cache
from tests.accounts import takers
from tests.beyond.machines import Redis, free_port
from tests.comments import processes

TEN = timedelta(minutes=10)
SEAM = datetime(2026, 11, 21, 10, 10, tzinfo=UTC)
THREE = Limit("person", TEN, 3)
BLINK = 0.25  # seconds, environment.cache()

pytestmark = pytest.mark.redis


@pytest.fixture
def own_server():
    own = Redis()
    yield own
    own.stop(signal.SIGKILL)


@pytest.fixture
def site_on(db, settings, monkeypatch):
    """The site with this CACHE_URL, and with no silence from an earlier test."""

    def start(url: str):
        monkeypatch.setenv("CACHE_URL", url)
        monkeypatch.setattr(redis_cache, "silence", redis_cache.Silence("Redis"))
        settings.CACHES = {"default": environment.cache()}

    return start


@pytest.fixture
def on_redis(request, settings, site_on):
    """The site with the Redis of CACHE_URL if there is one, else with one of its own."""
    if "Redis" in settings.CACHES["default"]["BACKEND"]:
        site_on(environment.read("str", "CACHE_URL"))
    else:
        site_on(request.getfixturevalue("own_server").url)


@pytest.fixture
def ann() -> str:
    """A key that no earlier run has left in that Redis."""
    return f"ann {uuid4()}"


def counts(*keys: str, at: datetime = SEAM) -> list[int]:
    return [use.count for use in limits.take([(key, THREE) for key in keys], at)]


def redis_time_left(use: limits.Use) -> int:
    backend = caches["default"]
    return backend._cache.get_client().ttl(backend.make_key(use.slot))


# while it answers


def test_redis_counts_what_the_table_counts(on_redis, ann, monkeypatch):
    moments = [SEAM, SEAM, SEAM + TEN / 2, SEAM + TEN, SEAM + 1.4 * TEN, SEAM + 3 * TEN]

    in_redis = [counts(ann, f"{ann}'s", ann, at=at) for at in moments]
    monkeypatch.setattr(server, "add", lambda windows: None)
    in_table = [counts(ann, f"{ann}'s", ann, at=at) for at in moments]

    assert in_redis == in_table
    assert in_redis[-1] == [1, 1, 1]


def test_the_table_stays_empty(on_redis, ann):
    (use,) = limits.take([(ann, THREE)], SEAM)

    assert use.in_redis
    assert not Hit.objects.exists()


def test_rows_of_an_outage_go_while_redis_counts(on_redis, ann):
    Hit.objects.create(key="left over", count=1, ends_at=SEAM)

    limits.take([(ann, THREE)], SEAM)

    assert not Hit.objects.exists()


def test_a_counter_lives_for_its_window_and_the_next(on_redis, ann):
    (use,) = limits.take([(ann, THREE)], SEAM)

    assert 1190 <= redis_time_left(use) <= 1200


def test_what_is_given_back_was_never_used(on_redis, ann):
    limits.take([(ann, THREE)], SEAM)

    limits.give_back(limits.take([(ann, THREE), (ann, THREE)], SEAM))

    assert counts(ann) == [2]


def test_what_is_given_back_too_late_leaves_nothing_for_ever(on_redis, ann):
    (use,) = limits.take([(ann, THREE)], SEAM)
    caches["default"].delete(use.slot)

    limits.give_back([use])

    assert 0 < redis_time_left(use) <= 1200


def test_eight_processes_count_to_two_thousand(transactional_db, on_redis, ann, settings):
    limit = Limit("person", timedelta(days=1), 10_000)

    with processes.started(connection) as all_at_once:
        got = all_at_once(takers.take, [(ann, limit, SEAM, 250, settings.CACHES)] * processes.COUNT)

    assert sorted(count for of_one in got for count in of_one) == list(range(1, 2001))


# while it does not


def silences(caplog) -> list[str]:
    return [record.message for record in caplog.records if record.name == redis_cache.logger.name]


def test_without_redis_the_database_counts_and_one_line_says_so(site_on, ann, caplog):
    site_on(f"redis://127.0.0.1:{free_port()}/0")

    assert [counts(ann) for _ in range(4)] == [[1], [2], [3], [4]]
    assert Hit.objects.get().count == 4
    assert len(silences(caplog)) == 1


def test_the_limit_holds_without_redis(site_on, ann):
    site_on(f"redis://127.0.0.1:{free_port()}/0")

    over = [limits.take([(ann, THREE)], SEAM)[0].is_over for _ in range(4)]

    assert over == [False, False, False, True]


def test_when_redis_comes_back_it_counts_again(own_server, site_on, ann, caplog, monkeypatch):
    monkeypatch.setattr(redis_cache, "PAUSE", 0)
    site_on(own_server.url)
    before = limits.take([(ann, THREE)], SEAM)
    own_server.stop(signal.SIGKILL)
    during = [limits.take([(ann, THREE)], SEAM) for _ in range(3)]
    own_server.start()
    after = [limits.take([(ann, THREE)], SEAM) for _ in range(3)]

    assert [use.in_redis for (use,) in [before, *during]] == [True, False, False, False]
    assert all(use.in_redis for (use,) in after)
    begun, ended = silences(caplog)
    assert "does not answer" in begun
    assert "answers again" in ended


def test_a_server_that_hangs_costs_one_blink_and_then_none(own_server, site_on, ann):
    site_on(own_server.url)
    limits.take([(ann, THREE)], SEAM)
    own_server.process.send_signal(signal.SIGSTOP)

    begun = monotonic()
    limits.take([(ann, THREE)], SEAM)
    first = monotonic() - begun
    limits.take([(ann, THREE)], SEAM)
    second = monotonic() - begun - first

    assert BLINK * 0.9 < first < BLINK * 4
    assert second < BLINK


def test_a_server_that_takes_nothing_more_is_as_good_as_none(own_server, site_on, ann):
    site_on(own_server.url)
    caches["default"]._cache.get_client(write=True).config_set("maxmemory", 1)

    assert counts(ann) == [1]
    assert Hit.objects.get().count == 1


def test_what_the_database_counted_is_not_given_back_in_redis(own_server, site_on, ann):
    site_on(f"redis://127.0.0.1:{free_port()}/0")
    uses = limits.take([(ann, THREE)], SEAM)
    site_on(own_server.url)

    limits.give_back(uses)

    assert counts(ann) == [1]


def test_giving_back_to_a_server_that_is_gone_is_no_error(own_server, site_on, ann):
    site_on(own_server.url)
    uses = limits.take([(ann, THREE)], SEAM)
    own_server.stop(signal.SIGKILL)

    limits.give_back(uses)

    assert counts(ann) == [1]
