"""Reading in a real browser: pages of comments, permalinks, old links, the keyboard."""

import pytest

from tests import make

pytestmark = pytest.mark.browser


@pytest.fixture
def article(transactional_db):
    """An article with two pages of comments, and a deep thread at the top of the second."""
    article = make.article(headline="The lamps are lit")
    for number in range(15):
        make.comment(article.discussion, body=f"Lamp {number}")
    reply = make.comment(article.discussion, body="The ladder")
    for number in range(5):
        reply = make.comment(parent=reply, body=f"Rung {number}", by=make.guest(f"Nell {number}"))
    return article


def in_view(page, selector):
    return page.locator(selector).evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return r.top >= 0 && r.top < window.innerHeight }"
    )


def test_a_reader_turns_the_page(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    assert page.get_by_role("heading", name="Comments (21)").is_visible()

    page.get_by_role("navigation", name="Pages of comments", exact=True).get_by_role(
        "link", name="2", exact=True
    ).click()

    assert page.url.endswith("?page=2#comments")
    assert page.get_by_text("The ladder").is_visible()
    assert page.locator('[aria-current="page"]').first.inner_text() == "2"


def test_below_the_third_level_a_reply_names_whom_it_answers(page, live_server, article):
    page.goto(f"{live_server.url}{article.get_absolute_url()}?page=2")

    fourth = page.locator(".comment", has_text="Rung 2").last

    assert "in reply to Nell 1" in fourth.inner_text()
    assert page.locator(".replies .replies .replies").count() == 0


def test_a_permalink_leads_to_its_comment_and_marks_it(page, live_server, article):
    last = article.discussion.comments.order_by("pk").last()

    page.goto(f"{live_server.url}/c/{last.pk}/")

    assert page.url.endswith(f"?page=2#comment-{last.pk}")
    assert in_view(page, ":target")
    marked = page.locator(":target > .comment__own")
    plain = page.locator(f"#comment-{last.pk - 1} > .comment__own")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert marked.evaluate(colour) != plain.evaluate(colour)


def test_an_old_link_to_a_comment_on_another_page_still_finds_it(page, live_server, article):
    last = article.discussion.comments.order_by("pk").last()

    page.goto(f"{live_server.url}{article.get_absolute_url()}#comment-{last.pk}")

    page.wait_for_url(f"**?page=2#comment-{last.pk}")
    assert page.locator(":target").is_visible()


def test_the_first_key_offers_to_skip_to_the_content(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert in_view(page, ".skip:focus")


def test_who_only_reads_leaves_nothing_behind(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    page.get_by_role("link", name="2", exact=True).first.click()
    page.wait_for_url("**?page=2*")
    page.wait_for_load_state("load")

    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_forced_colours_keep_the_mark(page, live_server, article):
    page.emulate_media(forced_colors="active")
    last = article.discussion.comments.order_by("pk").last()

    page.goto(f"{live_server.url}/c/{last.pk}/")

    outline = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]"
    assert page.locator(":target > .comment__own").evaluate(outline) == ["solid", "2px"]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(page, live_server, article, width):
    make.comment(article.discussion, body="https://example.org/" + "long" * 100)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"{live_server.url}{article.get_absolute_url()}?page=2")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
