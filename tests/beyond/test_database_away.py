"""The database away: nobody's words are lost, every page says when to come again."""

import re
import signal
from contextlib import closing, contextmanager
from threading import Thread

import pytest

from tests.beyond.browser import Answer, Browser
from tests.beyond.machines import free_port, wait_until
from tests.beyond.site import Site

TYPED = {
    "name": "Ann",
    "email": "ann@example.org",
    "body": "Well said, and <b>bold</b>.",
    "terms": "1",
    "stamp": "2026-11-21:signed",
}
SHOWN = "Well said, and &lt;b&gt;bold&lt;/b&gt;."


@pytest.fixture(scope="module")
def web(postgres, folder, paths):
    own = Site(folder, DATABASE_URL=postgres.url).web()
    yield own
    own.kill()


@pytest.fixture
def reader(web, postgres, paths):
    """A browser at a site whose database is there, and answers."""
    postgres.start()
    browser = Browser(web.port)
    wait_until(lambda: browser.get(paths[0]).status == 200, "the site")
    return browser


@pytest.fixture(scope="module")
def nowhere(folder, paths):
    """The site with a database that was never there."""
    own = Site(folder, DATABASE_URL=f"postgres://me@127.0.0.1:{free_port()}/site").web()
    yield Browser(own.port)
    own.kill()


def assert_come_again(answer: Answer):
    assert answer.status == 503
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert "Traceback" not in answer.text


def assert_kept(answer: Answer, typed: dict[str, str] = TYPED):
    assert_come_again(answer)
    assert answer.form == typed
    assert SHOWN in answer.text


def count(postgres, body: str) -> int:
    return postgres.ask("SELECT count(*) FROM comments_comment WHERE body = %s", body)


# never there


@pytest.mark.parametrize("path", ["/", "/c/1/", "/nothing/"])
def test_a_site_without_its_database_starts_and_says_when_to_come_again(nowhere, path):
    assert_come_again(nowhere.get(path))


def test_somebody_with_a_session_is_told_the_same(nowhere):
    member = Browser(nowhere.port, cookies={"sessionid": "k" * 32})

    assert_come_again(member.get("/"))
    assert_come_again(member.get("/admin/"))


@pytest.mark.parametrize("form", ["/discussions/1/comments/", "/c/1/reply/"])
def test_what_was_typed_is_given_back_without_a_database(nowhere, form):
    assert_kept(nowhere.post(form, **TYPED))


def test_static_files_need_no_database(nowhere):
    page = nowhere.get("/")
    sheet = re.search(r'href="(/static/css/site[^"]*\.css)"', page.text)[1]

    assert nowhere.get(sheet).status == 200
    assert nowhere.get("/robots.txt").status == 200


# gone for a while


def test_a_database_that_stops_takes_no_words_with_it(reader, postgres, paths):
    article, form = paths
    typed = TYPED | {"body": f"{TYPED['body']} One.", "stamp": reader.get(form).form["stamp"]}
    postgres.stop(signal.SIGINT)

    assert_come_again(reader.get(article))
    failed = reader.post(form, **typed)
    assert_kept(failed, typed)

    postgres.start()
    wait_until(lambda: reader.get(article).status == 200, "the site to come back by itself")
    assert reader.post(form, **failed.form).status == 303
    assert count(postgres, typed["body"]) == 1
    assert typed["body"].replace("<", "&lt;").replace(">", "&gt;") in reader.get(article).text


def test_a_crash_of_the_database_is_over_when_it_is_back(reader, postgres, paths):
    postgres.crash()
    failed = reader.post(paths[1], **TYPED)
    postgres.start()

    assert_kept(failed)
    wait_until(lambda: reader.get(paths[0]).status == 200, "the site to come back by itself")


@contextmanager
def somebody_posting(reader, postgres, form: str, body: str):
    """A post that waits for the lock of its discussion; yields its answer's list and process id."""
    answers: list[Answer] = []
    waiting = "SELECT max(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with postgres.connect() as other, other.transaction():
        other.execute("SELECT 1 FROM comments_discussion FOR UPDATE")
        typed = TYPED | {"body": body}
        thread = Thread(target=lambda: answers.append(reader.post(form, **typed)))
        thread.start()
        wait_until(lambda: postgres.ask(waiting), "the post to wait")
        yield answers, postgres.ask(waiting)
        thread.join(30)


@pytest.mark.parametrize("how", ["pg_terminate_backend", "pg_cancel_backend"])
def test_a_post_that_is_cut_off_in_the_middle_can_be_sent_again(reader, postgres, paths, how):
    """The connection dies; the statement ends as it does by statement_timeout."""
    typed = TYPED | {"body": f"{TYPED['body']} {how}."}

    with somebody_posting(reader, postgres, paths[1], typed["body"]) as (answers, process):
        postgres.ask(f"SELECT {how}(%s)", process)

    assert_kept(answers[0], typed)
    assert count(postgres, typed["body"]) == 0
    assert reader.post(paths[1], **answers[0].form).status == 303
    assert count(postgres, typed["body"]) == 1


def test_a_post_that_waits_too_long_for_its_turn_can_be_sent_again(reader, postgres, paths):
    typed = TYPED | {"body": f"{TYPED['body']} Later."}

    with somebody_posting(reader, postgres, paths[1], typed["body"]) as (answers, _process):
        pass  # until lock_timeout, five seconds

    assert_kept(answers[0], typed)
    assert reader.post(paths[1], **answers[0].form).status == 303


def test_a_primary_that_has_become_a_standby_takes_no_words_with_it(reader, postgres, paths):
    with closing(postgres.connect()) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        connection.execute("SELECT pg_reload_conf()")
        failed = reader.post(paths[1], **TYPED)
        page = reader.get(paths[0])
        connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
        connection.execute("SELECT pg_reload_conf()")

    assert_kept(failed)
    assert page.status == 200


def test_more_readers_than_connections_wait_for_their_turn(reader, postgres, paths):
    """max_connections is 60: others hold all that is left."""
    held = []
    try:
        while len(held) < 60:
            held.append(postgres.connect())
    except Exception as error:
        assert "too many clients" in str(error) or "reserved" in str(error)  # noqa: PT017
    answers = [reader.get(paths[0]).status for _ in range(5)]
    for connection in held:
        connection.close()

    assert answers == [200] * 5  # by the connections that the pool has
