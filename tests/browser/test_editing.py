"""Asked first, posted anyway, edited, listed: with JavaScript and without."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from forum.accounts.models import Standing
from forum.comments import receipts
from forum.comments.models import Comment
from tests import make
from tests.browser.test_accessibility import RULES

pytestmark = pytest.mark.browser

LINKS = "https://a.example https://b.example https://c.example"
BOTH = pytest.mark.parametrize("page", ["page", "page_without_js"], indirect=True)


@pytest.fixture
def page(request):
    return request.getfixturevalue(getattr(request, "param", "page"))


@pytest.fixture
def article(transactional_db, policy):
    # A browser that is driven is as quick as a machine.
    policy(pause_seconds=0, edit_minutes=15, rule_modes={"quick_form": "off"})
    article = make.article(headline="The lamps are lit")
    make.comment(article.discussion, body="Who lights the last one?", by=make.guest("Otto"))
    return article


def say(page, live_server, article, body="Wel said."):
    """Fill in the form under the article and send it."""
    page.goto(live_server.url + article.get_absolute_url())
    form = page.locator("#write form")
    form.get_by_label("Name").fill("Nell")
    form.get_by_label("E-mail").fill("nell@example.org")
    form.locator("textarea").fill(body)
    form.get_by_role("button", name="Post comment").click()


@BOTH
def test_who_is_asked_may_post_anyway(page, live_server, article):
    say(page, live_server, article, LINKS)
    assert page.locator("textarea").input_value() == LINKS
    assert "links" in page.get_by_role("alert").inner_text()

    page.get_by_role("button", name="Post anyway: a moderator reads it first").click()

    page.get_by_role("heading", name="Your comment waits for a moderator").wait_for()
    assert Comment.objects.get(name="Nell").is_held
    page.get_by_role("link", name="See it in the discussion, as only you do").click()
    assert page.locator(":target").get_by_text("Only you see it here.").is_visible()


@BOTH
def test_who_is_asked_may_find_other_words(page, live_server, article):
    say(page, live_server, article, LINKS)

    page.locator("textarea").fill("Without a link, then.")
    page.get_by_role("button", name="Post comment").click()

    page.wait_for_url("**#comment-*")
    assert Comment.objects.get(name="Nell").is_published


def test_enter_in_a_field_does_not_post_anyway(page, live_server, article):
    say(page, live_server, article, LINKS)

    with page.expect_navigation() as answer:
        page.get_by_label("Name").press("Enter")

    assert answer.value.status == 422
    assert not Comment.objects.filter(name="Nell").exists()


def test_the_draft_of_a_comment_that_waits_is_gone(page, live_server, article):
    say(page, live_server, article, LINKS)
    page.get_by_role("button", name="Post anyway").click()
    page.wait_for_url("**/receipts/**")

    page.goto(live_server.url + article.get_absolute_url())

    assert page.locator("#write textarea").input_value() == ""


@BOTH
def test_a_typo_is_mended(page, live_server, article):
    say(page, live_server, article)
    page.wait_for_url("**?posted=*")
    assert page.get_by_text("Your comment is up.").is_visible()

    page.get_by_role("link", name="Edit it until").click()
    field = page.get_by_label("Comment", exact=False)
    assert field.input_value() == "Wel said."
    field.fill("Well said.")
    page.get_by_role("button", name="Save the new words").click()

    page.wait_for_url("**?posted=*")
    comment = page.locator(":target")
    assert comment.get_by_text("Well said.").is_visible()
    assert comment.get_by_text("Your comment is up.").is_visible()


@BOTH
def test_an_edit_that_is_refused_keeps_the_words(page, live_server, article):
    say(page, live_server, article)
    page.get_by_role("link", name="Edit it until").click()

    page.get_by_label("Comment", exact=False).fill("👍")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save the new words").click()

    assert answer.value.status == 422
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Comment", exact=False).input_value() == "👍"


def test_an_edit_that_comes_too_late_gives_the_words_back(page, live_server, article):
    say(page, live_server, article)
    page.get_by_role("link", name="Edit it until").click()
    Comment.objects.update(posted_at=timezone.now() - timedelta(hours=1))

    page.get_by_label("Comment", exact=False).fill("My new words.")
    page.get_by_role("button", name="Save the new words").click()

    page.get_by_text("The time to edit this comment is over").wait_for()
    assert page.get_by_label("Your text").input_value() == "My new words."


def test_an_edit_is_marked_after_a_minute(page, live_server, article):
    make.comment(article.discussion, posted_at=timezone.now() - timedelta(minutes=5))
    Comment.objects.filter(name__startswith="Guest").update(edited_at=timezone.now())

    page.goto(live_server.url + article.get_absolute_url())

    assert page.get_by_text("edited").count() == 1


def test_a_friend_who_gets_the_address_sees_the_public_page(page, browser, live_server, article):
    say(page, live_server, article)
    page.wait_for_url("**?posted=*")
    theirs = browser.new_page()

    theirs.goto(page.url)

    pk = Comment.objects.get(name="Nell").pk
    assert theirs.url == f"{live_server.url}{article.get_absolute_url()}#comment-{pk}"
    assert theirs.locator(":target").get_by_text("Wel said.").is_visible()
    assert theirs.get_by_text("Your comment is up.").count() == 0
    theirs.close()


@BOTH
def test_ones_comments_are_listed(page, live_server, article):
    say(page, live_server, article)
    say(page, live_server, article, "A second one.")

    page.get_by_role("link", name="Your comments on this site").click()

    page.get_by_role("heading", name="Your comments").wait_for()
    assert page.locator(".receipts__words").all_inner_texts() == ["A second one.", "Wel said."]


@BOTH
def test_a_warning_is_read_and_put_away(page, live_server, article):
    say(page, live_server, article)
    Standing.objects.create(
        key="email:nell@example.org", warning="Kindly, please.", warned_at=timezone.now()
    )
    page.get_by_role("link", name="Its receipt").click()
    assert page.get_by_text("Kindly, please.").is_visible()

    page.get_by_role("button", name="I have read this").click()

    page.get_by_role("heading", name="Your comment is published").wait_for()
    assert page.get_by_text("Kindly, please.").count() == 0
    assert Standing.objects.get().acknowledged_at


def test_the_field_for_machines_is_met_by_nobody(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    hidden = page.locator("[name=homepage]")

    box = hidden.locator("xpath=ancestor::p").bounding_box()
    assert (box["width"], box["height"]) == (1, 1)
    page.locator("#write textarea").focus()
    met = []
    for _ in range(6):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert "homepage" not in met
    assert "BUTTON" in met


def test_a_machine_that_fills_every_field_waits(page_without_js, live_server, article):
    page = page_without_js
    page.goto(live_server.url + article.get_absolute_url())
    for name, value in {"name": "Nell", "email": "nell@example.org", "homepage": "x"}.items():
        page.locator(f"#write [name={name}]").fill(value, force=True)
    page.locator("#write textarea").fill("Lovely lamps.")

    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_role("heading", name="Your comment waits for a moderator")).to_be_visible()
    held = Comment.objects.get(body="Lovely lamps.")
    assert held.is_held
    assert "trap" in [found.rule for found in held.findings.all()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_an_authors_pages(browser, live_server, article, scheme, width):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page, found = context.new_page(), {}

    def look(name):
        result = Axe().run(page, options=RULES).response
        for kind in ("violations", "incomplete"):
            for rule in result[kind]:
                nodes = [node["html"][:120] for node in rule["nodes"][:3]]
                found[f"{name}: {kind}: {rule['id']}"] = nodes
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[f"{name}: scrolls sideways"] = []

    say(page, live_server, article, LINKS)
    look("asked")
    page.get_by_role("button", name="Post anyway").click()
    page.wait_for_url("**/receipts/**")
    look("waiting")
    say(page, live_server, article)
    page.wait_for_url("**?posted=*")
    look("posted")
    Standing.objects.create(
        key="email:nell@example.org",
        warning="Kindly, please.",
        warned_at=timezone.now(),
        suspended_for_good=True,
    )
    gone = Comment.objects.get(body=LINKS)
    Comment.objects.filter(pk=gone.pk).update(
        status="removed", removed_for="spam", message="No shops."
    )
    page.goto(live_server.url + receipts.url_of(gone))
    look("removed")
    page.goto(f"{live_server.url}/receipts/")
    look("list")
    Comment.objects.filter(body="Who lights the last one?").update(is_picked=True, is_locked=True)
    page.goto(live_server.url + article.get_absolute_url())
    look("marks")
    context.close()

    assert found == {}
