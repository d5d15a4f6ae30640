"""The policy, words to list, and the rehearsal of both in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from forum.comments.models import Policy
from tests import make
from tests.browser.test_admin_browser import RULES, sign_in

pytestmark = pytest.mark.browser

POLICY = reverse("admin:comments_policy_changelist")  # leads to the one row
WORDS = reverse("admin:comments_word_add")

# Whether what has the focus is covered by nothing.
IS_SEEN = """() => {
    const box = document.activeElement.getBoundingClientRect()
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return document.activeElement.contains(top)
}"""


@pytest.fixture
def ada(transactional_db):
    for number in range(6):
        make.comment(body=f"https://a.example, number {number}")
    return make.member("ada", is_staff=True, is_superuser=True)


def rehearse(page, live_server) -> None:
    page.goto(live_server.url + POLICY)
    page.get_by_label("Links without a moderator").fill("0")
    page.get_by_role("radiogroup", name="shouting").get_by_label("watch only").check()
    page.get_by_role("button", name="Save", exact=True).click()


def try_words(page, live_server) -> None:
    page.goto(live_server.url + WORDS)
    page.get_by_label("Words or phrases").fill("number")
    page.get_by_label("List", exact=False).select_option("suspect")
    page.get_by_role("button", name="Try it out").click()


def test_nothing_breaks_the_security_policy(page, live_server, ada):
    sign_in(page, live_server, ada)

    for show in (rehearse, try_words):
        show(page, live_server)
        page.locator("summary").first.click()
        expect(page.locator(".rehearsal__excerpt").first).to_be_visible()


def test_a_change_is_seen_then_saved_without_javascript(page_without_js, live_server, ada):
    page = page_without_js
    sign_in(page, live_server, ada)

    rehearse(page, live_server)

    expect(page.get_by_role("heading", name="What it would have done")).to_be_visible()
    expect(page.locator("[data-rule=links]")).to_contain_text("6")
    assert Policy.objects.get().max_links == 2

    page.get_by_role("button", name="Save anyway").click()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    policy = Policy.objects.get()
    assert (policy.max_links, policy.rule_modes) == (0, {"shouting": "watch"})


@pytest.mark.parametrize("width", [360, 1280])
def test_trying_and_saving_are_at_hand_and_hide_nothing(page, live_server, ada, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, ada)
    page.goto(live_server.url + POLICY)

    page.get_by_role("navigation", name="On this page").get_by_text("Rules").click()

    expect(page.get_by_role("heading", name="Rules")).to_be_in_viewport()
    for name in ("Try it out", "Save"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_SEEN)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser, live_server, ada, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    sign_in(page, live_server, ada)
    found = {}

    for show in (rehearse, try_words):
        show(page, live_server)
        page.locator("summary").first.click()
        result = Axe().run(page, options=RULES).response
        found |= {f"{show.__name__}: {rule['id']}": rule["nodes"] for rule in result["violations"]}
    context.close()

    assert found == {}
