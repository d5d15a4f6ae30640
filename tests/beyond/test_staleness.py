"""How old what nginx shows may be: no older than the site says of each page, and for as long as it
says when the site is away. The site, its headers and the ages in them are real; nobody waits."""

import re

import pytest

from tests.beyond.browser import Answer, Browser
from tests.beyond.machines import Nginx, wait_until
from tests.beyond.site import Site

EVER = 10**9  # seconds: older than any page may be
LATE = 2  # seconds: nginx counts whole ones


@pytest.fixture(scope="module")
def webs(postgres, folder):
    trusting = {"HTTPS": "1", "ALLOWED_HOSTS": "127.0.0.1,127.0.0.2", "TRUSTED_PROXIES": "1"}
    site = Site(folder, DATABASE_URL=postgres.url, **trusting)
    own = [site.web(host) for host in ("127.0.0.1", "127.0.0.2")]
    yield own
    for one in own:
        one.kill()


@pytest.fixture(scope="module")
def nginx(webs, folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("nginx")
    own = Nginx(place, folder, [(web.host, web.port) for web in webs])
    yield own
    own.stop()


@pytest.fixture
def reader(nginx):
    return Browser(nginx.port, str(nginx.folder / "fullchain.pem"))


@pytest.fixture(params=["article", "news"])
def path(request, paths):
    """What is shown, or tells, of a discussion: each with ages of its own."""
    return {"article": paths[0], "news": paths[1].replace("/comments/", "/news/")}[request.param]


def renew(nginx: Nginx, reader: Browser, path: str) -> Answer:
    """The page as it is now, which is kept from now on."""
    nginx.grow_older(EVER)
    answer = reader.get(path)
    assert answer.status == 200
    return answer


def ages(answer: Answer) -> tuple[int, int, int]:
    """For how many seconds it says it may be shown: unasked, while it is asked for, while the site
    is away; the latter two begin when the first is over."""
    said = dict(re.findall(r"([\w-]+)=(\d+)", answer.headers["cache-control"]))
    names = ("s-maxage", "stale-while-revalidate", "stale-if-error")
    return tuple(int(said.get(name, 0)) for name in names)


def post(reader: Browser, form: str, body: str) -> None:
    stamp = reader.get(form).form["stamp"]
    typed = {"name": "Ann", "email": "ann@example.org", "terms": "1", "stamp": stamp}
    author = Browser(reader.port, reader.certificate)
    assert author.post(form, body=body, **typed).status == 303


@pytest.mark.parametrize("moment", [0, 1], ids=["early", "late"])
def test_a_comment_is_seen_when_the_page_has_been_asked_for_once(
    nginx, reader, paths, path, moment
):
    """At the beginning and in the middle of the time in which the old one may still be shown."""
    before = renew(nginx, reader, path)
    fresh, revalidate, _error = ages(before)
    post(reader, paths[1], f"Said while {path} is kept, {moment}.")

    nginx.grow_older(fresh // 2)
    kept = reader.get(path)
    nginx.grow_older(fresh - fresh // 2 + LATE + moment * revalidate // 2)
    answers = [reader.get(path)]
    wait_until(lambda: answers.append(reader.get(path)) or answers[-1].text != before.text, path)

    assert (kept.headers["x-cache"], kept.text) == ("HIT", before.text)
    assert (answers[0].headers["x-cache"], answers[0].text) == ("STALE", before.text)
    assert [one.headers["x-cache"] for one in answers].count("STALE") == 1
    assert answers[-1].headers["x-cache"] == "HIT"


def test_nothing_is_older_than_it_says_while_the_site_lives(nginx, reader, paths, path):
    before = renew(nginx, reader, path)
    fresh, revalidate, _error = ages(before)
    post(reader, paths[1], f"Said long after {path} was kept.")

    nginx.grow_older(fresh + revalidate + LATE)
    answer = reader.get(path)

    assert answer.headers["x-cache"] == "EXPIRED"
    assert answer.text != before.text


def test_what_has_not_changed_is_good_for_as_long_again(nginx, reader, paths):
    before = renew(nginx, reader, paths[0])
    fresh, revalidate, _error = ages(before)

    nginx.grow_older(fresh + revalidate + LATE)
    asked = reader.get(paths[0])
    nginx.grow_older(fresh // 2)
    again = reader.get(paths[0])

    assert [one.headers["x-cache"] for one in (asked, again)] == ["REVALIDATED", "HIT"]
    assert asked.text == again.text == before.text


def test_while_the_database_is_away_a_page_is_shown(nginx, reader, postgres, paths):
    before = renew(nginx, reader, paths[0])
    fresh, _revalidate, error = ages(before)
    postgres.crash()

    nginx.grow_older(fresh + error // 2)
    shown, unknown = reader.get(paths[0]), reader.get("/never-read/")
    postgres.start()

    assert (shown.status, shown.headers["x-cache"], shown.text) == (200, "STALE", before.text)
    assert unknown.status == 503
    wait_until(lambda: reader.get("/never-read/").status == 404, "the site to come back")


def test_without_any_web_process_a_page_is_shown_for_as_long_as_it_says(nginx, reader, webs, paths):
    before = renew(nginx, reader, paths[0])
    fresh, _revalidate, error = ages(before)
    for web in webs:
        web.kill()

    nginx.grow_older(fresh + error // 2)
    shown = reader.get(paths[0])
    nginx.grow_older(error - error // 2 + LATE)
    over = reader.get(paths[0])
    for web in webs:
        web.start()

    assert (shown.status, shown.headers["x-cache"], shown.text) == (200, "STALE", before.text)
    assert (over.status, over.headers["retry-after"]) == (503, "30")
    wait_until(lambda: reader.get(paths[0]).status == 200, "the site to come back")
