"""Pages that are made once an edition: what they cost, when they change, whom they are for."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.utils import timezone

from articles import models, publishing
from articles.models import Article
from forum.comments import editions, posting, threads
from forum.comments.editions import Shown
from forum.comments.models import Discussion, Document, Edition, Policy
from forum.moderation import decisions
from forum.web import kept
from tests import make
from tests.comments import readers

pytestmark = pytest.mark.usefixtures("local_memory")


@pytest.fixture
def written(db, django_capture_on_commit_callbacks):
    """Do something and let it be committed."""

    def do(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    Edition.objects.get_or_create(pk=1)
    return do


@pytest.fixture
def article(written):
    return written(make.article, headline="The lamps of Vantry", slug="lamps-of-vantry")


def text(answer) -> str:
    return answer.content.decode()


def addresses(article) -> dict[str, str]:
    article.tags.add(models.Tag.objects.get_or_create(name="Lamps", slug="lamps")[0])
    models.Page.objects.get_or_create(title="About", slug="about", body="We.", is_public=True)
    Document.objects.get_or_create(kind="terms", version=1, defaults={"body": "Be kind."})
    root = make.comment(article.discussion)
    return {
        "article": article.get_absolute_url(),
        "home": "/",
        "section": article.section.get_absolute_url(),
        "tag": "/tags/lamps/",
        "author": article.author.get_absolute_url(),
        "archive": "/archive/",
        "year": f"/{article.day:%Y}/",
        "month": f"/{article.day:%Y}/{article.day:%m}/",
        "day": f"/{article.day:%Y}/{article.day:%m}/{article.day:%d}/",
        "page": "/pages/about/",
        "thread": f"/c/{root.pk}/thread/",
        "terms": "/terms/",
    }


@pytest.mark.parametrize(
    "name",
    [
        "article",
        "home",
        "section",
        "tag",
        "author",
        "archive",
        "year",
        "month",
        "day",
        "page",
        "thread",
        "terms",
    ],
)
def test_a_page_costs_one_small_query_the_second_time(
    client, article, django_assert_num_queries, name
):
    address = addresses(article)[name]
    first = client.get(address)
    assert first.status_code == 200

    with django_assert_num_queries(1):
        again = client.get(address)

    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_one_query_stays_one_however_much_is_shown(
    client, written, django_assert_num_queries, rows
):
    for _ in range(rows):
        make.comment(written(make.article).discussion)
    client.get("/")

    with django_assert_num_queries(1):
        client.get("/")


def test_who_has_the_page_already_is_told_so_with_one_query(
    client, article, django_assert_num_queries
):
    address = article.get_absolute_url()
    etag = client.get(address).headers["ETag"]

    with django_assert_num_queries(1):
        answer = client.get(address, HTTP_IF_NONE_MATCH=etag)

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["ETag"] == etag
    assert "s-maxage" in answer.headers["Cache-Control"]
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_each_encoding_is_kept_under_a_strong_validator_of_its_own(client, article):
    address, unpack = article.get_absolute_url(), {"br": brotli.decompress, "gzip": gzip.decompress}
    plain = client.get(address)
    etags = {plain.headers["ETag"]}

    for _ in range(2):
        for encoding, unpacked in unpack.items():
            answer = client.get(address, HTTP_ACCEPT_ENCODING=encoding)
            assert answer.headers["Content-Encoding"] == encoding
            assert unpacked(answer.content) == plain.content
            etags.add(answer.headers["ETag"])

    assert len(etags) == 3
    assert all(etag.startswith('"') for etag in etags)


def test_a_shared_cache_is_told_how_long_and_what_when_the_site_is_away(client, article):
    answer = client.get(article.get_absolute_url())

    assert answer.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=60, stale-while-revalidate=30, stale-if-error=86400"
    )
    assert "Cookie" not in answer.headers["Vary"]


# When a page changes


def test_a_comment_is_on_the_page_at_once(client, article):
    address = article.get_absolute_url()
    client.get(address)
    client.get("/")

    written = posting.post(article.discussion_id, make.guest(), "The ladder was green, I say.")

    assert "The ladder was green, I say." in text(client.get(address))
    assert "1 comment" in text(client.get("/"))
    assert written.is_published


def test_a_removed_comment_is_gone_at_once(client, article, mona):
    said = make.comment(article.discussion, body="Buy my lamps.")
    assert "Buy my lamps." in text(client.get(article.get_absolute_url()))

    decisions.remove(said, mona)

    assert "Buy my lamps." not in text(client.get(article.get_absolute_url()))


def test_a_closed_discussion_takes_the_form_away_at_once(client, article, mona):
    assert "Add your comment" in text(client.get(article.get_absolute_url()))

    decisions.configure(article.discussion, mona, opening="closed", premoderated=False)

    assert "Add your comment" not in text(client.get(article.get_absolute_url()))


def test_a_corrected_headline_is_everywhere_at_once(client, article, written):
    for address in ("/", article.get_absolute_url()):
        assert "The lamps of Vantry" in text(client.get(address))

    article.headline = "The lanterns of Vantry"
    written(publishing.save, article)

    for address in ("/", article.get_absolute_url()):
        assert "The lanterns of Vantry" in text(client.get(address))


def test_an_article_that_is_taken_back_is_gone_at_once(client, article, written):
    client.get(article.get_absolute_url())

    article.status = Article.Status.DRAFT
    written(publishing.save, article)

    assert client.get(article.get_absolute_url()).status_code == 404
    assert "The lamps of Vantry" not in text(client.get("/"))


FOLLOWED = {
    "section": lambda article: article.section,
    "author": lambda article: article.author,
    "tag": lambda article: models.Tag.objects.create(name="Ropes", slug="ropes"),
    "page": lambda article: models.Page.objects.create(title="Ropes", slug="ropes"),
    "block": lambda article: models.Block.objects.create(title="Ropes"),
    "block link": lambda article: models.Block.objects.create(title="Ropes").links.create(
        title="A rope", url="/rope/"
    ),
    "profile link": lambda article: article.author.links.create(
        label="@a", url="https://a.example"
    ),
    "correction": lambda article: article.corrections.create(note="Green."),
    "picture": lambda article: models.Picture.objects.create(alt="A rope", credit="Ada"),
    "policy": lambda article: Policy.objects.get_or_create(pk=1)[0],
    "document": lambda article: Document.objects.get_or_create(kind="rules", version=1)[0],
    "member": lambda article: make.member("ropemaker"),
}


def number() -> int:
    return Edition.objects.get(pk=1).number


@pytest.mark.parametrize("kind", FOLLOWED)
def test_whatever_many_pages_show_raises_the_edition(article, written, kind):
    row = FOLLOWED[kind](article)
    before = number()

    written(row.save)

    assert number() > before


def test_a_tag_given_or_taken_raises_the_edition(article, written):
    tag = models.Tag.objects.create(name="Ropes", slug="ropes")

    for act in (article.tags.add, article.tags.remove):
        before = number()
        written(act, tag)
        assert number() > before


def test_what_is_deleted_raises_the_edition(article, written):
    block = models.Block.objects.create(title="Ropes")
    before = number()

    written(models.Block.objects.filter(pk=block.pk).delete)

    assert number() > before


def test_to_sign_in_raises_nothing(client, written):
    member = written(make.member, "ropemaker")
    before = number()

    written(client.force_login, member)

    assert number() == before


def test_an_edition_without_its_row_keeps_nothing_and_finds_it_again(client, article, written):
    Edition.objects.all().delete()
    for _ in range(2):
        assert "The lamps of Vantry" in text(client.get("/"))

    article.headline = "The lanterns of Vantry"
    written(publishing.save, article)

    assert number() == 1
    assert "The lanterns of Vantry" in text(client.get("/"))


# What changes with time alone


def test_nothing_is_kept_beyond_the_moment_at_which_the_next_article_appears(rf, article, written):
    soon = timezone.now() + timedelta(minutes=5)
    written(make.article, published_at=soon)
    written(make.article, published_at=soon + timedelta(days=1))

    policy = editions.policy_of(rf.get("/"))

    assert editions.until(policy) == soon.timestamp()


def test_a_scheduled_article_appears_by_itself(client, written, article, monkeypatch):
    soon = timezone.now() + timedelta(minutes=5)
    written(make.article, headline="Tomorrow's lamps", published_at=soon)
    assert "Tomorrow" not in text(client.get("/"))

    later = soon + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr("time.time", lambda: later.timestamp())

    assert "Tomorrow" in text(client.get("/"))


def test_a_discussion_closes_by_age_at_its_moment(client, written, policy, monkeypatch):
    policy(close_after_days=14)
    opened = timezone.now() - timedelta(days=14) + timedelta(minutes=5)
    article = written(make.article, published_at=opened)
    assert "Add your comment" in text(client.get(article.get_absolute_url()))

    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr("time.time", lambda: later.timestamp())

    assert "Add your comment" not in text(client.get(article.get_absolute_url()))


def test_the_day_in_the_form_changes_at_midnight(client, article, monkeypatch):
    before = text(client.get(article.get_absolute_url()))

    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr("time.time", lambda: later.timestamp())

    assert text(client.get(article.get_absolute_url())) != before


# Whom it is for


def test_of_the_query_only_the_page_counts(client, article, django_assert_num_queries):
    address = article.get_absolute_url()
    plain = client.get(address)

    with django_assert_num_queries(1):
        tracked = client.get(f"{address}?utm_source=letter&fbclid=1")

    assert tracked.content == plain.content


@pytest.mark.parametrize("path", ["/archive/", "/pages/about/", "/terms/", "/how-we-moderate/"])
def test_what_has_one_page_is_kept_once(client, article, path, django_assert_num_queries):
    addresses(article)
    client.get(path)

    with django_assert_num_queries(1):
        assert client.get(f"{path}?page=2").status_code == 200


def test_each_page_of_comments_is_kept_for_itself(client, article, policy, written):
    written(Policy.objects.get(pk=1).save)
    policy(threads_per_page=1)
    for body in ("The first of all.", "The second of all."):
        make.comment(article.discussion, body=body)

    for _ in range(2):
        assert "The first of all." in text(client.get(article.get_absolute_url()))
        assert "The second of all." in text(client.get(f"{article.get_absolute_url()}?page=2"))


@pytest.mark.parametrize("page", ["99", "x", "0"])
def test_a_page_that_is_not_there_is_not_kept(client, article, page):
    for _ in range(2):
        assert client.get(f"{article.get_absolute_url()}?page={page}").status_code == 404


def test_a_member_gets_a_page_of_their_own_and_leaves_none_behind(client, article):
    address, member = article.get_absolute_url(), make.member("nell")
    client.force_login(member)

    for _ in range(2):
        mine = client.get(address)
        assert "csrfmiddlewaretoken" in text(mine)
        assert mine.headers["Cache-Control"] == "private, no-store"

    client.logout()
    public = client.get(address)
    assert "csrfmiddlewaretoken" not in text(public)
    assert not public.cookies


def test_members_and_guests_share_the_threads(client, article, django_assert_num_queries):
    make.comment(article.discussion, body="The ladder was green.")
    address = article.get_absolute_url()
    client.get(address)
    client.force_login(make.member("nell"))
    client.get(address)

    with django_assert_num_queries(5):  # session, member, where they stand, policy, article
        mine = client.get(address)

    assert "The ladder was green." in text(mine)


def test_who_has_just_posted_gets_a_page_of_their_own(client, article):
    address = article.get_absolute_url()
    client.get(address)
    landed = readers.post(client, f"/discussions/{article.discussion_id}/comments/")

    mine = client.get(landed.url)

    assert "posted=" in landed.url
    assert "Your comment is up." in text(mine)
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert "Your comment is up." not in text(client.get(address))


def test_another_host_has_pages_of_its_own(client, article, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    address = article.get_absolute_url()

    for host in ("one.example", "two.example"):
        page = text(client.get(address, HTTP_HOST=host))
        assert f"http://{host}{address}" in page


def test_a_port_that_is_not_the_sites_fills_no_cache(client, article, settings, monkeypatch):
    settings.SITE_URL = "https://lantern.example:8443"
    settings.ALLOWED_HOSTS = ["lantern.example"]
    kept_pages = set()
    monkeypatch.setattr(kept, "_keep", lambda key, made: kept_pages.add(key) or made)

    def count(host):
        before = len(kept_pages)
        assert client.get(article.get_absolute_url(), HTTP_HOST=host).status_code == 200
        return len(kept_pages) - before

    assert count("lantern.example:1")  # policy, menus, box and threads, for everybody
    assert [count(f"lantern.example:{port}") for port in (2, 99_999)] == [0, 0]
    assert [count(f"lantern.example{port}") for port in (":8443", ":80", "")] == [1, 1, 1]


def test_a_page_has_one_name(client, article, django_assert_num_queries):
    address = article.get_absolute_url()
    client.get(address)

    for same in ("?page=1", "?page=01", "?page=000000001"):
        with django_assert_num_queries(1):
            assert client.get(f"{address}{same}").status_code == 200
    assert client.get(f"{address}?page=0").status_code == 404
    assert client.get(f"{address}?page=%C2%B2").status_code == 404


def test_htmx_gets_the_page_that_everybody_gets(client, article):
    """No fragment is ever sent from here: what a cache keeps must be right for all."""
    address = article.get_absolute_url()

    boosted = client.get(address, headers={"HX-Request": "true"})

    assert boosted.content == client.get(address).content
    assert "application/ld+json" in text(boosted)


def test_other_bytes_have_another_etag(client, article, monkeypatch):
    address = article.get_absolute_url()
    etag = client.get(address).headers["ETag"]
    kept.cache.clear()
    assert client.get(address).headers["ETag"] == etag

    kept.cache.clear()
    make_html = threads.html
    monkeypatch.setattr(threads, "html", lambda *args, **kw: make_html(*args, **kw) + "<hr>")
    again = client.get(address, headers={"If-None-Match": etag})

    assert again.status_code == 200
    assert again.headers["ETag"] != etag


def test_what_was_said_is_in_every_copy_of_its_page(client, article, monkeypatch):
    """Copies share their threads: while one has them made, another must not take the old ones."""
    address, make_html = article.get_absolute_url(), threads.html
    monkeypatch.setattr(kept, "PATIENCE", 0.05)

    def copy(encoding: str) -> str:
        content = client.get(address, headers={"Accept-Encoding": encoding}).content
        return (gzip.decompress(content) if encoding else content).decode()

    def with_one_who_asks_meanwhile(*args, **kwargs):
        monkeypatch.setattr(threads, "html", make_html)
        copy("gzip")
        return make_html(*args, **kwargs)

    assert "The ladder" not in copy("") + copy("gzip")
    comment = make.comment(article.discussion, body="The ladder was green.")
    monkeypatch.setattr(threads, "html", with_one_who_asks_meanwhile)
    copy("")

    for encoding in ("", "gzip"):
        assert f'id="comment-{comment.pk}"' in copy(encoding)


def test_a_head_request_is_answered_like_a_page(client, article):
    address = article.get_absolute_url()
    page = client.get(address)

    head = client.head(address)

    assert head.status_code == 200
    assert head.headers["ETag"] == page.headers["ETag"]
    assert head.content == b""


def test_versions_of_other_discussions_change_nothing(
    client, article, written, django_assert_num_queries
):
    other = written(make.article)
    client.get(article.get_absolute_url())
    make.comment(Discussion.objects.get(pk=other.discussion_id))

    with django_assert_num_queries(1):
        client.get(article.get_absolute_url())


@pytest.mark.parametrize(
    ("kept", "holds"),
    [
        (Shown(7, ((1, 3), (2, 5))), True),
        (Shown(8, ((1, 3), (2, 5))), True),  # a replica lags behind what was kept
        (Shown(7, ((1, 4), (2, 5))), True),
        (Shown(6, ((1, 3), (2, 5))), False),
        (Shown(7, ((1, 2), (2, 6))), False),
        (Shown(7, ((1, 3),)), False),
        (Shown(7, ((1, 3), (3, 5))), False),
    ],
)
def test_what_is_kept_holds_while_nothing_of_it_is_newer(kept, holds):
    assert kept.covers(Shown(7, ((1, 3), (2, 5)))) is holds
