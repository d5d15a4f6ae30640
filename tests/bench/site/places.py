"""Where the site is measured: databases of this run's own, made before and dropped after it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import psycopg
import redis
from psycopg import sql

POSTGRES = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
NAME = f"afterword_bench_{os.getpid()}"
SETTINGS = "tests.bench.site.settings"
# What would make it another site than the one that is measured.
FOREIGN = ("DATABASE_URL", "REPLICA_URL", "CACHE_URL", "DEBUG", "HTTPS", "AKISMET_KEY")


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    """The environment of a site on SQLite with a cache in local memory."""
    folder = tempfile.mkdtemp(prefix="afterword-bench-")
    try:
        yield _environment(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """The same on PostgreSQL, with its cache in Redis if that answers."""
    with sqlite() as environment:
        _administrate("CREATE DATABASE {}")
        try:
            url = urlsplit(POSTGRES)._replace(path=f"/{NAME}").geturl()
            cache = {"CACHE_URL": REDIS} if redis_answers() else {}
            yield environment | {"DATABASE_URL": url} | cache
        finally:
            _administrate("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            _forget()


def postgresql_answers() -> bool:
    with suppress(psycopg.Error), psycopg.connect(POSTGRES, connect_timeout=3):
        return True
    return False


def redis_answers() -> bool:
    with suppress(redis.RedisError):
        return redis.from_url(REDIS, socket_connect_timeout=3).ping()
    return False


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "BENCH_PREFIX": NAME,
        "DEMO": "1",
    }


def _administrate(statement: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(NAME)))


def _forget() -> None:
    with suppress(redis.RedisError):
        server = redis.from_url(REDIS, socket_connect_timeout=3)
        for key in server.scan_iter(match=f"{NAME}:*", count=1000):
            server.delete(key)
