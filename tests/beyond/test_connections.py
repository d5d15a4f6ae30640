"""The pool of connections to PostgreSQL: what it gives out works, and was not asked whether."""

import signal

import pytest
from django.db.utils import ConnectionHandler
from psycopg_pool import ConnectionPool

from forum import environment


@pytest.fixture
def connection(postgres, tmp_path, monkeypatch, django_db_blocker):
    """Of a site whose pool has this one alone."""
    postgres.start()
    monkeypatch.setenv("DATABASE_URL", postgres.url)
    config = environment.database(tmp_path)
    config["OPTIONS"] = config["OPTIONS"] | {"pool": {"min_size": 1, "max_size": 1, "timeout": 5}}
    own = ConnectionHandler({"default": config})["default"]
    with django_db_blocker.unblock():
        yield own
        own.close()
    own.close_pool()


def ask(connection) -> int:
    """Which process of the server answers a request, which then gives the connection back."""
    try:
        with connection.cursor() as cursor:
            return cursor.execute("SELECT pg_backend_pid()").fetchone()[0]
    finally:
        connection.close()


def test_a_connection_is_used_again_and_not_asked_before(connection, monkeypatch):
    first = ask(connection)
    monkeypatch.setattr(ConnectionPool, "check_connection", lambda one: pytest.fail("asked"))

    assert ask(connection) == first


def test_one_that_the_server_ended_is_replaced_before_somebody_gets_it(connection, postgres):
    first = ask(connection)
    postgres.ask("SELECT pg_terminate_backend(%s, 5000)", first)

    assert ask(connection) != first


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["fast", "immediate"])
def test_a_restart_of_the_server_is_not_noticed(connection, postgres, how):
    first = ask(connection)
    postgres.stop(how)
    postgres.start()

    assert ask(connection) != first


def test_one_that_has_something_to_tell_stays(connection, postgres):
    first = ask(connection)
    with connection.cursor() as cursor:
        cursor.execute("LISTEN lamps")
    connection.close()
    postgres.ask("SELECT pg_notify('lamps', 'lit')")

    assert ask(connection) == first
