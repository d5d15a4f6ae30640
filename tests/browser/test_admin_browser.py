"""The admin in a real browser: nothing breaks the security policy, and an article gets written."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles.models import Article, Block, OldAddress, Page, Picture, Tag
from forum.accounts.models import Member, Standing
from forum.comments.models import Comment, Document, Finding, Phrase, Policy, Trace, Word
from forum.moderation import decisions
from forum.moderation.models import Batch, Decision, Letter, Note
from tests import make

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
PASTE = """(html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector("[contenteditable]").dispatchEvent(paste);
}"""
# As a word processor puts it on the clipboard.
STYLED = """<p class="MsoNormal" style="color: red">Then <b style='mso-x: y'>Otto</b> came,
<span style="background: url(https://evil.example/a.png)">late</span>.</p>"""


@pytest.fixture
def ada(transactional_db):
    return make.member("ada", is_staff=True, is_superuser=True)


def sign_in(page, live_server, member):
    session = Client()
    session.force_login(member)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": session.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])


@pytest.fixture
def desk(page, live_server, ada):
    sign_in(page, live_server, ada)
    return page


@pytest.fixture
def desk_without_js(page_without_js, live_server, ada):
    sign_in(page_without_js, live_server, ada)
    return page_without_js


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (640, 360), "#364").save(file, "JPEG")
    return file.getvalue()


def picture(alt="A lamp on the harbour wall") -> Picture:
    made = Picture(alt=alt, credit="Imogen Sallow")
    made.file.save("lamp.jpg", ContentFile(jpeg()), save=False)
    made.save()
    return made


@pytest.fixture
def one_of_each(ada) -> dict[type[Model], Model]:
    """A row of every model in the admin."""
    article = make.article(picture=picture())
    article.tags.add(Tag.objects.create(name="Lamps", slug="lamps"))
    article.corrections.create(note="The ladder was green.")
    article.author.links.create(label="@ada", url="https://example.org/@ada")
    block = Block.objects.create(title="Latest videos")
    block.links.create(title="A kettle", url="https://example.org/", picture=article.picture)
    held = make.comment(article.discussion, status="held")
    Finding.objects.create(comment=held, rule="links")
    parent = make.comment(article.discussion, body="*Who* lights `the` [last](https://x.example)?")
    reply = make.comment(parent=parent)
    removal = decisions.remove(reply, ada, remark="Off the subject.")
    suspension = decisions.suspend("email:nell@example.org", ada)
    rows = [
        article,
        article.section,
        article.author,
        article.picture,
        article.tags.get(),
        block,
        Page.objects.create(title="About", slug="about", body="<p>We.</p>"),
        OldAddress.objects.create(path="/old/", article=article),
        held.discussion,
        held,
        removal,
        removal.decisions.get(),
        Document.objects.get_or_create(kind="terms", version=1, defaults={"body": "## Be kind"})[0],
        Policy.objects.get_or_create(pk=1)[0],
        Group.objects.get_or_create(name="Editors")[0],
        Standing.objects.get(key=suspension.decisions.get().whom),
        decisions.note("email:nell@example.org", ada, "Knows lamps."),
        Word.objects.get_or_create(text="lamppost", defaults={"list": "watch"})[0],
        Phrase.objects.get_or_create(text="A lamp of old")[0],
        Trace.objects.create(kind=Trace.Kind.HOST, key="lamps.example"),
        Letter.objects.create(
            name="Nell", email="nell@example.org", subject="A lamp", body="Look."
        ),
        ada,
    ]
    return {type(row): row for row in rows}


def addresses(rows: dict) -> list[str]:
    """The list, the form to add and the form to change of every registered model."""
    found = ["/admin/", "/admin/password_change/"]
    for model, row in rows.items():
        name = model._meta.label_lower.replace(".", "_")
        found += [reverse(f"admin:{name}_{page}") for page in ("changelist", "add")]
        found += [reverse(f"admin:{name}_{page}", args=[row.pk]) for page in ("change", "history")]
        found.append(reverse(f"admin:{name}_delete", args=[row.pk]))
    return found


def test_no_page_breaks_the_security_policy_or_a_script(desk, live_server, one_of_each):
    assert set(one_of_each) == set(admin.site._registry)

    for address in addresses(one_of_each):
        desk.goto(live_server.url + address)
        if desk.locator("[data-prose]").count():
            desk.get_by_role("toolbar", name="Formatting").wait_for()
    # The `page` fixture asks for errors and violations.


def choose_place(page):
    page.get_by_label("Section").select_option(label="Screen")
    page.get_by_label("Author").select_option(label="Ada Vale")


def test_an_article_is_written_and_published(desk, live_server):
    make.section()
    make.author()
    desk.goto(live_server.url + reverse("admin:articles_article_add"))
    desk.get_by_label("Headline").fill("The lamps are lit")
    editor = desk.get_by_role("textbox", name="Article")
    editor.click()
    desk.keyboard.type("They lit ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("every")
    desk.keyboard.press("Control+b")
    desk.keyboard.type(" lamp.")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Heading", exact=True).click()
    desk.keyboard.type("And then")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="List", exact=True).click()
    desk.keyboard.type("oil")
    desk.keyboard.press("Enter")
    desk.keyboard.type("wick")
    choose_place(desk)
    desk.get_by_label("published", exact=True).check()

    desk.get_by_role("button", name="Save", exact=True).click()

    desk.get_by_text("readers see it now").get_by_role("link", name="View").click()
    body = Article.objects.get().body
    assert body == (
        "<p>They lit <strong>every</strong> lamp.</p>"
        "<h2>And then</h2><ul><li>oil</li><li>wick</li></ul>"
    )
    assert desk.url.endswith(Article.objects.get().get_absolute_url())
    assert desk.get_by_role("heading", name="And then").is_visible()


@pytest.fixture
def writing(desk, live_server):
    """The editor of an article whose body is given."""

    def open_editor(body):
        article = make.article(body=body, status="draft")
        desk.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
        desk.get_by_role("toolbar", name="Formatting").wait_for()
        return article

    return open_editor


def save(page, article) -> str:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    article.refresh_from_db()
    return article.body


def test_a_link_is_set_and_removed_by_the_keyboard(desk, writing):
    article = writing("<p>The harbour was quiet</p>")
    desk.get_by_role("textbox", name="Article").click()
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+k")
    desk.keyboard.type("example.org/harbour")
    desk.keyboard.press("Enter")
    desk.locator(".ProseMirror a").wait_for()
    desk.keyboard.type(", for once.")
    assert save(desk, article) == (
        '<p><a href="https://example.org/harbour" rel="noopener">The harbour was quiet</a>'
        ", for once.</p>"
    )

    desk.goto(desk.url + f"{article.pk}/change/")
    desk.locator(".ProseMirror a").click()
    desk.get_by_role("button", name="Link (Ctrl+K)").click()
    assert desk.get_by_label("Address", exact=True).first.input_value().startswith("https://")
    desk.get_by_role("button", name="Remove the link").click()
    desk.locator(".ProseMirror a").wait_for(state="detached")

    assert save(desk, article) == "<p>The harbour was quiet, for once.</p>"


def test_what_is_pasted_loses_its_styles_and_breaks_no_policy(desk, writing):
    article = writing("")
    desk.get_by_role("textbox", name="Article").click()

    desk.evaluate(PASTE, STYLED)

    assert save(desk, article) == "<p>Then <strong>Otto</strong> came, late.</p>"


def test_what_the_editor_would_lose_is_edited_as_html(desk, writing):
    body = "<p>Lamps:</p><table><thead><tr><th>wick</th></tr></thead></table>"
    article = writing(body)

    assert desk.get_by_text("so you edit its HTML").is_visible()
    source = desk.locator("textarea[name=body]")
    source.fill(source.input_value() + "<p>More.</p>")

    assert save(desk, article) == body + "<p>More.</p>"


def test_the_editor_tells_what_it_would_lose(desk, writing):
    writing("<p>The lamps.</p>")
    bodies = {
        "<dl><dt>wick</dt><dd>what burns</dd></dl>": False,
        "<p>He said <q>no</q></p>": False,
        '<blockquote cite="https://example.org/">No.</blockquote>': False,
        '<p>An <img src="/a.webp" alt="icon"> in a line</p>': False,
        '<p><img src="/a.webp" alt="A lamp" width="3" height="2"></p>': True,
        '<p style="color: red">Red</p>': True,
        "Bare text<p>and more</p>": True,
        "<pre>one\n two</pre>": True,
        "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>": True,
        "": True,
    }

    told = desk.evaluate(
        """async (bodies) => {
          const { isFaithful } = await import("/static/js/prose-html.js");
          const editor = await import("/static/django_prose_editor/editor.js");
          return bodies.map((body) => isFaithful(editor, body));
        }""",
        list(bodies),
    )

    assert dict(zip(bodies, told, strict=True)) == bodies


def test_what_the_editor_knows_comes_out_as_it_went_in(desk, writing):
    body = (
        '<figure><a href="/x/" rel="noopener"><img src="/static/icon.svg" alt="A lamp"></a>'
        "<figcaption>At <em>dusk</em></figcaption></figure>"
        '<a href="/x/" rel="noopener"><img src="/static/icon.svg" alt="A lamp"></a>'
        "<p>H<sub>2</sub>O, 3<sup>rd</sup>, <s>not</s><br>so</p>"
        '<ol start="3"><li>c<ul><li>d</li></ul></li></ol>'
        "<pre><code>a\n  b</code></pre><hr><blockquote><p>q</p></blockquote>"
        "<h2>a</h2><h3>b</h3><h4>c</h4><p>.</p>"
    )
    article = writing(body)
    desk.locator(".ProseMirror p").last.click()
    desk.keyboard.press("End")
    desk.keyboard.type("!")

    assert save(desk, article) == body.replace("<p>.</p>", "<p>.!</p>")


def test_undo_does_not_take_the_text_that_was_there(desk, writing):
    article = writing("<p>The lamps.</p>")
    desk.get_by_role("textbox", name="Article").click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" All.")

    for _ in range(5):
        desk.keyboard.press("Control+z")

    assert save(desk, article) == "<p>The lamps.</p>"


def test_arrow_keys_move_along_the_toolbar(desk, writing):
    writing("<p>The lamps.</p>")
    desk.get_by_role("button", name="Heading", exact=True).focus()

    desk.keyboard.press("ArrowLeft")

    assert desk.evaluate("document.activeElement.textContent") == "HTML"


def test_html_and_rich_text_are_two_views_of_one_text(desk, writing):
    article = writing("<p>The lamps.</p>")
    toggle = desk.get_by_role("button", name="Edit the HTML")

    toggle.click()
    desk.locator("textarea[name=body]").fill('<h2 style="color: red">Lamps</h2>')
    toggle.click()

    assert desk.locator(".ProseMirror h2").inner_text() == "Lamps"
    assert save(desk, article) == "<h2>Lamps</h2>"


def test_a_picture_is_chosen_by_sight_and_shown_before_saving(desk, live_server):
    chosen, article = picture(), make.article()
    desk.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))

    with desk.expect_popup() as popup:
        desk.locator("#lookup_id_picture").click()
    popup.value.get_by_role("link", name=chosen.alt).first.click()

    shown = desk.locator("[data-thumbnail-of] img")
    shown.wait_for()
    desk.wait_for_function("e => e.naturalWidth > 0", arg=shown.element_handle())
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_text("was changed successfully").wait_for()
    article.refresh_from_db()
    assert article.picture == chosen


def test_a_picture_uploaded_on_the_way_is_the_chosen_one(desk, live_server):
    article = make.article()
    desk.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
    with desk.expect_popup() as opened:
        desk.locator("#lookup_id_picture").click()
    popup = opened.value
    popup.get_by_role("link", name="Add picture").click()
    popup.get_by_label("File").set_input_files(
        {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    popup.get_by_label("What it shows").fill("A lamp")
    popup.get_by_label("Credit").fill("Imogen Sallow")
    popup.get_by_role("button", name="Save").click()

    desk.locator("[data-thumbnail-of] img").wait_for()

    assert desk.locator("#id_picture").input_value() == str(Picture.objects.get().pk)


# Without JavaScript ----------------------------------------------------------------------------


def test_an_article_goes_its_whole_way_without_javascript(desk_without_js, live_server):
    page = desk_without_js
    make.section()
    make.author()
    page.goto(live_server.url + reverse("admin:articles_article_add"))
    page.get_by_label("Headline").fill("The lamps are lit")
    page.get_by_label("Article", exact=False).first.fill("They lit every lamp.\n\nAnd then?")
    choose_place(page)
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("link", name="Preview").first.click()
    assert page.get_by_role("heading", name="The lamps are lit").first.is_visible()
    assert page.get_by_text("And then?").is_visible()

    change = live_server.url + reverse("admin:articles_article_change", args=[1])
    article = Article.objects.get()
    change = change.replace("/1/", f"/{article.pk}/")
    page.goto(change)
    page.get_by_label("published", exact=True).check()
    page.locator("[name=published_at_0]").fill("2999-01-01")
    page.locator("[name=published_at_1]").fill("08:00")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("it appears by itself on 1 Jan 2999").is_visible()

    page.goto(change)
    page.locator("[name=published_at_0]").fill("")
    page.locator("[name=published_at_1]").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("readers see it now").is_visible()

    page.goto(change)
    page.get_by_role("textbox", name="Note").fill("There were nine lamps.")
    page.get_by_role("button", name="Save", exact=True).click()
    article.refresh_from_db()
    page.goto(live_server.url + article.get_absolute_url())
    assert page.get_by_text("There were nine lamps.").is_visible()


def test_a_comment_found_in_the_list_is_approved_at_the_desk_without_javascript(
    desk_without_js, live_server
):
    page = desk_without_js
    held = make.comment(status="held", body="Who lights the last one?")
    page.goto(live_server.url + reverse("admin:comments_comment_changelist"))
    page.get_by_role("link", name="Who lights the last one?").click()

    page.get_by_role("button", name="Approve").click()

    assert page.get_by_text(f"{held.name}: approved.").is_visible()
    held.refresh_from_db()
    assert held.status == Comment.Status.PUBLISHED


# Accessibility ---------------------------------------------------------------------------------

# Not ours: the list that select2, which Django ships, makes of the chosen tags, and the tooltips
# of its two boxes to choose groups with.
DJANGOS = [
    ("list", ".select2-selection__rendered"),
    ("aria-prohibited-attr", ".help-tooltip.search-label-icon"),
]


def is_djangos(rule: str, target: str) -> bool:
    return any(rule == known and target.endswith(end) for known, end in DJANGOS)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_of_ours(browser, live_server, ada, one_of_each, scheme, width):
    # axe puts styles of its own into the page, which the policy would report.
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    sign_in(page, live_server, ada)
    found = {}
    for model in (Article, Comment, Batch, Decision, Standing, Note, Member):
        name = model._meta.label_lower.replace(".", "_")
        pk = one_of_each[model].pk
        for kind, args in (("changelist", []), ("change", [pk])):
            page.goto(live_server.url + reverse(f"admin:{name}_{kind}", args=args))
            page.wait_for_load_state("networkidle")
            for rule in Axe().run(page, options=RULES).response["violations"]:
                targets = [node["target"][0] for node in rule["nodes"]]
                if ours := [t for t in targets if not is_djangos(rule["id"], t)]:
                    found[f"{name} {kind}: {rule['id']}"] = ours
    context.close()

    assert found == {}
