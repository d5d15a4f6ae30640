"""Real processes for tests of races, each with a connection of its own to the test database.

Imports nothing of Django at first: a process learns which database is meant before it looks.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote

COUNT = 8
PATIENCE = 60  # seconds until a process that does not answer fails the test

_gate = None


@contextmanager
def started(connection):
    """Yields all(work, arguments): `work` with each of the 8 tuples of arguments, all at once."""
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(COUNT)
    with ProcessPoolExecutor(COUNT, context, _start, (_url(connection), gate)) as pool:

        def all_at_once(work: Callable, arguments: Iterable[tuple]) -> list:
            answers = [pool.submit(_together, work, *given) for given in arguments]
            assert len(answers) == COUNT, "the gate waits for all of them"
            return [answer.result(PATIENCE) for answer in answers]

        yield all_at_once


def _url(connection) -> str:
    """The connection's settings as a DATABASE_URL."""
    it = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{it['NAME']}"
    person = ":".join(quote(part, safe="") for part in (it["USER"], it["PASSWORD"]) if part)
    return f"postgres://{person}@{it['HOST']}:{it['PORT']}/{it['NAME']}"


def _start(database_url: str, gate) -> None:
    """The site's own settings, with its pool, on the test database."""
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "forum.settings"
    global _gate
    _gate = gate

    import django

    django.setup()


def _together(work: Callable, *arguments):
    """Begin when all have come; hold no connection afterwards."""
    from django.db import connection

    _gate.wait(PATIENCE)
    try:
        return work(*arguments)
    finally:
        connection.close()
