"""Who reads from the replica, and what is asked of the primary after all. `tests/beyond` has a
real one."""

import logging

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError, router
from django.http import HttpResponse

from forum.comments import hands
from forum.comments.models import Comment
from forum.web import lag, replicas
from forum.web.lag import Health
from forum.web.pages import private
from forum.web.replicas import PRIMARY, REPLICA, ReplicaMiddleware, reading_from


@pytest.fixture
def with_replica(settings, monkeypatch):
    """The site with a replica that is so many seconds behind, or gone."""

    def start(behind: float | Exception | None = 0.0):
        def ask():
            if isinstance(behind, Exception):
                raise behind
            return behind

        monkeypatch.setitem(settings.DATABASES, REPLICA, {})
        monkeypatch.setattr(replicas, "health", Health(ask))

    return start


@pytest.fixture
def asked(rf):
    """asked(…): the databases from which a request was answered, one after the other, and the
    status that the reader got. Each database answers with the status given for it."""

    def ask(path="/", *, method="GET", cookies=(), primary=200, replica=200):
        order = []

        def answer(request):
            alias = router.db_for_read(Comment)
            order.append(alias)
            return HttpResponse(alias, status={PRIMARY: primary, REPLICA: replica}[alias])

        request = rf.generic(method, path)
        request.COOKIES.update(dict.fromkeys(cookies, "k"))
        response = ReplicaMiddleware(answer)(request)
        return order, response.status_code

    return ask


def test_without_a_replica_there_is_nothing_to_choose(rf):
    with pytest.raises(MiddlewareNotUsed):
        ReplicaMiddleware(lambda request: None)

    assert router.db_for_read(Comment) == PRIMARY


@pytest.mark.parametrize("path", ["/", "/2026/11/08/the-lamps/?page=2", "/c/7/", "/feed/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_stranger_reads_from_the_replica(with_replica, asked, path, method):
    with_replica()

    assert asked(path, method=method) == ([REPLICA], 200)


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST"},
        {"method": "PUT"},
        {"method": "DELETE"},
        {"cookies": ["sessionid"]},
        {"cookies": ["reader"]},
        {"cookies": ["__Host-reader", "other"]},
        {"path": "/2026/11/08/the-lamps/?posted=7"},
        {"path": "/2026/11/08/the-lamps/?page=2&posted="},
    ],
    ids=str,
)
def test_whoever_acts_or_is_known_reads_from_the_primary(with_replica, asked, request_):
    with_replica()

    assert asked(**request_) == ([PRIMARY], 200)


def test_a_cookie_of_somebody_else_makes_nobody_known(with_replica, asked):
    with_replica()

    assert asked(cookies=["_consent", "mysessionid"]) == ([REPLICA], 200)


@pytest.mark.parametrize("is_secure", [False, True])
def test_the_cookie_that_a_post_gives_is_one_of_those(settings, is_secure):
    settings.SESSION_COOKIE_SECURE = is_secure

    assert hands.cookie_name() in replicas.AUTHORS_COOKIES


@pytest.mark.parametrize("path", ["/c/7/", "/nothing/"])
def test_what_is_not_there_yet_is_looked_for_in_the_primary(with_replica, asked, path):
    with_replica()

    assert asked(path, replica=404, primary=302) == ([REPLICA, PRIMARY], 302)
    assert asked(path, replica=404, primary=404) == ([REPLICA, PRIMARY], 404)
    assert asked(path, replica=404, primary=503) == ([REPLICA, PRIMARY], 503)


def test_a_replica_that_fails_is_left_alone(with_replica, asked, caplog):
    with_replica()

    first = asked(replica=503)

    assert first == ([REPLICA, PRIMARY], 200)
    assert asked() == ([PRIMARY], 200)
    assert [record.message for record in caplog.records] == [
        "The replica is not read from: it did not answer a reader"
    ]


def test_while_both_are_away_nobody_is_at_fault(with_replica, asked, caplog):
    with_replica()

    assert asked(replica=503, primary=503) == ([REPLICA, PRIMARY], 503)
    assert asked() == ([REPLICA], 200)
    assert not caplog.records


@pytest.mark.parametrize("behind", [OperationalError("gone"), None, lag.LONGEST + 1])
def test_a_replica_that_is_away_or_too_far_behind_is_the_last_resort(with_replica, asked, behind):
    with_replica(behind)

    assert asked() == ([PRIMARY], 200)
    assert asked(primary=404) == ([PRIMARY], 404)
    assert asked(primary=503) == ([PRIMARY, REPLICA], 200)
    assert asked(primary=503, replica=404) == ([PRIMARY, REPLICA], 503)
    assert asked(primary=503, replica=503) == ([PRIMARY, REPLICA], 503)


def test_a_lag_within_bounds_is_no_reason(with_replica, asked):
    with_replica(lag.LONGEST - 1.0)

    assert asked() == ([REPLICA], 200)


@pytest.fixture
def clock(monkeypatch):
    """clock(seconds): so much time passes."""
    now = [1000.0]
    monkeypatch.setattr(lag, "monotonic", lambda: now[0])

    def passes(seconds: float):
        now[0] += seconds

    return passes


def test_it_is_looked_at_once_in_a_while(clock):
    looks = []
    health = Health(lambda: looks.append(1) or 0.0)

    assert [health.is_good() for _ in range(20)] == [True] * 20
    clock(lag.PAUSE - 0.001)
    assert (health.is_good(), len(looks)) == (True, 1)
    clock(0.001)
    assert (health.is_good(), len(looks)) == (True, 2)


def test_without_word_of_the_primary_it_is_good_for_as_long_as_it_may_lag(clock):
    lags = [0.0]
    health = Health(lambda: lags[-1])
    assert health.is_good()
    lags.append(None)

    clock(lag.LONGEST)
    assert health.is_good()
    clock(0.001)
    assert not health.is_good()


def test_one_line_tells_when_it_is_left_and_one_when_it_is_taken_up(clock, caplog):
    caplog.set_level(logging.INFO)
    answers = [OperationalError("gone")]

    def ask():
        if isinstance(answers[-1], Exception):
            raise answers[-1]
        return answers[-1]

    health = Health(ask)
    seen = []
    for answer in [answers[0], answers[0], 0.0, 0.0]:
        answers.append(answer)
        seen.append(health.is_good())
        clock(lag.PAUSE)

    assert seen == [False, False, True, True]
    assert [record.message for record in caplog.records] == [
        "The replica is not read from: gone",
        "The replica is read from again.",
    ]


def test_what_is_to_be_changed_is_read_from_the_primary():
    with reading_from(REPLICA):
        assert router.db_for_write(Comment) == PRIMARY
        assert Comment.objects.select_for_update().db == PRIMARY
        assert Comment.objects.all().db == REPLICA
    assert Comment.objects.all().db == PRIMARY


def test_what_is_read_from_both_can_be_put_together():
    here, there = Comment(pk=1), Comment(pk=2)
    here._state.db, there._state.db = PRIMARY, REPLICA

    here.parent = there

    assert here.parent is there


def test_only_the_primary_is_migrated():
    assert router.allow_migrate(PRIMARY, "comments")
    assert not router.allow_migrate(REPLICA, "comments")


def test_a_page_for_one_reader_alone_is_read_from_the_primary(rf):
    view = private(lambda request: HttpResponse(router.db_for_read(Comment)))

    with reading_from(REPLICA):
        response = view(rf.get("/receipts/x/"))

    assert response.content.decode() == PRIMARY
