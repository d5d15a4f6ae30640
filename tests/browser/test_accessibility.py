"""axe finds nothing on the pages a reader meets, light and dark, narrow and wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Block
from tests import make

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
# axe can compare no colours of rows that are not laid out yet, nor of a drop cap.
EVERYTHING_LAID_OUT = "* { content-visibility: visible !important } ::first-letter { all: unset }"


@pytest.fixture
def addresses(transactional_db):
    article = make.article(excerpt="Dusk, with ladders.")
    block = Block.objects.create(title="Latest videos")
    block.links.create(title="A kettle", url="https://example.org/kettle", note="4 min")
    for _ in range(31):
        reply = make.comment(article.discussion, body="Look: https://example.org/ and `code`")
        make.comment(parent=make.comment(parent=make.comment(parent=reply)))
    tombstone = make.comment(article.discussion, status="removed")
    return {
        "home": "/",
        "article": article.get_absolute_url(),
        "last page": f"{article.get_absolute_url()}?page=3",
        "thread": f"/c/{reply.tree_id}/thread/",
        "no such page of a thread": f"/c/{reply.tree_id}/thread/?page=99",
        "reply": f"/c/{reply.pk}/reply/",
        "write": f"/discussions/{article.discussion_id}/comments/",
        "document": "/terms/",
        "archive": "/archive/",
        "not found": "/nothing/here/",
        "no such page": f"{article.get_absolute_url()}?page=99",
        "gone": f"/c/{tombstone.pk}/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(browser, live_server, addresses, scheme, width):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
            " document.adoptedStyleSheets = [s] }",
            EVERYTHING_LAID_OUT,
        )
        result = Axe().run(page, options=RULES).response
        for kind in ("violations", "incomplete"):
            for rule in result[kind]:
                nodes = [node["html"][:120] for node in rule["nodes"][:3]]
                found[f"{name}: {kind}: {rule['id']}"] = nodes
    context.close()

    assert found == {}


def test_axe_finds_nothing_in_a_refused_form(browser, live_server, addresses):
    page = browser.new_page()
    page.goto(live_server.url + addresses["write"])
    page.get_by_role("button", name="Post comment").click()
    page.get_by_role("alert").wait_for()

    result = Axe().run(page, options=RULES).response
    page.close()

    assert [rule["id"] for rule in result["violations"]] == []
