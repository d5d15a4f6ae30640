"""The pool of connections to PostgreSQL: what it gives out works, and was not asked whether; what
is streamed gives back what it took."""

import signal
from itertools import islice

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.db.utils import ConnectionHandler
from django.test import RequestFactory
from psycopg_pool import ConnectionPool

from articles import sitemaps
from articles.models import Article
from forum import environment
from tests import make


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


@pytest.fixture
def streamed(connection, monkeypatch):
    """streamed(path): an answer as the server gets it, from the site whose only connection this is,
    that sends one address at a time."""
    own = connections["default"]
    connections["default"] = connection
    monkeypatch.setattr(sitemaps, "PIECE", 1)

    def ask(path: str, **headers: str):
        environ = RequestFactory(**headers).get(path).environ
        return WSGIHandler()(environ, lambda status, headers: statuses.append(status))

    statuses = ask.statuses = []
    for number in range(20 - Article.objects.count()):
        make.article(slug=f"lamps-{number}")
    connection.close()
    yield ask
    connections["default"] = own


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
@pytest.mark.parametrize("pieces", [0, 1, 5, None])
def test_a_stream_gives_its_connection_back_however_far_it_is_read(
    connection, streamed, pieces, encoding
):
    free = connection.pool.get_stats
    answer = streamed("/sitemap-articles-1.xml", HTTP_ACCEPT_ENCODING=encoding)
    taken = list(islice(answer, pieces))
    assert streamed.statuses == ["200 OK"]
    assert len(taken) == pieces or pieces is None or encoding != "identity"
    assert free()["pool_available"] == 0

    answer.close()

    assert free()["pool_available"] == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name <> %s", [""])
        assert cursor.fetchone()[0] == 0
    connection.close()


def test_what_is_not_sent_gives_its_connection_back(connection, streamed):
    for path in ("/sitemap-articles-1.xml", "/sitemap-articles-9.xml"):
        environ = RequestFactory().head(path).environ
        answer = WSGIHandler()(environ, lambda status, headers: None)
        answer.close()
        assert connection.pool.get_stats()["pool_available"] == 1
