"""A real standby that streams: who reads from it, who does not, and what happens when it lags."""

import re
from time import monotonic

import pytest

from tests.beyond.browser import Answer, Browser
from tests.beyond.machines import wait_until
from tests.beyond.postgres import Standby
from tests.beyond.site import Site

TYPED = {"name": "Ann", "email": "ann@example.org", "terms": "1"}
HEALTH = """
from forum.web import lag, replicas
lag.LONGEST = {}
print(replicas.health.is_good())
"""
WRITE = """
from django.db import connections, InternalError
try:
    connections["replica"].cursor().execute("CREATE TABLE nonsense ()")
except InternalError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def standby(postgres, paths):
    own = Standby(postgres)
    yield own
    own.remove()


@pytest.fixture(scope="module")
def site(postgres, standby, folder):
    return Site(folder, DATABASE_URL=postgres.url, REPLICA_URL=standby.url)


@pytest.fixture(scope="module")
def web(site):
    own = site.web()
    yield own
    own.kill()


@pytest.fixture
def article(postgres, standby, web, paths):
    """The address of an article that is read from the standby, which is up to date."""
    postgres.start()
    standby.start()
    wait_until(lambda: Browser(web.port).get(paths[1]).status == 200, "the site")
    standby.resume()
    wait_until(lambda: reads_from_standby(web, standby, paths), "the standby to be used")
    return paths[0]


def reads_from_standby(web, standby, paths) -> bool:
    """Whether a stranger does not see what only the primary has."""
    standby.pause()
    body = f"Said at {monotonic()}."
    post(Browser(web.port), paths, body)
    page = Browser(web.port).get(paths[0])
    standby.resume()
    return page.status == 200 and body not in page.text


def post(browser: Browser, paths, body: str) -> Answer:
    """The answer to what was typed into the form that a stranger is given."""
    stamp = Browser(browser.port).get(paths[1]).form["stamp"]
    answer = browser.post(paths[1], body=body, stamp=stamp, **TYPED)
    assert answer.status == 303, answer.text
    return answer


def test_whoever_has_just_posted_sees_it_and_a_stranger_a_moment_later(
    article, standby, web, paths
):
    author, stranger = Browser(web.port), Browser(web.port)
    standby.pause()

    landed = author.follow(post(author, paths, "Seen by its author."))
    elsewhere, plain = stranger.get(article), author.get(article)
    standby.resume()

    assert "Seen by its author." in landed.text
    assert "no-store" in landed.headers["cache-control"]
    assert "Seen by its author." in plain.text
    assert (elsewhere.status, "Seen by its author." in elsewhere.text) == (200, False)
    assert "Seen by its author." in stranger.get(article).text


def test_no_page_gives_a_cookie_or_depends_on_one(article, web):
    author = Browser(web.port, cookies={"reader": "k" * 32})

    pages = [Browser(web.port).get(article), author.get(article)]

    assert pages[0].text == pages[1].text
    for page in pages:
        assert "set-cookie" not in page.headers
        assert "cookie" not in page.headers.get("vary", "").lower()


def test_a_permalink_can_be_passed_on_before_the_replica_has_it(
    article, postgres, standby, web, paths
):
    standby.pause()
    post(Browser(web.port), paths, "Passed on at once.")
    pk = postgres.ask("SELECT max(id) FROM comments_comment")

    answer = Browser(web.port).get(f"/c/{pk}/")
    standby.resume()

    assert answer.status == 302
    assert answer.headers["location"].endswith(f"#comment-{pk}")


def test_what_is_for_one_reader_alone_is_never_late(article, postgres, standby, web, paths):
    """A receipt opened in another browser: an edit must begin with the words as they are."""
    author = Browser(web.port)
    post(author, paths, "The first words.")
    receipt = re.search(r'"(/receipts/[^"/]+/)"', author.get("/receipts/").text)[1]
    standby.resume()
    standby.pause()

    assert author.post(receipt, body="The second words.").status == 303
    shown = Browser(web.port).get(receipt)
    standby.resume()

    assert "The second words." in shown.text


def test_without_its_replica_the_site_reads_from_the_primary(article, standby, web, paths):
    standby.crash()

    post(Browser(web.port), paths, "Said without the replica.")
    pages = [Browser(web.port).get(article) for _ in range(5)]

    assert [page.status for page in pages] == [200] * 5
    assert all("Said without the replica." in page.text for page in pages)


def test_without_its_primary_the_site_can_still_be_read(article, postgres, web, paths):
    postgres.crash()

    stranger, author = Browser(web.port), Browser(web.port, cookies={"reader": "k" * 32})
    pages = [stranger.get(article) for _ in range(3)]
    typed = TYPED | {"body": "Said without the primary."}
    failed = stranger.post(paths[1], **typed)

    assert [page.status for page in pages] == [200] * 3
    assert (failed.status, failed.form) == (503, typed)
    assert stranger.get("/c/999999/").status == 503  # who knows
    assert author.get(article).status == 503


def test_a_sitemap_is_streamed_from_the_replica(article, postgres, web):
    postgres.crash()

    answer = Browser(web.port).get("/sitemap-articles-1.xml")

    assert (answer.status, answer.headers["transfer-encoding"]) == (200, "chunked")
    assert f"{article}</loc>" in answer.text
    assert answer.text.endswith("</urlset>\n")


def test_a_site_that_starts_without_its_primary_shows_what_the_replica_has(
    article, postgres, site, paths
):
    postgres.crash()

    web = site.web()
    try:
        assert Browser(web.port).get(article).status == 200
    finally:
        web.kill()


@pytest.mark.parametrize(("longest", "is_good"), [(30, "True"), (0, "False")])
def test_a_replica_that_is_too_far_behind_is_as_good_as_none(
    article, postgres, standby, site, longest, is_good
):
    standby.pause()
    postgres.ask("UPDATE articles_article SET headline = headline RETURNING 1")
    waiting = "SELECT pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()"
    wait_until(lambda: standby.ask(waiting), "something to catch up with")

    said = site.run("shell", "--verbosity=0", "--command", HEALTH.format(longest))
    standby.resume()

    assert said.split() == [is_good]


def test_nothing_can_be_written_by_way_of_the_replica(article, postgres, folder):
    """Not even if REPLICA_URL leads to a database that could be written to."""
    same = postgres.url.replace("127.0.0.1", "localhost")
    site = Site(folder, DATABASE_URL=postgres.url, REPLICA_URL=same)

    said = site.run("shell", "--verbosity=0", "--command", WRITE)

    assert "read-only transaction" in said
