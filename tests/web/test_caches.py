"""The cache in Redis: that of CACHE_URL kept, one that is away missed, and nobody the wiser."""

import signal
import socket
from contextlib import closing
from datetime import timedelta
from threading import Thread
from time import monotonic

import pytest
from django.core.cache import cache
from django.utils import timezone

from forum import environment
from forum.accounts import limits
from forum.accounts.limits import Limit
from forum.web import caches
from tests import make
from tests.beyond.machines import Redis, free_port

PATIENCE = 5  # seconds; far above any blink, far below a hang

# What is asked of a cache, and what it answers where nothing is kept.
MISSES = [
    (lambda: cache.get("lamp"), None),
    (lambda: cache.get("lamp", "unlit"), "unlit"),
    (lambda: cache.get_many(["lamp", "moth"]), {}),
    (lambda: cache.get_or_set("lamp", lambda: "lit"), "lit"),
    (lambda: "lamp" in cache, False),
    (lambda: cache.has_key("lamp"), False),
    (lambda: cache.set("lamp", "lit"), None),
    (lambda: cache.set_many({"lamp": 1, "moth": 2}), ["lamp", "moth"]),
    (lambda: cache.add("lamp", "lit"), True),
    (lambda: cache.touch("lamp"), False),
    (lambda: cache.delete("lamp"), False),
    (lambda: cache.delete_many(["lamp"]), None),
    (lambda: cache.clear(), False),
]


@pytest.fixture
def cache_at(settings, monkeypatch):
    """The site with this CACHE_URL, and with no silence from an earlier test."""

    def point(url: str):
        monkeypatch.setenv("CACHE_URL", url)
        monkeypatch.setattr(caches, "silence", caches.Silence("Redis"))
        settings.CACHES = {"default": environment.cache()}

    return point


@pytest.fixture
def redis():
    own = Redis()
    yield own
    own.stop(signal.SIGKILL)


@pytest.fixture
def nobody_there(cache_at):
    cache_at(f"redis://127.0.0.1:{free_port()}/0")


class Hanging:
    """Takes every connection and never says a word; counts them."""

    def __init__(self, server: socket.socket):
        self.server, self.taken = server, []
        Thread(target=self._take, daemon=True).start()

    def _take(self):
        while True:
            try:
                self.taken.append(self.server.accept()[0])
            except OSError:
                return

    def close(self):
        for one in [*self.taken, self.server]:
            one.close()


@pytest.fixture
def hanging(cache_at):
    server = socket.create_server(("127.0.0.1", 0))
    cache_at(f"redis://127.0.0.1:{server.getsockname()[1]}/0")
    with closing(Hanging(server)) as found:
        yield found
        server.shutdown(socket.SHUT_RDWR)  # wakes the thread in accept()


def lines(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == caches.logger.name]


# while it answers


@pytest.mark.redis
def test_redis_keeps_what_it_is_given(settings):
    if "Redis" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("CACHE_URL names no Redis: make test-redis")

    cache.set("afterword-test", {"lamps": 411}, timeout=30)

    assert cache.get("afterword-test") == {"lamps": 411}
    cache.delete("afterword-test")
    assert cache.get("afterword-test") is None


def test_a_redis_that_answers_is_djangos_own_cache(redis, cache_at):
    cache_at(redis.url)

    assert cache.set_many({"lamp": "lit", "moth": 2}) == []
    assert cache.get_many(["lamp", "moth", "moon"]) == {"lamp": "lit", "moth": 2}
    assert (cache.add("lamp", "out"), cache.get("lamp")) == (False, "lit")
    assert (cache.incr("moth"), cache.decr("moth", 2)) == (3, 1)
    assert (cache.touch("lamp"), cache.has_key("lamp"), cache.delete("lamp")) == (True, True, True)
    cache.delete_many(["moth"])
    assert cache.get("moth", "gone") == "gone"
    assert cache.clear()


def test_one_client_asks_all_questions(redis, cache_at):
    cache_at(redis.url)

    assert cache._cache.get_client() is cache._cache.get_client("lamp", write=True)


def test_cache_url_leads_to_it_with_a_blink_of_patience(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:6379/3")

    config = environment.cache()

    assert config["BACKEND"] == "forum.web.caches.ForgivingRedisCache"
    assert config["LOCATION"] == "redis://127.0.0.1:6379/3"
    assert config["OPTIONS"] == {"socket_timeout": 0.25, "socket_connect_timeout": 0.25}


# while it does not


@pytest.mark.parametrize("number", range(len(MISSES)))
def test_where_nobody_listens_everything_is_a_miss(nobody_there, number):
    ask, answer = MISSES[number]

    assert ask() == answer  # the question that finds out
    assert ask() == answer  # and one in the silence after it


@pytest.mark.parametrize("number", range(len(MISSES)))
def test_a_server_that_hangs_is_asked_once_and_then_left_alone(hanging, number):
    ask, answer = MISSES[number]
    begun = monotonic()

    assert [ask() for _ in range(50)] == [answer] * 50

    assert len(hanging.taken) == 1
    assert monotonic() - begun < PATIENCE


def test_what_the_cache_has_found_out_the_limits_need_not(hanging, db):
    cache.get("lamp")

    (use,) = limits.take([("ann", Limit("person", timedelta(minutes=10), 3))], timezone.now())

    assert len(hanging.taken) == 1
    assert not use.in_redis


@pytest.mark.parametrize("change", [cache.incr, cache.decr])
def test_counting_without_a_server_is_counting_what_is_not_there(nobody_there, change):
    with pytest.raises(ValueError, match="lamp"):
        change("lamp")


def test_one_line_tells_of_a_silence_and_one_of_its_end(redis, cache_at, caplog, monkeypatch):
    cache_at(redis.url)
    cache.set("lamp", "lit")
    redis.stop(signal.SIGKILL)

    assert [cache.get("lamp") for _ in range(20)] == [None] * 20
    assert len(lines(caplog)) == 1
    assert "does not answer" in lines(caplog)[0]

    redis.start()
    assert cache.get("lamp") is None  # not asked: it is too early
    monkeypatch.setattr(caches, "monotonic", lambda: monotonic() + caches.PAUSE)
    cache.set("lamp", "lit")
    assert cache.get("lamp") == "lit"
    assert lines(caplog)[1:] == ["Redis answers again."]


def test_a_server_that_is_full_is_as_good_as_none(redis, cache_at):
    cache_at(redis.url)
    cache._cache.get_client(write=True).config_set("maxmemory", 1)

    assert cache.set("lamp", "lit") is None
    assert cache.get("lamp") is None


def test_the_pause_is_over_on_its_second_for_one_who_asks(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(caches, "monotonic", lambda: now)
    silence = caches.Silence("Redis")
    assert not silence.lasts()

    silence.begin(ConnectionError())

    assert silence.lasts()
    now += caches.PAUSE - 0.001
    assert silence.lasts()
    now += 0.001
    assert [silence.lasts(), silence.lasts()] == [False, True]
    silence.end()
    assert [silence.lasts(), silence.lasts()] == [False, False]


# what people see of it


@pytest.mark.parametrize("path", ["/", "/how-we-moderate/", "/receipts/", "/terms/"])
def test_a_reader_sees_every_page_without_redis(nobody_there, client, db, path):
    make.article()

    assert client.get(path).status_code == 200


def test_a_member_stays_signed_in_without_redis(nobody_there, client, mona):
    client.force_login(mona)
    article = make.article()

    page = client.get(article.get_absolute_url())

    assert page.status_code == 200
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert client.get("/admin/").status_code == 200


def test_a_moderator_signs_in_and_out_without_redis(nobody_there, client, mona):
    typed = {"username": "mona", "password": "secret", "next": "/admin/"}

    assert client.post("/admin/login/", typed).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/admin/").status_code == 302
