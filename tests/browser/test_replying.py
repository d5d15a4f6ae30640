"""Posting in a real browser: in place, without JavaScript, refused, twice, forged."""

import pytest

from forum.comments.models import Comment
from tests import make

pytestmark = pytest.mark.browser


@pytest.fixture
def article(transactional_db, policy):
    policy(pause_seconds=0)
    article = make.article(headline="The lamps are lit")
    make.comment(article.discussion, body="Who lights the last one?", by=make.guest("Otto"))
    return article


def fill(page, body, name="Nell"):
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill("nell@example.org")
    page.get_by_label("Comment", exact=False).last.fill(body)


def test_a_reply_opens_in_place_and_lands_on_the_comment(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    page.get_by_role("link", name="Reply to Otto").click()
    form = page.locator(".comment form.write")
    form.wait_for()
    page.wait_for_function("document.activeElement.name === 'name'")
    form.get_by_label("Name").fill("Nell")
    form.get_by_label("E-mail").fill("nell@example.org")
    form.locator("textarea").fill("The one who carries the ladder.")

    form.get_by_role("button", name="Post reply").click()

    page.wait_for_url("**#comment-*")
    reply = Comment.objects.get(name="Nell")
    assert reply.parent.name == "Otto"
    where = f"{article.get_absolute_url()}?posted={reply.pk}#comment-{reply.pk}"
    assert page.url == live_server.url + where
    assert page.locator(":target").inner_text().startswith("Nell")


def test_escape_closes_the_form_and_gives_the_focus_back(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    link = page.get_by_role("link", name="Reply to Otto")
    link.click()
    page.locator(".comment form.write").wait_for()

    page.keyboard.press("Escape")

    assert page.locator(".comment form.write").count() == 0
    assert link.evaluate("e => e === document.activeElement")


def test_a_second_click_on_reply_opens_no_second_form(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    link = page.get_by_role("link", name="Reply to Otto")
    link.click()
    page.locator(".comment form.write").wait_for()

    link.click()
    page.wait_for_timeout(300)

    assert page.locator(".comment form.write").count() == 1


def test_without_javascript_a_guest_replies_and_gets_one_cookie(
    page_without_js, live_server, article
):
    page = page_without_js
    page.goto(live_server.url + article.get_absolute_url())
    page.get_by_role("link", name="Reply to Otto").click()
    fill(page, "The one who carries the ladder.")
    assert page.context.cookies() == []

    page.get_by_role("button", name="Post reply").click()

    reply = Comment.objects.get(name="Nell")
    where = f"{article.get_absolute_url()}?posted={reply.pk}#comment-{reply.pk}"
    assert page.url == live_server.url + where
    assert page.get_by_text("The one who carries the ladder.").is_visible()
    [cookie] = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("reader", True, "Lax")


def test_without_javascript_a_guest_begins_a_thread(page_without_js, live_server, article):
    page = page_without_js
    page.goto(live_server.url + article.get_absolute_url())
    fill(page, "I have *a lamp* at home.")

    page.get_by_role("button", name="Post comment").click()

    assert page.locator(":target em").inner_text() == "a lamp"
    assert page.get_by_role("heading", name="Comments (2)").is_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_typed_survives_a_refusal(request, live_server, article, javascript):
    page = request.getfixturevalue("page" if javascript else "page_without_js")
    page.goto(live_server.url + article.get_absolute_url())
    fill(page, "A long thought.", name="")

    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Post comment").click()

    assert answer.value.status == 422
    assert page.get_by_role("alert").is_visible()
    assert page.locator("textarea").input_value() == "A long thought."
    assert page.get_by_label("E-mail").input_value() == "nell@example.org"
    assert not Comment.objects.filter(body="A long thought.").exists()


LINKS = "https://a.example https://b.example https://c.example"


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(
    ("body", "name", "focused"),
    [
        ("A thought.", "", "name"),
        ("> ", "", "name"),
        ("> ", "Nell", "body"),
        (LINKS, "Nell", "body"),
    ],
)
def test_the_focus_goes_to_the_first_field_that_is_wrong(
    request, live_server, article, javascript, body, name, focused
):
    page = request.getfixturevalue("page" if javascript else "page_without_js")
    page.goto(live_server.url + article.get_absolute_url())
    fill(page, body, name=name)

    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Post comment").click()

    assert answer.value.status == 422
    field = page.locator(f"[name={focused}]:focus")
    field.wait_for()
    assert page.locator("[autofocus]").count() == 1
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()
    assert page.locator(f"#{described[-1]}").is_visible()
    assert page.locator("textarea").input_value() == body


@pytest.mark.parametrize("javascript", [True, False])
def test_who_is_asked_reads_why_and_can_post_anyway(request, live_server, article, javascript):
    page = request.getfixturevalue("page" if javascript else "page_without_js")
    page.goto(live_server.url + article.get_absolute_url())
    fill(page, LINKS)
    page.get_by_role("button", name="Post comment").click()

    why = "It has more than 2 links: a moderator reads it first."
    assert why in page.get_by_role("alert").inner_text()
    assert page.locator(".field__error").inner_text() == why
    assert page.get_by_text("Change it and post it again, or post it as it stands.").is_visible()

    page.get_by_role("button", name="Post anyway").click()

    page.wait_for_url("**/receipts/**")
    held = Comment.objects.get(name="Nell")
    assert (held.status, held.body) == ("held", LINKS)
    assert [finding.rule for finding in held.findings.all()] == ["links"]


def test_a_closed_discussion_gives_the_text_back(page_without_js, live_server, article):
    page = page_without_js
    page.goto(live_server.url + article.get_absolute_url())
    fill(page, "Too late?")
    type(article.discussion).objects.update(opening="closed")

    page.get_by_role("button", name="Post comment").click()

    assert page.locator("textarea").input_value() == "Too late?"
    assert "closed" in page.get_by_role("alert").inner_text()


def test_a_draft_survives_a_reload_and_is_gone_once_posted(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    page.locator("textarea").fill("Half a thought")
    page.reload()
    assert page.locator("textarea").input_value() == "Half a thought"
    fill(page, "A whole thought")

    page.get_by_role("button", name="Post comment").click()
    page.wait_for_url("**#comment-*")

    assert page.locator("#write textarea").input_value() == ""


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_posts_once(request, live_server, article, javascript):
    page = request.getfixturevalue("page" if javascript else "page_without_js")
    page.goto(live_server.url + article.get_absolute_url())
    fill(page, "Only once.")

    page.get_by_role("button", name="Post comment").dblclick(no_wait_after=True)
    page.wait_for_url("**#comment-*")

    assert Comment.objects.filter(body="Only once.").count() == 1


def test_reload_after_posting_posts_nothing(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    fill(page, "Only once.")
    page.get_by_role("button", name="Post comment").click()
    page.wait_for_url("**#comment-*")

    page.reload()
    page.go_back()
    page.go_forward()

    assert Comment.objects.filter(body="Only once.").count() == 1


def test_another_site_cannot_post_through_a_reader(browser, live_server, article):
    context = browser.new_context()
    page = context.new_page()
    target = f"{live_server.url}/discussions/{article.discussion_id}/comments/"
    trap = (
        f'<form method="post" action="{target}"><input name="name" value="Eve">'
        '<input name="email" value="eve@example.org"><input name="terms" value="1">'
        '<textarea name="body">Forged.</textarea></form>'
        "<script>document.forms[0].submit()</script>"
    )
    page.route(
        "http://evil.test/", lambda route: route.fulfill(body=trap, content_type="text/html")
    )

    with page.expect_response(target) as answer:
        page.goto("http://evil.test/")

    assert answer.value.status == 403
    assert not Comment.objects.filter(body="Forged.").exists()
    context.close()


def test_reply_to_what_was_removed_meanwhile_says_so(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    Comment.objects.update(status="removed")

    page.get_by_role("link", name="Reply to Otto").click()

    page.get_by_role("heading", name="This comment was removed").wait_for()
    assert "/reply/" in page.url


def test_reply_while_offline_is_a_link(browser, live_server, article):
    context = browser.new_context()
    page = context.new_page()
    page.goto(live_server.url + article.get_absolute_url())
    page.route("**/reply/", lambda route: route.abort())

    with page.expect_request(lambda request: request.is_navigation_request()) as asked:
        page.get_by_role("link", name="Reply to Otto").click()

    assert asked.value.url.endswith("/reply/")
    context.close()


def test_a_discussion_closed_meanwhile_says_so_once(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    type(article.discussion).objects.update(opening="closed")
    link = page.get_by_role("link", name="Reply to Otto")

    for _ in range(2):
        link.click()
        page.get_by_text("This discussion is closed.").first.wait_for()
        page.wait_for_timeout(300)

    assert page.get_by_text("This discussion is closed.").count() == 1


def test_reply_opens_a_new_tab_as_a_link_does(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Reply to Otto").click(modifiers=["Control"])

    opened.value.wait_for_url("**/reply/")
    assert page.locator(".comment form.write").count() == 0


def test_escape_within_a_composition_leaves_the_form(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    page.get_by_role("link", name="Reply to Otto").click()
    field = page.locator(".comment form.write textarea")

    field.dispatch_event("keydown", {"key": "Escape", "isComposing": True})
    assert field.is_visible()
    field.dispatch_event("keydown", {"key": "Escape"})
    assert field.count() == 0


def test_a_draft_survives_a_post_that_failed(browser, live_server, article):
    """Who came by a permalink has the fragment of a comment in the address all along."""
    context = browser.new_context()
    page = context.new_page()
    pk = article.discussion.comments.get().pk
    page.goto(f"{live_server.url}/c/{pk}/")
    fill(page, "A long thought.")
    page.route("**/comments/", lambda route: route.abort())
    page.get_by_role("button", name="Post comment").click()
    page.wait_for_timeout(300)

    page.goto(f"{live_server.url}/c/{pk}/")

    assert page.url.endswith(f"#comment-{pk}")
    assert page.locator("textarea").input_value() == "A long thought."
    assert page.get_by_label("Name").input_value() == "Nell"
    assert page.get_by_label("E-mail").input_value() == "nell@example.org"
    context.close()


def test_who_came_by_a_permalink_and_posts_leaves_no_draft(page, live_server, article):
    pk = article.discussion.comments.get().pk
    page.goto(f"{live_server.url}/c/{pk}/")
    fill(page, "A whole thought")

    page.get_by_role("button", name="Post comment").click()
    page.get_by_text("A whole thought").wait_for()
    page.wait_for_load_state("load")

    assert page.evaluate("sessionStorage.length") == 0


def test_where_storage_is_denied_replies_still_open_in_place(page, live_server, article):
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage',"
        " { get() { throw new DOMException('denied', 'SecurityError') } })"
    )
    page.goto(live_server.url + article.get_absolute_url())

    page.get_by_role("link", name="Reply to Otto").click()
    page.locator(".comment form.write").wait_for()
    page.keyboard.press("Escape")

    assert page.locator(".comment form.write").count() == 0
