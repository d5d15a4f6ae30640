"""The pages of articles and of lists of them."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import mf2py
import pytest
from django.utils import timezone

from articles.models import Block, Correction, Page, ProfileLink, Tag
from articles.views import preview_url
from forum.comments import visibility
from forum.comments.models import Comment
from tests import make


def fill_discussion(article, threads):
    """`threads` threads, each with two replies, the second to the first."""
    for _ in range(threads):
        top = make.comment(article.discussion)
        make.comment(parent=make.comment(parent=top))


def fill_sidebar():
    for number in range(2):
        block = Block.objects.create(title=f"Videos {number}", position=number)
        block.links.create(title="A kettle", url="https://example.org/kettle")
        Block.objects.create(title="Newest", position=9, section=make.section(f"s{number}"))
        make.article(section=make.section(f"s{number}"))


def test_article_shows_what_is_written_about_it(client, db):
    article = make.article(excerpt="Dusk, with ladders.")
    article.tags.add(Tag.objects.create(name="Lamps", slug="lamps"))
    ProfileLink.objects.create(author=article.author, label="@ada", url="https://example.org/@ada")
    Correction.objects.create(
        article=article,
        note="The ladder was green.",
        made_at=datetime(2026, 3, 4, 23, 30, tzinfo=timezone.get_current_timezone()),
    )

    page = client.get(article.get_absolute_url()).content.decode()

    for words in (
        article.headline,
        "Dusk, with ladders.",
        "They lit the lamps",
        "Ada Vale",
        "@ada",
        "The ladder was green.",
        "4 Mar 2026",
        'href="/tags/lamps/"',
        'href="/sections/screen/"',
        "Comments (0)",
        "Add your comment",
    ):
        assert words in page


@pytest.mark.parametrize("threads", [1, 15])
def test_article_costs_six_queries_however_long_the_discussion(
    client, db, django_assert_num_queries, threads
):
    article = make.article()
    fill_discussion(article, threads)
    fill_sidebar()
    Tag.objects.create(name="Lamps", slug="lamps").articles.add(article)

    with django_assert_num_queries(6):  # policy, article, comments, menus, 2 for the sidebar
        client.get(article.get_absolute_url())


def test_article_costs_one_query_more_where_threads_are_cut(
    client, policy, django_assert_num_queries
):
    policy(comments_per_thread=5)
    article = make.article()
    for _ in range(2):
        root = make.comment(article.discussion)
        for _ in range(6):
            make.comment(parent=root)
    fill_sidebar()
    Tag.objects.create(name="Lamps", slug="lamps").articles.add(article)

    with django_assert_num_queries(7):
        page = client.get(article.get_absolute_url())

    assert page.content.decode().count("2 more replies") == 2


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 6),
        ("/sections/screen/", 7),
        ("/tags/lamps/", 7),
        ("/authors/ada-vale/", 8),
        ("/archive/", 5),
        ("/feed/", 2),
        ("/sections/screen/feed/", 3),
        ("/sitemap.xml", 5),
        ("/sitemap-lists-1.xml", 4),
    ],
)
def test_lists_cost_the_same_at_1_and_at_30_rows(
    client, db, django_assert_num_queries, address, queries, rows
):
    tag = Tag.objects.create(name="Lamps", slug="lamps")
    for _ in range(rows):
        article = make.article()
        article.tags.add(tag)
        make.comment(article.discussion)
    block = Block.objects.create(title="Newest", section=article.section)
    block.links.create(title="A kettle", url="https://example.org/kettle")

    with django_assert_num_queries(queries):
        answer = client.get(address)
        answer.getvalue()  # of what is streamed, to the end

    assert answer.status_code == 200


def test_lists_show_the_newest_first_with_their_comment_counts(client, db):
    now = timezone.now()
    old = make.article(headline="Older", published_at=now - timedelta(days=2))
    new = make.article(headline="Newer", published_at=now - timedelta(days=1))
    make.comment(old.discussion)

    page = client.get("/").content.decode()

    assert page.index("Newer") < page.index("Older")
    assert "1 comment<" in page
    assert new.get_absolute_url() in page


def test_lists_have_numbered_pages_and_no_others(client, db):
    for _ in range(13):
        make.article()

    assert client.get("/?page=2").status_code == 200
    assert b'aria-current="page" href="/?page=2' in client.get("/?page=2").content
    for wrong in ("0", "3", "x", "-1", "", "99999999999999999999"):
        assert client.get(f"/?page={wrong}").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "draft", "published_at": timezone.now() - timedelta(days=1)},
        {"published_at": timezone.now() + timedelta(hours=1)},
    ],
    ids=["a draft", "a dated draft", "a scheduled one"],
)
def test_what_is_not_public_appears_nowhere_but_in_its_preview(client, db, fields):
    make.article()
    hidden = make.article(headline="Not yet", **fields)
    hidden.tags.add(Tag.objects.create(name="Lamps", slug="lamps"))

    lists = ["/", "/sections/screen/", "/authors/ada-vale/", "/tags/lamps/", "/archive/", "/feed/"]
    lists += [f"/{timezone.now():%Y}/"]
    for address in lists:
        assert "Not yet" not in client.get(address).content.decode()
    if hidden.get_absolute_url():
        assert client.get(hidden.get_absolute_url()).status_code == 404

    preview = client.get(preview_url(hidden))

    assert "Not yet" in preview.content.decode()
    assert preview.headers["Cache-Control"] == "private, no-store"
    assert preview.headers["X-Robots-Tag"] == "noindex"


def test_preview_needs_its_whole_token(client, db):
    address = preview_url(make.article(status="draft"))

    assert client.get(f"{address[:-2]}x/").status_code == 404


def test_date_archives_hold_their_days_alone(client, db):
    zone = timezone.get_current_timezone()
    make.article(headline="In May", published_at=datetime(2026, 5, 31, 12, tzinfo=zone))
    make.article(headline="In June", published_at=datetime(2026, 6, 1, 12, tzinfo=zone))

    def shown(address):
        page = client.get(address).content.decode()
        return "In May" in page, "In June" in page

    assert shown("/2026/") == (True, True)
    assert shown("/2026/05/") == (True, False)
    assert shown("/2026/06/01/") == (False, True)
    for empty in ("/2999/", "/2026/04/", "/2026/06/02/"):
        assert client.get(empty).status_code == 404
    assert client.get("/2026/13/").status_code == 404
    assert client.get("/2026/02/30/").status_code == 404


def test_a_page_of_comments_that_is_not_there_leads_to_those_that_are(client, db):
    article = make.article()
    fill_discussion(article, 16)

    answer = client.get(f"{article.get_absolute_url()}?page=3")

    assert answer.status_code == 404
    assert f"{article.get_absolute_url()}?page=2#comments" in answer.content.decode()


def test_pages_of_comments_are_linked_above_and_below(client, db):
    article = make.article()
    for _ in range(15 * 10 + 1):
        make.comment(article.discussion)

    page = client.get(article.get_absolute_url()).content.decode()

    assert page.count('aria-current="page"') == 2
    numbers = page.split("pages__label")[1:]
    assert len(numbers) == 2
    for number in ("?page=2#", "?page=3#", "?page=11#", "…"):
        assert number in numbers[0]
    assert "?page=4#" not in numbers[0]
    assert '<link rel="next" href="' in page
    assert 'rel="next"' in numbers[0]


def test_microformats_read_as_one_nested_thread(client, db):
    article = make.article()
    top = make.comment(article.discussion, by=make.guest("Ann"), body="First *light*.")
    reply = make.comment(parent=top, by=make.guest("Bob"), body="Second light.")
    make.comment(parent=reply, by=make.guest("Cleo"), body="Third light.")

    parsed = mf2py.parse(
        doc=client.get(article.get_absolute_url()).content.decode(), url="http://testserver/"
    )

    entry = next(item for item in parsed["items"] if item["type"] == ["h-entry"])
    assert entry["properties"]["name"] == [article.headline]
    assert entry["properties"]["author"][0]["properties"]["name"] == ["Ada Vale"]
    assert "They lit the lamps" in entry["properties"]["content"][0]["value"]
    (first,) = entry["properties"]["comment"]
    (second,) = first["properties"]["comment"]
    (third,) = second["properties"]["comment"]
    for cite, name, words in (
        (first, "Ann", "First light."),
        (second, "Bob", "Second light."),
        (third, "Cleo", "Third light."),
    ):
        assert cite["type"] == ["h-cite"]
        assert cite["properties"]["author"][0]["properties"]["name"] == [name]
        assert cite["properties"]["content"][0]["value"].strip() == words
        assert cite["properties"]["published"]
    assert first["properties"]["url"] == [f"http://testserver/c/{top.pk}/"]


def test_a_tombstone_is_no_comment_in_microformats_but_its_replies_are(client, db):
    article = make.article()
    gone = make.comment(article.discussion, body="Gone.")
    make.comment(parent=gone, body="Still here.")
    Comment.objects.filter(pk=gone.pk).update(status="removed")

    parsed = mf2py.parse(doc=client.get(article.get_absolute_url()).content.decode())

    entry = next(item for item in parsed["items"] if item["type"] == ["h-entry"])
    (comment,) = entry["properties"]["comment"]
    assert comment["properties"]["content"][0]["value"].strip() == "Still here."


def test_an_article_does_not_say_that_it_is_its_author(client, db):
    article = make.article()
    ProfileLink.objects.create(author=article.author, label="@ada", url="https://example.org/@ada")

    parsed = mf2py.parse(doc=client.get(article.get_absolute_url()).content.decode())
    of_author = mf2py.parse(doc=client.get(article.author.get_absolute_url()).content.decode())

    assert "me" not in parsed["rels"]
    assert of_author["rels"]["me"] == ["https://example.org/@ada"]


def test_a_page_says_in_which_direction_it_is_read(client, db, settings):
    assert " dir=" not in client.get("/").content.decode().split("<head>")[0]

    settings.LANGUAGE_CODE = "ar"

    assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


@pytest.fixture
def thread(policy):
    """A thread of two pages of its own."""
    policy(comments_per_thread=5, comments_per_thread_page=5)
    root = make.comment(make.article(headline="The lamps").discussion, by=make.guest("Otto"))
    for _ in range(7):
        make.comment(parent=root)
    return root


def test_a_threads_page_says_what_it_is(client, thread, settings):
    address = f"/c/{thread.pk}/thread/"

    page = client.get(f"{address}?page=2").content.decode()

    title = page.split("<title>")[1].split("</title>")[0]
    name = settings.SITE_NAME
    assert " ".join(title.split()) == f"A thread by Otto on The lamps · page 2 · {name}"
    assert f'<link rel="canonical" href="http://testserver{address}?page=2">' in page
    assert f'<meta name="description" content="{thread.body}">' in page
    (entry,) = mf2py.parse(doc=page)["items"]
    assert entry["properties"]["url"] == [f"http://testserver{address}?page=2"]


def test_a_threads_page_does_not_name_who_was_removed(client, thread):
    Comment.objects.filter(pk=thread.pk).update(status="removed")

    page = client.get(f"/c/{thread.pk}/thread/").content.decode()

    assert "Otto" not in page
    assert f'href="{thread.discussion.url}#comment-{thread.pk}">See it in the discussion' in page


def test_a_page_that_a_thread_has_not_leads_to_those_it_has(client, thread):
    answer = client.get(f"/c/{thread.pk}/thread/?page=99")

    assert answer.status_code == 404
    assert f"/c/{thread.pk}/thread/?page=2" in answer.content.decode()


def test_a_replys_thread_is_that_of_its_root(client, thread):
    reply = thread.replies.order_by("pk").last()

    answer = client.get(f"/c/{reply.pk}/thread/")

    assert answer.headers["Location"] == f"/c/{thread.pk}/thread/?page=2#comment-{reply.pk}"


def test_structured_data_names_the_article_and_its_discussion(client, db):
    article = make.article(headline="</script><b>Lamps & ladders")
    make.comment(article.discussion, body="</script> nice")

    page = client.get(article.get_absolute_url()).content.decode()

    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    graph = json.loads(block)["@graph"]
    assert [thing["@type"] for thing in graph] == ["Article", "DiscussionForumPosting"]
    assert graph[0]["headline"] == article.headline
    assert graph[1]["commentCount"] == 1
    assert graph[1]["comment"][0]["text"] == "</script> nice"


def structured(client, article):
    page = client.get(article.get_absolute_url()).content.decode()
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    return json.loads(block)["@graph"]


def test_structured_data_nests_what_is_readable_and_nothing_else(client, db):
    article = make.article()
    root = make.comment(article.discussion, body="One *light* & [more](https://example.org/).")
    gone = make.comment(parent=root, body="Rude.")
    make.comment(parent=gone, by=make.guest("Cleo"), body="Third.")
    empty = make.comment(article.discussion, body="")
    make.comment(parent=empty, by=make.guest("Dee"), body="Fourth.")
    Comment.objects.filter(pk=root.pk).update(name="")
    visibility.hide(gone, Comment.Status.REMOVED)

    discussion = structured(client, article)[1]

    first, last = discussion["comment"]
    assert first["author"]["name"] == "Anonymous"
    assert first["text"] == "One light & more."
    assert [reply["text"] for reply in first["comment"]] == ["Third."]
    assert (last["author"]["name"], last["text"]) == ("Dee", "Fourth.")
    assert "comment" not in last
    assert discussion["author"]["url"] == "http://testserver/authors/ada-vale/"


ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_discussions_feed_is_atom_as_the_standard_has_it(client, db):
    article = make.article()
    Comment.objects.filter(pk=make.comment(article.discussion).pk).update(name="")
    site = ElementTree.fromstring(client.get("/feed/").content)
    path = f"/discussions/{article.discussion_id}/feed/"

    feed = ElementTree.fromstring(client.get(path).content)

    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated")
    assert entry.findtext(f"{ATOM}title").startswith("Anonymous, ")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Anonymous"
    assert feed.findtext(f"{ATOM}id") == f"http://testserver{path}"
    assert feed.findtext(f"{ATOM}id") != site.findtext(f"{ATOM}entry/{ATOM}id")


def test_a_summary_in_a_feed_is_text(client, db):
    make.article(excerpt="Lamps & ladders")

    feed = ElementTree.fromstring(client.get("/feed/").content)

    assert feed.findtext(f"{ATOM}entry/{ATOM}summary") == "Lamps &amp; ladders"


def test_feeds_and_lists_for_robots_may_be_kept_by_any_cache(client, db):
    article = make.article()
    paths = ["/feed/", "/sections/screen/feed/", f"/discussions/{article.discussion_id}/feed/"]

    for path in [*paths, "/sitemap.xml", "/sitemap-lists-1.xml", "/robots.txt"]:
        answer = client.get(path)
        assert answer.getvalue()
        assert answer.headers.get("Cache-Control", "").startswith("public"), path


def test_a_public_page_tells_a_shared_cache_that_it_may_keep_it(client, db):
    article = make.article()
    fill_discussion(article, 2)

    answer = client.get(article.get_absolute_url())

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert answer.headers["Cache-Control"].startswith("public")


def test_a_members_page_is_private_and_carries_a_token(client, mona):
    article = make.article()
    client.force_login(mona)

    answer = client.get(article.get_absolute_url())

    assert "no-store" in answer.headers["Cache-Control"]
    assert "csrfmiddlewaretoken" in answer.content.decode()
    assert "You write as <strong>Mona</strong>" in answer.content.decode()


def test_a_page_outside_the_stream_is_shown_once_it_is_public(client, db):
    page = Page.objects.create(title="About us", slug="about", body="<p>Who we are.</p>")
    assert client.get(page.get_absolute_url()).status_code == 404

    Page.objects.update(is_public=True)

    assert "Who we are." in client.get(page.get_absolute_url()).content.decode()


def test_the_footer_links_the_pages_that_are_to_be_linked(client, db):
    Page.objects.create(title="About us", slug="about", is_public=True, in_footer=True)
    Page.objects.create(title="Quiet page", slug="quiet", is_public=True)
    Page.objects.create(title="Draft page", slug="draft", in_footer=True)

    page = client.get("/").content.decode()

    assert 'href="/pages/about/"' in page
    assert "Quiet page" not in page
    assert "Draft page" not in page
