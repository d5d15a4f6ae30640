"""“3 new comments: show”, and articles that are fetched as soon as one points at them."""

import mimetypes

import pytest
from django.core.signals import request_started

from forum.comments.models import Comment
from tests import make

pytestmark = pytest.mark.browser
# The live server does not serve static files as whitenoise does (tests/web/test_speculation.py).
mimetypes.add_type("application/speculationrules+json", ".rules")

# Adds up what moves; notes how often the discussion is asked about; lets a test hide the page.
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.moved += e.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def article(transactional_db, policy, settings):
    policy(pause_seconds=0)
    settings.NEWS_EVERY = 1  # asked each one to two seconds
    article = make.article(headline="The lamps are lit")
    for n in range(12):
        make.comment(article.discussion, body=f"Lamp {n}.\n\nIt burns.", by=make.guest("Otto"))
    return article


@pytest.fixture
def asked(page):
    """The addresses that were asked whether there is anything new."""
    addresses = []
    page.on("request", lambda r: addresses.append(r.url) if r.url.endswith("/news/") else None)
    return addresses


def write_two(article) -> Comment:
    make.comment(article.discussion, body="The first of two.")
    return make.comment(article.discussion, body="The second of two.")


def test_new_comments_are_offered_and_a_click_shows_them(page, live_server, article, asked):
    page.add_init_script(WATCH)
    page.goto(live_server.url + article.get_absolute_url())
    page.locator("#comments").scroll_into_view_if_needed()
    page.get_by_label("Comment", exact=False).last.fill("A draft of mine.")
    page.locator(".threads > li").nth(3).scroll_into_view_if_needed()
    assert page.locator(".news a").count() == 0
    newest = write_two(article)

    page.locator(".news a").wait_for()

    assert page.get_by_role("status").inner_text() == "2 new comments: show"
    assert "The second of two." not in page.content()
    assert page.evaluate("window.moved") == 0
    page.get_by_role("link", name="2 new comments: show").click()
    page.get_by_text("The second of two.").wait_for()
    assert page.locator(":target").get_attribute("id") == f"comment-{newest.pk}"
    assert page.get_by_label("Comment", exact=False).last.input_value() == "A draft of mine."


def test_one_new_comment_is_one(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    make.comment(article.discussion)
    offer = page.locator(".news a")
    offer.wait_for()

    assert offer.inner_text() == "1 new comment: show"


def test_once_offered_it_asks_no_more(page, live_server, article, asked):
    page.goto(live_server.url + article.get_absolute_url())
    write_two(article)
    page.locator(".news a").wait_for()
    before = len(asked)

    page.wait_for_timeout(3000)

    assert len(asked) == before
    assert page.locator(".news a").count() == 1


def test_a_page_that_nobody_looks_at_asks_nothing(page, live_server, article, asked):
    page.goto(live_server.url + article.get_absolute_url())
    page.evaluate(HIDE, True)

    page.wait_for_timeout(4000)

    assert asked == []
    page.evaluate(HIDE, False)
    page.wait_for_event("request", lambda r: r.url.endswith("/news/"))


def test_where_the_site_does_not_answer_it_asks_ever_more_rarely(page, live_server, article, asked):
    page.route("**/news/", lambda route: route.fulfill(status=429, body=""))
    page.goto(live_server.url + article.get_absolute_url())

    page.wait_for_timeout(7500)

    assert 1 <= len(asked) <= 3  # after 1 to 2 seconds, 2 to 4 more, 4 to 8 more


def test_it_goes_on_after_an_answer_that_failed(page, live_server, article):
    page.route("**/news/", lambda route: route.fulfill(status=429), times=1)
    page.goto(live_server.url + article.get_absolute_url())
    write_two(article)

    page.get_by_role("link", name="2 new comments: show").wait_for()


def test_a_closed_discussion_is_asked_about_no_more(page, live_server, article, asked):
    page.goto(live_server.url + article.get_absolute_url())
    type(article.discussion).objects.update(opening="closed")

    page.wait_for_timeout(5000)

    assert len(asked) == 1


def test_ones_own_comment_is_no_news(page, live_server, article, asked):
    page.goto(live_server.url + article.get_absolute_url())
    page.get_by_label("Name").fill("Nell")
    page.get_by_label("E-mail").fill("nell@example.org")
    page.get_by_label("Comment", exact=False).last.fill("The one who carries the ladder.")
    page.get_by_role("button", name="Post comment").click()
    page.wait_for_url("**#comment-*")
    asked.clear()

    page.wait_for_event("requestfinished", lambda r: r.url.endswith("/news/"))
    page.wait_for_event("requestfinished", lambda r: r.url.endswith("/news/"))

    assert page.locator(".news a").count() == 0


def test_a_member_is_offered_them_too_and_asks_without_a_cookie(page, live_server, article, client):
    client.force_login(make.member("nell"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.goto(live_server.url + article.get_absolute_url())
    write_two(article)

    asking = page.wait_for_event("request", lambda r: r.url.endswith("/news/"))

    assert "cookie" not in asking.all_headers()
    page.get_by_role("link", name="2 new comments: show").wait_for()


@pytest.fixture
def prefetched():
    """The paths that a browser asked for before anybody had opened them."""
    paths = []

    def note(environ, **kwargs):
        if environ.get("HTTP_SEC_PURPOSE", "").startswith("prefetch"):
            paths.append(environ["PATH_INFO"])

    request_started.connect(note)
    yield paths
    request_started.disconnect(note)


def test_an_article_is_fetched_when_one_points_at_its_teaser(
    page, live_server, article, prefetched
):
    page.goto(live_server.url + "/")
    page.wait_for_timeout(500)
    assert prefetched == []

    page.locator(".teaser h2 a").hover()
    page.wait_for_timeout(1500)

    assert prefetched == [article.get_absolute_url()]


def test_nothing_else_is_fetched_when_one_points_at_it(page, live_server, article, prefetched):
    page.goto(live_server.url + "/")
    page.wait_for_timeout(500)
    for link in page.locator("a:not(.teaser h2 > a, .teaser__picture, .skip)").all():
        link.hover()
        page.wait_for_timeout(300)

    assert prefetched == []
