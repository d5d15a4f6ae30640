"""Real processes for tests of races, each with a connection of its own to the test database.

Imports nothing of Django at first: a process learns which database is meant before it looks. All
are forked from one that has read the site and done nothing, which saves a second for each.
"""

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver
from urllib.parse import quote

import pytest

COUNT = 8
PATIENCE = 60  # seconds until a process that does not answer fails the test

_gate = None


@contextmanager
def started(connection, count: int = COUNT, patience: int = PATIENCE):
    """Yields all(work, arguments): `work` with each of the `count` tuples of arguments, all at
    once; one that has not answered after `patience` seconds fails the test."""
    context = _context(url_of(connection))
    gate = context.Barrier(count)
    with ProcessPoolExecutor(count, context, _start, (gate,)) as pool:

        def all_at_once(work: Callable, arguments: Iterable[tuple]) -> list:
            answers = [pool.submit(_together, work, *given) for given in arguments]
            assert len(answers) == count, "the gate waits for all of them"
            return [answer.result(patience) for answer in answers]

        yield all_at_once


def url_of(connection) -> str:
    """The connection's settings as a DATABASE_URL."""
    it = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{it['NAME']}"
    person = ":".join(quote(part, safe="") for part in (it["USER"], it["PASSWORD"]) if part)
    return f"postgres://{person}@{it['HOST']}:{it['PORT']}/{it['NAME']}"


def _context(database_url: str):
    """The site's own settings, with its pool, on the test database."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", database_url)
        environment.setenv("DJANGO_SETTINGS_MODULE", "forum.settings")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.comments.site"])
        forkserver.ensure_running()
    return context


def _start(gate) -> None:
    global _gate
    _gate = gate


def _together(work: Callable, *arguments):
    """Begin when all have come; hold no connection afterwards."""
    from django.db import connection

    _gate.wait(PATIENCE)
    try:
        return work(*arguments)
    finally:
        connection.close()
