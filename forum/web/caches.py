"""The cache in Redis or Valkey that costs a reader a blink at most, and never an error.

While the server does not answer, everything is a miss and nothing is kept. Knows no app.
"""

import logging
from collections.abc import Callable
from functools import cache
from threading import Lock
from time import monotonic

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

PAUSE = 5  # seconds; a server that did not answer is left alone so long

logger = logging.getLogger(__name__)


class Silence:
    """The time in which a server does not answer, as this process knows it: logged when it begins
    and when it ends, not for every question in between."""

    def __init__(self, server: str):
        self._server = server
        self._lock = Lock()
        self._asked_again_at: float | None = None

    def lasts(self) -> bool:
        """Whether it is too early to ask. When the pause is over one question goes out, and the
        others wait for what it hears: a server that hangs costs one blink in a while."""
        if self._asked_again_at is None:
            return False
        with self._lock:
            until, now = self._asked_again_at, monotonic()
            if until is None or now < until:
                return until is not None
            self._asked_again_at = now + PAUSE
        return False

    def begin(self, error: Exception) -> None:
        with self._lock:
            is_news, self._asked_again_at = self._asked_again_at is None, monotonic() + PAUSE
        if is_news:
            logger.warning("%s does not answer, the site goes on without: %r", self._server, error)

    def end(self) -> None:
        if self._asked_again_at is None:
            return
        with self._lock:
            is_news, self._asked_again_at = self._asked_again_at is not None, None
        if is_news:
            logger.warning("%s answers again.", self._server)


silence = Silence("Redis")  # one for all that ask the server of CACHE_URL


class Client(RedisCacheClient):
    """Django's, which makes one of redis-py's for every question: that takes as long as to ask it.
    One serves for all, since the connections are not its own."""

    def __init__(self, *given, **options):
        super().__init__(*given, **options)
        self._client = cache(self._client)


class ForgivingRedisCache(RedisCache):
    """Django's RedisCache; what the server does not answer is a miss, or nothing done.

    `add` then says True, like Django's dummy cache: with it one of many takes up a piece of work,
    and without a cache each has to. `incr` raises ValueError, as for every key that is not there.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = Client

    def get(self, key, default=None, version=None):
        return self._ask(super().get, key, default, version, otherwise=default)

    def get_many(self, keys, version=None):
        return self._ask(super().get_many, keys, version, otherwise={})

    def has_key(self, key, version=None):
        return self._ask(super().has_key, key, version, otherwise=False)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._ask(super().set, key, value, timeout, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().set_many, data, timeout, version, otherwise=list(data))

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().add, key, value, timeout, version, otherwise=True)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().touch, key, timeout, version, otherwise=False)

    def delete(self, key, version=None):
        return self._ask(super().delete, key, version, otherwise=False)

    def delete_many(self, keys, version=None):
        self._ask(super().delete_many, keys, version)

    def clear(self):
        return self._ask(super().clear, otherwise=False)

    def incr(self, key, delta=1, version=None):
        count = self._ask(super().incr, key, delta, version)
        if count is None:
            raise ValueError(f"Key {key!r} not found.")
        return count

    def transact(self, fill: Callable) -> list | None:
        """The answers to the commands that `fill` puts into a pipeline, as one transaction and
        one round trip; None if there are none. Keys are `make_key(…)`."""

        def execute() -> list:
            # Django has no public name for the connections that CACHE_URL leads to.
            with self._cache.get_client(write=True).pipeline() as pipeline:
                fill(pipeline)
                return pipeline.execute()

        return self._ask(execute)

    def _ask(self, question: Callable, *given, otherwise=None):
        """The server's answer, or `otherwise` if it gives none."""
        if silence.lasts():
            return otherwise
        from redis.exceptions import RedisError  # 0.1 s at the start that only sites with Redis pay

        try:
            answer = question(*given)
        except (RedisError, OSError) as error:
            silence.begin(error)
            return otherwise
        silence.end()
        return answer
