"""Reporting a comment and writing to the editors in a real browser, with JavaScript and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from forum.comments.models import Report
from forum.moderation.models import Letter
from tests import make
from tests.browser.test_accessibility import EVERYTHING_LAID_OUT, RULES

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def reader(request):
    return request.getfixturevalue("page" if request.param else "page_without_js")


@pytest.fixture
def article(transactional_db):
    article = make.article(headline="The lamps are lit")
    make.comment(article.discussion, body="Who lights the last one?", by=make.guest("Otto"))
    return article


def test_a_reader_reports_a_comment_and_comes_back_to_it(reader, live_server, article):
    reader.goto(live_server.url + article.get_absolute_url())
    reader.get_by_role("link", name="Report the comment by Otto").click()
    reader.get_by_label("It gives away personal information").check()
    reader.get_by_label("Note for the moderators").fill("That is my window.")
    reader.get_by_role("button", name="Send report").click()
    reader.get_by_role("heading", name="Thank you for your report").wait_for()

    reader.get_by_role("link", name="Back to the comment").click()

    made = Report.objects.get()
    assert (made.reason, made.note) == ("private", "That is my window.")
    assert reader.url.endswith(f"#comment-{made.comment_id}")
    assert reader.locator(":target").inner_text().startswith("Otto")


def test_what_was_typed_survives_a_refusal(reader, live_server, article):
    pk = article.discussion.comments.get().pk
    reader.goto(f"{live_server.url}/c/{pk}/report/")
    reader.get_by_label("Note for the moderators").fill("That is my window.")

    with reader.expect_navigation() as answer:
        reader.get_by_role("button", name="Send report").click()

    assert answer.value.status == 422
    assert "Choose what is wrong with it." in reader.get_by_role("alert").inner_text()
    assert reader.get_by_label("Note for the moderators").input_value() == "That is my window."
    assert not Report.objects.exists()


def test_a_double_click_reports_once(reader, live_server, article):
    pk = article.discussion.comments.get().pk
    reader.goto(f"{live_server.url}/c/{pk}/report/")
    reader.get_by_label("It is advertising").check()

    reader.get_by_role("button", name="Send report").dblclick(no_wait_after=True)
    reader.wait_for_url("**?sent")

    assert Report.objects.count() == 1


def fill_in_a_letter(reader):
    reader.get_by_label("Name").fill("Nell")
    reader.get_by_label("E-mail").fill("nell@example.org")
    reader.get_by_label("Subject").fill("A mistake")
    reader.get_by_label("Letter").fill("It was a lantern.")


def test_a_reader_writes_to_the_editors(reader, live_server, article):
    reader.goto(live_server.url + article.get_absolute_url())
    reader.get_by_role("link", name="Write to the editors", exact=True).click()
    fill_in_a_letter(reader)

    reader.get_by_role("button", name="Send letter").click()

    reader.get_by_role("heading", name="Thank you for your letter").wait_for()
    letter = Letter.objects.get()
    assert (letter.subject, letter.body) == ("A mistake", "It was a lantern.")
    assert not letter.is_suspicious


def test_a_double_click_sends_one_letter(reader, live_server, article):
    reader.goto(f"{live_server.url}/write-to-us/")
    fill_in_a_letter(reader)

    reader.get_by_role("button", name="Send letter").dblclick(no_wait_after=True)
    reader.wait_for_url("**?sent")

    assert Letter.objects.count() == 1


def test_a_letter_survives_a_reload_and_is_gone_once_sent(page, live_server, article):
    page.goto(f"{live_server.url}/write-to-us/")
    fill_in_a_letter(page)
    page.reload()
    assert page.get_by_label("Subject").input_value() == "A mistake"
    assert page.get_by_label("Letter").input_value() == "It was a lantern."

    page.get_by_role("button", name="Send letter").click()
    page.wait_for_url("**?sent")
    page.goto(f"{live_server.url}/write-to-us/")

    assert page.get_by_label("Letter").input_value() == ""


def test_nobody_comes_to_the_trap_by_keyboard(page, live_server, article):
    page.goto(f"{live_server.url}/write-to-us/")
    page.get_by_label("Letter").focus()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.type") == "submit"


def test_an_editor_answers_a_letter(page, live_server, article, mona):
    Letter.objects.create(name="Nell", email="nell@example.org", subject="A mistake", body="Look.")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/moderation/letter/")
    page.get_by_role("link", name="A mistake").click()
    link = page.get_by_role("link", name="Answer by e-mail")
    assert link.get_attribute("href").startswith("mailto:nell@example.org?subject=Re%3A%20A%20mis")

    page.get_by_role("button", name="Mark as answered").click()

    page.get_by_text("1 letter is answered.").wait_for()
    assert Letter.objects.get().answered_by == mona


def sign_in(page, live_server):
    page.goto(f"{live_server.url}/admin/login/")
    page.get_by_label("Username").fill("mona")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(browser, live_server, article, mona, scheme, width):
    pk = article.discussion.comments.get().pk
    letter = Letter.objects.create(name="Nell", email="nell@example.org", subject="A", body="Look.")
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    found = {}
    for path, button in [(f"/c/{pk}/report/", "Send report"), ("/write-to-us/", "Send letter")]:
        page.goto(live_server.url + path)
        found |= findings_of(page, path)
        page.get_by_role("button", name=button).click()
        page.get_by_role("alert").wait_for()
        found |= findings_of(page, f"{path} refused")
        page.goto(f"{live_server.url}{path}?sent")
        found |= findings_of(page, f"{path} sent")
    sign_in(page, live_server)
    for path in ("", f"{letter.pk}/change/"):
        page.goto(f"{live_server.url}/admin/moderation/letter/{path}")
        found |= findings_of(page, f"letters {path}", within="#content")
    context.close()

    assert found == {}


def findings_of(page, name: str, within: str = "html") -> dict:
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
        " document.adoptedStyleSheets = [s] }",
        EVERYTHING_LAID_OUT,
    )
    result = Axe().run(page, context=within, options=RULES).response
    found = {
        f"{name}: {kind}: {rule['id']}": [node["html"][:120] for node in rule["nodes"][:3]]
        for kind in ("violations", "incomplete")
        for rule in result[kind]
    }
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found[f"{name}: wider than the window"] = []
    return found
