"""Posts and pages that move in from WordPress: what they are, who reads them, where they were."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Author, OldAddress, Page, Section, Tag
from forum.accounts.models import Member
from forum.comments.models import Comment
from tests import make
from tests.exchange.wxr import Raw, comment, export, item

PUBLISHED, DRAFT = Article.Status.PUBLISHED, Article.Status.DRAFT


def category(domain: str, nicename: str, name: str) -> str:
    return f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>'


def test_an_article_comes_whole(move):
    move(
        export(
            item(
                12,
                title="Fish &amp; <em>chips</em>",
                content="One.\n\nTwo.",
                excerpt="In <b>short</b> &amp; plain.",
                terms=category("category", "town", "Town") + category("post_tag", "fish", "Fish"),
            )
        )
    )

    article = Article.objects.get()
    assert article.headline == "Fish & chips"
    assert article.body == "<p>One.</p>\n<p>Two.</p>"
    assert article.excerpt == "In short & plain."
    assert article.published_at == datetime(2011, 5, 6, 19, 30, tzinfo=UTC)
    assert article.changed_at == article.published_at
    assert article.get_absolute_url() == "/2011/05/06/lamp-12/"
    assert (article.author.name, article.author.slug) == ("Wren Aldous", "wren")
    assert (article.section.name, article.tags.get().name) == ("Town", "Fish")
    assert article.discussion.opened_at == article.published_at


@pytest.mark.parametrize(
    "status", ["draft", "pending", "private", "trash", "auto-draft", "", "odd"]
)
def test_what_was_not_public_is_a_draft_without_readers(move, client, status):
    move(export(item(12, comment(11), status=status)))

    article = Article.objects.get()
    assert article.status == DRAFT
    assert article.discussion.opened_at is None
    assert Comment.objects.get().discussion == article.discussion
    assert client.get("/2011/05/06/lamp-12/").status_code == 404
    assert client.get("/?p=12").status_code == 200


def test_an_article_behind_a_password_is_a_draft(move):
    move(export(item(12, post_password="enter")))

    assert Article.objects.get().status == DRAFT


def test_a_scheduled_article_stays_scheduled(move):
    soon = timezone.now() + timedelta(days=3)
    stamp = soon.strftime("%Y-%m-%d %H:%M:%S")

    report = move(export(item(12, status="future", post_date=stamp, post_date_gmt=stamp)))

    assert Article.objects.get().is_scheduled
    assert report.things["Articles"] == {"scheduled": 1}


def test_one_that_was_scheduled_for_a_day_that_is_past_is_a_draft(move):
    move(export(item(12, status="future")))

    assert Article.objects.get().status == DRAFT


def test_an_article_without_gmt_has_its_local_date(move):
    zero = "0000-00-00 00:00:00"

    move(export(item(11), item(12, post_date_gmt=zero, post_date="2011-05-20 10:00:00")))

    article = Article.objects.get(slug="lamp-12")
    assert article.published_at == datetime(2011, 5, 20, 8, tzinfo=UTC)


def test_an_article_without_dates_takes_that_of_the_feed(move):
    zero = "0000-00-00 00:00:00"
    dated = "Sat, 07 May 2011 10:00:00 +0200"

    move(export(item(12, post_date=zero, post_date_gmt=zero, pubDate=dated)))

    assert Article.objects.get().published_at == datetime(2011, 5, 7, 8, tzinfo=UTC)


def test_an_article_without_any_date_is_a_draft(move):
    zero = "0000-00-00 00:00:00"

    move(
        export(
            item(12, post_date=zero, post_date_gmt=zero, pubDate="Mon, 30 Nov -0001 00:00:00 +0000")
        )
    )

    assert Article.objects.get().status == DRAFT


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("%d0%bb%d0%b0%d0%bc%d0%bf%d0%b0", "lampa"),
        ("%cf%86%cf%8e%cf%82", "fos"),
        ("crème-brûlée", "creme-brulee"),
        ("strasse_groß", "strasse_gross"),
        ("%e7%81%af", "title-in-latin"),
        ("", "title-in-latin"),
    ],
)
def test_addresses_are_letters_digits_and_hyphens(move, written, slug):
    move(export(item(12, post_name=written, title="Title in Latin")))

    assert Article.objects.get().slug == slug


def test_without_letters_anywhere_the_number_is_the_address(move):
    move(export(item(12, post_name="", title="灯")))

    assert (Article.objects.get().slug, Article.objects.get().headline) == ("post-12", "灯")


def test_an_address_that_is_taken_gets_a_number(move, client):
    make.article(slug="lamp", published_at=datetime(2011, 5, 6, 8, tzinfo=UTC))

    move(export(item(12, post_name="lamp"), item(13, post_name="lamp")))

    slugs = set(Article.objects.values_list("slug", flat=True))
    assert slugs == {"lamp", "lamp-2", "lamp-3"}


def test_an_article_without_a_title_is_untitled(move):
    move(export(item(12, title="")))

    assert Article.objects.get().headline == "Untitled"


def test_the_first_category_is_the_section_and_the_others_are_tags(move):
    terms = [
        category("category", "film-tv", "Film &amp; TV"),
        category("post_tag", "lamps", "Lamps"),
        category("category", "town", "Town"),
        category("post_format", "post-format-aside", "Aside"),
    ]

    move(export(item(12, terms="".join(terms))))

    article = Article.objects.get()
    assert (article.section.slug, article.section.name) == ("film-tv", "Film & TV")
    assert set(article.tags.values_list("slug", flat=True)) == {"town", "lamps"}
    assert not Section.objects.filter(slug="town").exists()


def test_an_article_without_a_category_goes_to_articles(move):
    move(export(item(12, terms="")))

    assert Article.objects.get().section.slug == "articles"


def test_a_section_and_a_tag_that_are_here_are_used(move):
    here = make.section("town")

    move(export(item(12)))

    assert Article.objects.get().section == here


def test_a_category_keeps_its_description(move):
    head = (
        "<wp:category><wp:category_nicename>town</wp:category_nicename><wp:cat_name>Town"
        "</wp:cat_name><wp:category_description>What we &amp; they did.</wp:category_description>"
        "</wp:category>"
    )

    move(export(item(12), head=head))

    assert Section.objects.get().description == "What we & they did."


def test_authors_come_without_accounts(move):
    move(export(item(12), item(13, creator="stranger"), item(14, creator="")))

    assert set(Author.objects.values_list("slug", "name")) == {
        ("wren", "Wren Aldous"),
        ("stranger", "stranger"),
        ("the-night-office", "The Night Office"),
    }
    assert not Member.objects.exists()


def test_an_author_who_signs_in_by_mail_does_not_show_the_address(move):
    move(export(item(12, creator="ivo@example.org")))

    assert (Author.objects.get().slug, Author.objects.get().name) == ("ivo", "ivo")


def test_another_person_of_the_same_address_is_another_author(move):
    Author.objects.create(name="Wren Tibbet", slug="wren")

    move(export(item(12)))

    assert Article.objects.get().author.slug == "wren-2"


@pytest.mark.parametrize(("status", "opening"), [("open", "by_age"), ("closed", "closed")])
def test_a_discussion_is_open_if_it_was(move, status, opening):
    move(export(item(12, comment_status=status)))

    assert Article.objects.get().discussion.opening == opening


@pytest.mark.parametrize(
    "content",
    [
        "Above.<!--more-->\n\nBelow.",
        "Above.<!--more Read on!-->Below.",
        "<!-- wp:paragraph --><p>Above.</p><!-- /wp:paragraph -->"
        "<!-- wp:more --><!--more--><!-- /wp:more --><p>Below.</p>",
    ],
)
def test_what_stands_above_the_more_mark_is_the_excerpt(move, content):
    move(export(item(12, content=content)))

    article = Article.objects.get()
    assert article.excerpt == "Above."
    assert "more" not in article.body
    assert "Below." in article.body


def test_an_excerpt_of_its_own_wins(move):
    move(export(item(12, content="Above.<!--more-->Below.", excerpt="Own.")))

    assert Article.objects.get().excerpt == "Own."


def test_an_end_mark_of_cdata_in_an_article_is_whole_again(move):
    move(export(item(12, content="<code>a[b[0]]> 1</code> <item> </item>")))

    assert "a[b[0]]&gt; 1" in Article.objects.get().body


def test_old_addresses_lead_to_the_article(move, client):
    move(export(item(12, link="https://www.office.example.org/caf%C3%A9/lamp/")))

    new = "/2011/05/06/lamp-12/"
    for old in ("/café/lamp/", "/café/lamp", "/?p=12", "/café/lamp/comment-page-3/"):
        answer = client.get(old)
        assert (answer.status_code, answer.get("Location")) == (301, new), old


def test_an_article_whose_only_address_was_its_number(move):
    move(export(item(12, link="https://office.example.org/?p=12")))

    assert list(OldAddress.objects.values_list("path", flat=True)) == ["/?p=12"]


def test_an_old_address_that_leads_elsewhere_stays(move):
    other = make.article()
    OldAddress.objects.create(path="/?p=12", article=other)

    move(export(item(12)))

    assert OldAddress.objects.get(path="/?p=12").article == other


def test_a_page_comes_as_a_page(move, client):
    report = move(
        export(
            item(
                20,
                comment(11),
                post_type="page",
                title="About us",
                post_name="about",
                content="We mend lamps.",
                link="https://office.example.org/about/",
            )
        )
    )

    page = Page.objects.get()
    assert (page.title, page.slug, page.is_public) == ("About us", "about", True)
    assert page.body == "<p>We mend lamps.</p>"
    assert not Article.objects.exists()
    assert [*report.skipped] == ["comment on a page"]
    assert client.get("/?page_id=20")["Location"] == "/pages/about/"
    assert client.get("/about/")["Location"] == "/pages/about/"


@pytest.mark.parametrize("bent", [{"status": "private"}, {"post_password": "x"}])
def test_a_page_that_was_not_public_is_not(move, bent):
    move(export(item(20, post_type="page", **bent)))

    assert not Page.objects.get().is_public


@pytest.mark.parametrize("kind", ["nav_menu_item", "revision", "wp_block", ""])
def test_what_is_no_article_stays_behind(move, kind):
    report = move(export(item(30, comment(11), post_type=kind)))

    assert not Article.objects.exists()
    assert not Comment.objects.exists()
    assert [*report.skipped] == [
        f"item of type {kind or '?'}",
        "comment of an item that was skipped",
    ]


def test_the_second_item_of_an_id_stays_behind(move):
    report = move(export(item(12), item(12, title="Again")))

    assert Article.objects.count() == 1
    assert [*report.skipped] == ["second item of this id"]


def test_the_oldest_export_reads_the_same(move, fixture_file):
    move(fixture_file("wxr-1.0.xml"))

    article = Article.objects.get()
    assert article.published_at == datetime(2004, 3, 2, 9, tzinfo=UTC)
    assert (article.section.name, article.author.name) == ("Letters", "tam")
    assert list(article.tags.values_list("slug", flat=True)) == ["ladders"]
    assert [(c.pk, c.level, c.status) for c in Comment.objects.order_by("pk")] == [
        (3, 0, "published"),
        (4, 1, "published"),
        (5, 0, "removed"),
    ]
    assert Tag.objects.count() == 1
    assert Comment.objects.get(pk=3).name == "Pike & Daughter"


def test_an_export_of_today_reads_whole(move, fixture_file, client):
    report = move(fixture_file("wxr-1.2.xml"))

    article = Article.objects.get()
    assert article.get_absolute_url() == "/2026/02/14/the-barge/"
    assert article.changed_at == datetime(2026, 2, 15, 8, tzinfo=UTC)
    assert (article.section.name, article.author.name) == ("Boats & Barges", "Dorrie Pike")
    assert article.section.description == "Everything that floats."
    assert article.excerpt == "She is forty feet long and has opinions."
    assert "<h2>At the bend</h2>" in article.body
    assert [(c.pk, c.name, c.level) for c in Comment.objects.order_by("lft")] == [
        (70, "Towpath Terry", 0),
        (71, "Dorrie Pike", 1),
    ]
    assert report.source == "observer.example.org/news"
    assert client.get("/news/2026/02/the-barge/")["Location"] == "/2026/02/14/the-barge/"
    assert not report.repaired
    assert [*report.skipped] == ["item of type nav_menu_item", "comment of type note"]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("prefixes", [{}, {"wp:": "ns0:", "excerpt:": "ns1:", "dc:": "ns2:"}])
def test_namespaces_may_have_any_form(move, version, scheme, prefixes):
    text = export(item(12, comment(11), excerpt="Own."))
    for old, new in prefixes.items():
        text = text.replace(old, new).replace(f"xmlns:{old[:-1]}=", f"xmlns:{new[:-1]}=")
    for host in ("wordpress.org", "purl.org"):
        text = text.replace(f'="http://{host}', f'="{scheme}://{host}')

    move(text.replace("export/1.2/", f"export/{version}/"))

    article = Article.objects.get()
    assert (article.excerpt, article.author.name) == ("Own.", "Wren Aldous")
    assert "dusk" in article.body
    assert Comment.objects.get().name == "Reader 11"


def test_a_title_without_cdata_reads_the_same(move):
    move(export(item(12, title=Raw("Fish &amp;amp; chips &#8211; a plan"))))

    assert Article.objects.get().headline == "Fish & chips – a plan"
