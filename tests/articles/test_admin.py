"""What an editor does in the admin, through the client: it all works without JavaScript."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from PIL import Image

from articles.admin import pictures
from articles.models import Article, BlockLink, Correction, OldAddress, Page, Picture, Tag
from forum.comments.models import Discussion
from forum.moderation import decisions
from tests import make

ARTICLES = reverse("admin:articles_article_changelist")
ADD_ARTICLE = reverse("admin:articles_article_add")


@pytest.fixture
def editor(client, edith):
    client.force_login(edith)
    return client


@pytest.fixture
def edith(db):
    """An editor: every right over what is published, none over discussions."""
    edith = make.member("edith", is_staff=True)
    edith.user_permissions.set(Permission.objects.filter(content_type__app_label="articles"))
    return edith


def article_form(**fields) -> dict:
    """What the browser sends for an article; `published_at` is a moment or None."""
    moment = fields.pop("published_at", None)
    data = {
        "headline": "The lamps are lit",
        "slug": "the-lamps-are-lit",
        "body": "<p>They lit the lamps at dusk.</p>",
        "excerpt": "",
        "section": make.section().pk,
        "author": make.author().pk,
        "picture": "",
        "status": "draft",
        "published_at_0": f"{localtime(moment):%Y-%m-%d}" if moment else "",
        "published_at_1": f"{localtime(moment):%H:%M:%S}" if moment else "",
        "corrections-TOTAL_FORMS": "0",
        "corrections-INITIAL_FORMS": "0",
    }
    return data | fields


def change_url(thing) -> str:
    return reverse(f"admin:{thing._meta.label_lower.replace('.', '_')}_change", args=[thing.pk])


def picture_file(width=640, height=360, kind="JPEG", name="lamp.jpg"):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#334").save(file, kind)
    return SimpleUploadedFile(name, file.getvalue(), f"image/{kind.lower()}")


def errors_of(response) -> str:
    form = response.context["adminform"].form
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def act(client, url, action, *chosen):
    data = {"action": action, "_selected_action": [one.pk for one in chosen]}
    return client.post(url, data, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Writing, scheduling, publishing ---------------------------------------------------------------


def test_a_published_article_without_a_date_is_public_at_once(editor, client):
    response = editor.post(ADD_ARTICLE, article_form(status="published"), follow=True)

    article = Article.objects.get()
    assert article.is_public
    assert timezone.now() - article.published_at < timedelta(minutes=1)
    assert any("readers see it now" in sentence for sentence in said(response))
    client.logout()
    assert client.get(article.get_absolute_url()).status_code == 200


def test_a_date_to_come_schedules_and_says_when(editor):
    moment = timezone.now() + timedelta(days=3)

    response = editor.post(
        ADD_ARTICLE, article_form(status="published", published_at=moment), follow=True
    )

    article = Article.objects.get()
    assert article.is_scheduled
    assert editor.get(article.get_absolute_url()).status_code == 404
    assert any("it appears by itself on" in sentence for sentence in said(response))


def test_a_draft_is_seen_by_its_preview_alone(editor):
    response = editor.post(ADD_ARTICLE, article_form(), follow=True)

    form = editor.get(change_url(Article.objects.get()))
    for page in (response, form, editor.get(ARTICLES)):
        link = re.search(r'href="(/preview/[^"]+)"', page.content.decode())[1]
        assert editor.get(link).status_code == 200
    assert Article.objects.public().count() == 0


def test_the_address_is_made_from_the_headline_if_none_is_given(editor):
    editor.post(ADD_ARTICLE, article_form(slug="", headline="Who owns the Cinder Bridge?"))

    assert Article.objects.get().slug == "who-owns-the-cinder-bridge"


def test_a_headline_without_a_letter_of_ours_asks_for_an_address(editor):
    response = editor.post(ADD_ARTICLE, article_form(slug="", headline="灯がともる"))

    assert "No address can be made" in errors_of(response)
    assert not Article.objects.exists()


@pytest.mark.parametrize("published_at", [None, timezone.now()])
def test_an_address_taken_that_day_is_an_error_in_words(editor, published_at):
    make.article(slug="the-lamps-are-lit")

    response = editor.post(ADD_ARTICLE, article_form(status="published", published_at=published_at))

    assert "has this address" in errors_of(response)
    assert Article.objects.count() == 1


def test_two_drafts_may_have_one_address(editor):
    make.article(slug="the-lamps-are-lit", status="draft")

    editor.post(ADD_ARTICLE, article_form())

    assert Article.objects.filter(slug="the-lamps-are-lit").count() == 2


def test_tags_are_saved_with_the_article(editor):
    tags = [Tag.objects.create(name=name, slug=name) for name in ("lamps", "ladders")]

    editor.post(ADD_ARTICLE, article_form(tags=[tag.pk for tag in tags]))

    assert set(Article.objects.get().tags.all()) == set(tags)


def test_the_body_is_kept_without_what_an_article_may_not_hold(editor):
    body = '<p onclick="x()">Lamps<script>alert(1)</script></p><h2 style="color:red">Dusk</h2>'

    editor.post(ADD_ARTICLE, article_form(body=body))

    assert Article.objects.get().body == "<p>Lamps</p><h2>Dusk</h2>"


def test_plain_text_becomes_paragraphs(editor):
    editor.post(ADD_ARTICLE, article_form(body="One & two.\r\n\r\nThree < four."))

    assert Article.objects.get().body == "<p>One &amp; two.</p>\n\n<p>Three &lt; four.</p>"


@pytest.mark.parametrize("body", ["", "  \n ", "<p></p>", "<p>&nbsp;</p><h2> </h2>"])
def test_a_body_of_nothing_is_refused(editor, body):
    response = editor.post(ADD_ARTICLE, article_form(body=body))

    assert "required" in errors_of(response)


def test_a_body_of_a_picture_alone_is_no_nothing(editor):
    editor.post(ADD_ARTICLE, article_form(body='<p><img src="/media/a.webp" alt="A lamp"></p>'))

    assert Article.objects.exists()


def test_a_page_is_sanitised_as_an_article_is(editor):
    data = {"title": "About", "slug": "about", "body": "<p>We<script>x</script></p>"}

    editor.post(reverse("admin:articles_page_add"), data)

    assert Page.objects.get().body == "<p>We</p>"


# Correcting, moving, taking back ---------------------------------------------------------------


def test_a_correction_stands_on_the_page_with_its_date(editor):
    article = make.article()
    data = article_form(
        slug=article.slug,
        status="published",
        published_at=article.published_at,
        **{
            "corrections-TOTAL_FORMS": "1",
            "corrections-0-note": "The ladder was green.",
            "corrections-0-article": article.pk,
        },
    )

    editor.post(change_url(article), data)

    assert Correction.objects.get().article == article
    assert "The ladder was green." in editor.get(article.get_absolute_url()).content.decode()


def test_a_public_article_that_moves_leaves_a_redirect(editor):
    article = make.article()
    old = article.get_absolute_url()

    editor.post(
        change_url(article),
        article_form(slug="moved", status="published", published_at=article.published_at),
    )

    article.refresh_from_db()
    assert article.slug == "moved"
    assert OldAddress.objects.get(path=old).article == article


def test_drafts_are_published_by_an_action(editor):
    draft, other = make.article(status="draft"), make.article(status="draft")

    response = act(editor, ARTICLES, "publish", draft, make.article())

    draft.refresh_from_db()
    other.refresh_from_db()
    assert draft.is_public
    assert not other.is_public
    assert "1 draft was published." in said(response)


def test_the_action_leaves_a_draft_whose_address_is_taken(editor):
    make.article(slug="lamps")
    draft = make.article(slug="lamps", status="draft", headline="Lamps again")

    response = act(editor, ARTICLES, "publish", draft)

    draft.refresh_from_db()
    assert draft.status == Article.Status.DRAFT
    assert any("Lamps again" in s and "same address" in s for s in said(response))


def test_an_article_taken_back_to_draft_takes_no_comments(editor):
    article = make.article()

    act(editor, ARTICLES, "unpublish", article)

    article.refresh_from_db()
    assert not article.is_public
    assert article.discussion.opened_at is None
    assert editor.get(article.get_absolute_url()).status_code == 404


# Deleting --------------------------------------------------------------------------------------


def delete(client, article):
    url = reverse("admin:articles_article_delete", args=[article.pk])
    return client.post(url, {"post": "yes"}, follow=True)


def test_a_draft_goes_with_its_empty_discussion(editor):
    delete(editor, make.article(status="draft"))

    assert not Article.objects.exists()
    assert not Discussion.objects.exists()


def test_a_published_article_is_not_deleted(editor):
    response = delete(editor, make.article())

    assert Article.objects.exists()
    assert any("take it back to draft first" in sentence for sentence in said(response))


def test_a_draft_that_has_comments_is_not_deleted(editor):
    article = make.article()
    make.comment(article.discussion)
    act(editor, ARTICLES, "unpublish", article)

    response = delete(editor, article)

    assert Article.objects.exists()
    assert any("Readers have commented" in sentence for sentence in said(response))


def test_a_draft_whose_discussion_has_a_history_is_not_deleted(editor, mona):
    article = make.article(status="draft")
    decisions.configure(article.discussion, mona, opening="closed", premoderated=False)

    response = delete(editor, article)

    assert Article.objects.exists()
    assert any("has a history" in sentence for sentence in said(response))


def test_articles_are_not_deleted_in_bulk(editor):
    draft = make.article(status="draft")

    response = act(editor, ARTICLES, "delete_selected", draft)

    assert Article.objects.exists()
    assert "delete_selected" not in response.content.decode()


# The list --------------------------------------------------------------------------------------


def test_the_list_says_draft_scheduled_published(editor):
    make.article(status="draft")
    make.article(published_at=timezone.now() + timedelta(days=1))
    make.article()

    page = editor.get(ARTICLES).content.decode()

    assert ">draft</span>" in page
    assert ">scheduled for " in page
    assert ">published " in page


@pytest.mark.parametrize("state", ["draft", "scheduled", "published"])
def test_the_list_filters_by_state(editor, state):
    found = {
        "draft": make.article(status="draft"),
        "scheduled": make.article(published_at=timezone.now() + timedelta(days=1)),
        "published": make.article(),
    }

    shown = editor.get(ARTICLES, {"state": state}).context["cl"].queryset

    assert list(shown) == [found[state]]


def test_drafts_without_a_date_stand_first(editor):
    make.article()
    draft = make.article(status="draft")

    assert editor.get(ARTICLES).context["cl"].result_list[0] == draft


def test_the_list_costs_the_same_however_many_articles(editor, django_assert_num_queries):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(ARTICLES).status_code == 200
        return len(queries)

    make.article()
    one = cost()
    for _ in range(29):
        make.article()

    assert cost() == one


# Pictures --------------------------------------------------------------------------------------


def upload(client, file, **fields):
    data = {"file": file, "alt": "A lamp", "credit": "Imogen Sallow"} | fields
    return client.post(reverse("admin:articles_picture_add"), data)


def test_a_picture_is_kept_with_its_variants(editor):
    upload(editor, picture_file())

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (640, 360)
    assert pictures.thumbnail_url(picture).endswith("/320w.webp")
    assert picture.file.storage.exists(pictures.thumbnail_url(picture).removeprefix("/media/"))


@pytest.mark.parametrize("missing", ["alt", "credit", "file"])
def test_a_picture_needs_a_file_its_words_and_its_credit(editor, missing):
    data = {"alt": "A lamp", "credit": "Imogen Sallow", "file": picture_file()} | {missing: ""}

    response = editor.post(reverse("admin:articles_picture_add"), data)

    assert "required" in errors_of(response)
    assert not Picture.objects.exists()


def cut_off():
    whole = picture_file().read()
    return SimpleUploadedFile("lamp.jpg", whole[: len(whole) // 2], "image/jpeg")


def damaged_profile():
    file = io.BytesIO()
    Image.new("RGB", (640, 360)).save(file, "JPEG", icc_profile=b"no profile at all")
    return SimpleUploadedFile("lamp.jpg", file.getvalue(), "image/jpeg")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: SimpleUploadedFile("lamp.jpg", b"not a picture"), "cannot be read"),
        (lambda: SimpleUploadedFile("a.svg", b"<svg/>", "image/svg+xml"), "cannot be read"),
        (cut_off, "cannot be read"),
        (damaged_profile, "cannot be read"),
        (lambda: picture_file(8000, 5001), "40 million pixels"),
        (lambda: picture_file(10_000, 10_000, "PNG", "big.png"), "40 million pixels"),
        (lambda: picture_file(319, 400), "too small"),
        (lambda: picture_file(kind="BMP", name="lamp.bmp"), "Save it as"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(editor, file, sentence):
    response = upload(editor, file())

    assert sentence in errors_of(response)
    assert not Picture.objects.exists()


def test_a_picture_of_more_than_20_megabytes_is_refused(editor):
    file = SimpleUploadedFile("lamp.jpg", bytes(pictures.MAX_BYTES + 1), "image/jpeg")

    assert "larger than 20 MB" in errors_of(upload(editor, file))


def test_a_bomb_is_refused_before_it_is_unpacked(editor):
    file = io.BytesIO()
    Image.new("1", (15_000, 12_001)).save(file, "PNG")

    response = upload(editor, SimpleUploadedFile("bomb.png", file.getvalue(), "image/png"))

    assert "40 million pixels" in errors_of(response)


def test_a_deleted_picture_takes_its_files_along(editor, django_capture_on_commit_callbacks):
    upload(editor, picture_file())
    file = Picture.objects.get().file
    url = reverse("admin:articles_picture_delete", args=[Picture.objects.get().pk])

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(url, {"post": "yes"})

    assert not Picture.objects.exists()
    assert not file.storage.exists(file.name)


def test_a_picture_in_use_is_not_deleted(editor):
    upload(editor, picture_file())
    make.article(picture=Picture.objects.get())
    url = reverse("admin:articles_picture_delete", args=[Picture.objects.get().pk])

    editor.post(url, {"post": "yes"})

    assert Picture.objects.exists()


def test_the_form_asks_for_the_thumbnail_of_a_picture_by_number(editor):
    upload(editor, picture_file())
    picture = Picture.objects.get()

    answer = editor.get(reverse("admin:articles_picture_thumbnail", args=[picture.pk]))

    assert answer.url == pictures.thumbnail_url(picture)
    assert editor.get(reverse("admin:articles_picture_thumbnail", args=[999])).status_code == 404


# Surroundings ----------------------------------------------------------------------------------


def block_form(url):
    return {
        "title": "Latest videos",
        "position": "1",
        "length": "4",
        "is_shown": "on",
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "0",
        "links-0-title": "A kettle boils",
        "links-0-url": url,
        "links-0-position": "0",
    }


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://example.org/", 1), ("/pages/about/", 1), ("javascript:alert(1)", 0), ("kettle", 0)],
)
def test_a_sidebar_link_leads_to_a_page(editor, url, kept):
    editor.post(reverse("admin:articles_block_add"), block_form(url))

    assert BlockLink.objects.count() == kept


@pytest.mark.parametrize(
    ("path", "kept"), [("/2011/05/old/", 1), ("/?p=12", 1), ("https://x/", 0), ("//x/", 0)]
)
def test_an_old_address_is_a_path(editor, path, kept):
    data = {"path": path, "article": make.article().pk, "page": ""}

    editor.post(reverse("admin:articles_oldaddress_add"), data)

    assert OldAddress.objects.count() == kept


def test_an_old_address_leads_to_one_thing(editor):
    page = Page.objects.create(title="About", slug="about", body="x")
    data = {"path": "/old/", "article": make.article().pk, "page": page.pk}

    response = editor.post(reverse("admin:articles_oldaddress_add"), data)

    assert "Choose an article or a page." in errors_of(response)


@pytest.mark.parametrize("may_look_through_members", [True, False])
def test_an_author_has_links_and_an_account(editor, edith, may_look_through_members):
    """The field searches the members, which is for those who may read them."""
    if may_look_through_members:
        edith.user_permissions.add(Permission.objects.get(codename="view_member"))
    data = {
        "name": "Tobias Wren",
        "slug": "tobias-wren",
        "bio": "",
        "member": make.member("tobias").pk,
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "0",
        "links-0-label": "@tobias",
        "links-0-url": "social.example/@tobias",
        "links-0-position": "0",
    }

    editor.post(reverse("admin:articles_author_add"), data)

    author = make.author("tobias-wren")
    assert (author.member is not None) is may_look_through_members
    assert author.links.get().url == "https://social.example/@tobias"


# Permissions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model", ["article", "picture", "section", "tag", "author", "block", "page", "oldaddress"]
)
def test_staff_without_rights_gets_403(client, db, model):
    client.force_login(make.member("stefan", is_staff=True))

    for name in ("changelist", "add"):
        assert client.get(reverse(f"admin:articles_{model}_{name}")).status_code == 403


def test_staff_without_rights_sees_no_thumbnail(client, editor):
    upload(editor, picture_file())
    client.force_login(make.member("stefan", is_staff=True))

    url = reverse("admin:articles_picture_thumbnail", args=[Picture.objects.get().pk])

    assert client.get(url).status_code == 404


def test_who_may_only_view_an_article_changes_nothing(client, db):
    article = make.article(headline="As it was")
    stefan = make.member("stefan", is_staff=True)
    stefan.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(stefan)

    assert client.get(change_url(article)).status_code == 200
    assert client.post(change_url(article), article_form()).status_code == 403
    page = act(client, ARTICLES, "unpublish", article)

    article.refresh_from_db()
    assert article.headline == "As it was"
    assert article.is_public
    assert "Take the chosen articles back" not in page.content.decode()


def test_an_editor_is_led_to_the_discussion_only_with_the_right_to_see_it(editor, edith):
    article = make.article()
    link = change_url(article.discussion)
    assert link not in editor.get(change_url(article)).content.decode()

    edith.user_permissions.add(Permission.objects.get(codename="view_discussion"))

    assert link in editor.get(change_url(article)).content.decode()
