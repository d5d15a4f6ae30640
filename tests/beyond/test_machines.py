"""Two web processes, PostgreSQL, Redis and nginx: one after the other goes, and people read and
write on. Every comment that was acknowledged is there afterwards, once."""

import signal
from collections import Counter
from threading import Event
from time import monotonic, sleep

import pytest

from tests.beyond.browser import Browser
from tests.beyond.crowd import Reader, Told, Wanderer, Writer, gather
from tests.beyond.machines import Nginx, Redis, listens, wait_until
from tests.beyond.site import Site

QUIET = 4  # seconds between two things that go wrong
BY_NGINX = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}


@pytest.fixture(scope="module")
def redis():
    own = Redis()
    yield own
    own.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def site(postgres, redis, folder):
    return Site(
        folder,
        DATABASE_URL=postgres.url,
        CACHE_URL=redis.url,
        HTTPS="1",
        ALLOWED_HOSTS="127.0.0.1,127.0.0.2",
        TRUSTED_PROXIES="1",
    )


@pytest.fixture(scope="module")
def webs(site):
    own = [site.web(host) for host in ("127.0.0.1", "127.0.0.2")]
    yield own
    for one in own:
        one.kill()


@pytest.fixture(scope="module")
def browser(webs, folder, tmp_path_factory, paths):
    """browser(): somebody new who comes by way of nginx."""
    place = tmp_path_factory.mktemp("nginx")
    nginx = Nginx(place, folder, [(web.host, web.port) for web in webs])
    certificate = str(place / "fullchain.pem")
    yield lambda: Browser(nginx.port, certificate)
    nginx.stop()


def go_wrong(postgres, redis, webs) -> list[float]:
    """Kill one of everything; the moments at which it was over."""
    moments = []

    def over():
        moments.append(monotonic())
        sleep(QUIET)

    sleep(QUIET)
    webs[1].kill()
    over()
    redis.stop(signal.SIGKILL)
    over()
    postgres.crash()
    postgres.start()
    over()
    webs[1].start()
    redis.start()
    over()
    return moments


@pytest.fixture(scope="module")
def told(browser, postgres, redis, webs, paths) -> tuple[Told, list[float]]:
    """What people were told while one thing after the other went wrong."""
    browser().get(paths[0])  # somebody has read the article before
    enough = Event()
    kinds = [Writer, Writer, Writer, Reader, Reader, Wanderer]
    people = [kind(browser(), paths, enough) for kind in kinds]
    for person in people:
        person.start()
    try:
        moments = go_wrong(postgres, redis, webs)
    finally:
        enough.set()
    return gather(people), moments


def test_nobody_is_told_nonsense(told):
    assert told[0].faults == []


def test_what_was_read_before_can_be_read_all_the_time(told):
    """The page that everybody reads is kept; what nobody has read waits for the database."""
    pages = told[0].pages

    assert pages[200, "HIT"] > 100
    assert pages[200, "MISS"] > 10
    assert set(pages) <= {(200, "HIT"), (200, "MISS"), (503, "MISS")}


def test_people_write_on_after_each_of_them(told):
    acknowledged = [moment for moment, _words in told[0].acknowledged]

    for begin, end in zip(told[1], [*told[1][1:], float("inf")], strict=True):
        assert [moment for moment in acknowledged if begin < moment < end]


def test_every_acknowledged_comment_is_there_once(told, postgres):
    with postgres.connect() as connection:
        rows = connection.execute("SELECT body FROM comments_comment").fetchall()
    found = Counter(body for (body,) in rows)

    assert found == Counter(words for _moment, words in told[0].acknowledged)


def test_in_the_end_every_process_shows_them_all(told, webs, paths):
    """What Redis kept from before its end, or a process of its own, is not shown any more."""
    shown = f"Comments ({len(told[0].acknowledged)})"

    for web in webs:
        wait_until(lambda web=web: listens(web.port, web.host), "the process that was killed")
        assert shown in Browser(web.port, host=web.host, headers=BY_NGINX).get(paths[0]).text


def test_no_tree_is_torn(told, site):
    assert "all is well" in site.run("check_tree")


def test_without_any_web_process_what_was_read_can_be_read(told, browser, webs, paths):
    reader = browser()
    for web in webs:
        web.kill()

    known, unknown = reader.get(paths[0]), reader.get("/never-read/")
    posted = reader.post(paths[1], name="Ann", email="ann@example.org", body="Well said.")

    assert known.status == 200
    assert (unknown.status, unknown.headers["retry-after"]) == (503, "30")
    assert (posted.status, posted.headers["retry-after"]) == (503, "30")
    for web in webs:
        web.start()
    wait_until(lambda: reader.get("/never-read/").status == 404, "the site to come back")
