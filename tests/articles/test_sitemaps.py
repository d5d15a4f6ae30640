"""What search engines may list: which addresses, in which files, at what cost."""

import tracemalloc
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import sitemaps
from articles.archived import months
from articles.models import Article, Page
from forum.comments.models import Document, Edition
from tests import make
from tests.scale import filling

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(client, path: str) -> dict[str, str | None]:
    """The addresses of a file, each with the moment of its last change if it says one."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    rows = ElementTree.fromstring(answer.getvalue())
    return {row.findtext(f"{NAMESPACE}loc"): row.findtext(f"{NAMESPACE}lastmod") for row in rows}


def files(client) -> list[str]:
    """The paths of the files of articles that the index names."""
    paths = [
        address.removeprefix("http://testserver") for address in listed(client, "/sitemap.xml")
    ]
    return [path for path in paths if path.startswith("/sitemap-articles-")]


def all_articles(client) -> set[str]:
    return {address for path in files(client) for address in listed(client, path)}


def address(article: Article) -> str:
    return f"http://testserver{article.get_absolute_url()}"


@pytest.fixture
def by_twos(monkeypatch):
    """Files that have room for two keys."""
    monkeypatch.setattr(sitemaps, "ADDRESSES", 2)


def test_every_public_article_stands_in_exactly_one_file(client, db, by_twos):
    articles = [make.article() for _ in range(5)]

    places = [place for path in files(client) for place in listed(client, path)]

    assert sorted(places) == sorted(map(address, articles))
    assert 3 <= len(files(client)) <= 4


def test_no_file_is_longer_than_it_may_be(client, db, by_twos):
    for _ in range(5):
        make.article()

    assert all(1 <= len(listed(client, path)) <= 2 for path in files(client))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Article.Status.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_is_not_public_stands_nowhere(client, db, fields):
    public, secret = make.article(), make.article(**fields)

    assert all_articles(client) == {address(public)}
    assert not any(secret.slug in place for place in listed(client, LISTS))


def test_what_is_taken_back_leaves_the_other_files_as_they_were(client, db, by_twos):
    articles = [make.article() for _ in range(6)]
    before = {path: listed(client, path) for path in files(client)}

    Article.objects.filter(pk=articles[0].pk).update(status=Article.Status.DRAFT)

    gone = address(articles[0])
    for path, places in before.items():
        if gone not in places:
            assert listed(client, path) == places
    assert gone not in all_articles(client)


def test_a_file_in_which_nothing_is_left_is_neither_named_nor_there(client, db, by_twos):
    articles = [make.article() for _ in range(4)]
    path = next(path for path in files(client) if address(articles[2]) in listed(client, path))

    Article.objects.filter(pk__in=[article.pk for article in articles[1:]]).update(status="draft")

    assert path not in files(client)
    assert client.get(path).status_code == 404


def test_the_index_says_of_each_file_when_it_last_changed(client, db, by_twos):
    articles = [make.article() for _ in range(4)]
    long_ago = timezone.now() - timedelta(days=365)
    Article.objects.update(changed_at=long_ago)
    Article.objects.filter(pk=articles[-1].pk).update(changed_at=timezone.now())

    index = listed(client, "/sitemap.xml")

    for place, changed_at in index.items():
        if "articles" in place:
            path = place.removeprefix("http://testserver")
            is_new = address(articles[-1]) in listed(client, path)
            assert changed_at.startswith(str(timezone.now().year if is_new else long_ago.year))


def test_a_comment_does_not_change_when_an_article_changed(client, db):
    article = make.article()
    before = [listed(client, path) for path in files(client)]

    make.comment(article.discussion)

    assert [listed(client, path) for path in files(client)] == before


def test_sections_authors_pages_and_documents_are_listed(client, db):
    article = make.article()
    Page.objects.create(title="About", slug="about", body="We.", is_public=True)
    Page.objects.create(title="Secret", slug="secret", body="Not yet.")

    places = {place.removeprefix("http://testserver") for place in listed(client, LISTS)}

    assert {"/", "/sections/screen/", "/authors/ada-vale/", "/pages/about/", "/terms/"} <= places
    assert "/pages/secret/" not in places
    assert article.get_absolute_url() not in places


LISTS = "/sitemap-lists-1.xml"


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-articles-0.xml",
        "/sitemap-articles-99999999.xml",
        f"/sitemap-articles-{2**63}.xml",
        "/sitemap-articles-x.xml",
        "/sitemap-lists-2.xml",
        "/sitemap-secrets-1.xml",
    ],
)
def test_a_file_that_is_not_there_is_404(client, db, path):
    assert client.get(path).status_code == 404


def test_no_search_engine_lists_the_files_themselves(client, db):
    make.article()

    for path in ["/sitemap.xml", LISTS, *files(client)]:
        answer = client.get(path)
        assert (answer.headers["X-Robots-Tag"], bool(answer.getvalue())) == ("noindex", True)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_sitemap_costs_the_same_at_1_and_at_30_rows(client, db, django_assert_num_queries, rows):
    for number in range(rows):
        make.article(section=make.section(f"s{number}"), author=make.author(f"a{number}"))
    path = files(client)[-1]

    with django_assert_num_queries(5):  # policy, articles, sections, authors, pages
        client.get("/sitemap.xml")
    with django_assert_num_queries(2):  # policy, articles
        of_articles = client.get(path)
    with django_assert_num_queries(4):  # policy, sections, authors, pages
        of_lists = client.get(LISTS)
    others = 1 + len(Document.Kind) + 2  # the home page; a section and an author of `make`
    # Nothing is asked while they are sent: from a replica or not, the request decided.
    with django_assert_num_queries(0):
        for answer, places in ((of_articles, rows), (of_lists, 2 * rows + others)):
            assert answer.getvalue().count(b"<url>") == places


def test_a_file_of_many_thousands_takes_no_more_memory_than_one_of_hundreds(
    client, db, monkeypatch, django_assert_num_queries
):
    filling.fill(articles=12_000, comments=1_000)

    def peak(addresses: int) -> int:
        """Bytes that Python had at once, beyond what it began with."""
        monkeypatch.setattr(sitemaps, "ADDRESSES", addresses)
        tracemalloc.start()
        try:
            with django_assert_num_queries(2):
                answer = client.get("/sitemap-articles-1.xml", headers={"Accept-Encoding": "br"})
                sent = sum(map(len, answer))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            assert sent > addresses

    peak(1_000)
    assert peak(12_000) < 1.5 * peak(1_000)


def test_no_file_grows_beyond_what_the_protocol_allows():
    slug = "x" * Article._meta.get_field("slug").max_length
    longest = Article(day=date(2026, 11, 8), slug=slug).get_absolute_url()
    site = f"https://{253 * 'x'}:65535"

    line = sitemaps._line(site, longest, timezone.now())

    assert sitemaps.ADDRESSES <= 50_000
    assert len(line) * sitemaps.ADDRESSES < 50 * 1024 * 1024


def test_whoever_asks_for_the_head_gets_that_alone(client, db):
    make.article()

    for path in [LISTS, *files(client)]:
        whole, head = client.get(path), client.head(path)
        assert whole.getvalue()
        assert head.headers == whole.headers
        environ = RequestFactory().head(path).environ  # the client itself throws a body away
        sent = WSGIHandler().get_response(WSGIRequest(environ))
        assert (sent.status_code, sent.getvalue()) == (200, b"")
    assert client.head("/sitemap-articles-99999999.xml").status_code == 404


def test_a_file_may_be_kept_by_any_cache_and_by_no_member(client, db, ann_signed_in):
    make.article()
    path = files(client)[0]

    for everybody, asked in ((True, client), (False, ann_signed_in)):
        answer = asked.get(path)
        assert answer.getvalue()
        kept = answer.headers["Cache-Control"]
        assert kept.startswith("public, max-age=0, s-maxage=60") is everybody
        assert ("no-store" in kept) is not everybody


@pytest.fixture
def ann_signed_in(db):
    client = Client()
    client.force_login(make.member("ann"))
    return client


def test_a_file_is_another_when_anything_on_the_site_has_changed(client, local_memory, db):
    Edition.objects.get_or_create(pk=1)
    article = make.article()
    path = files(client)[0]
    before = client.get(path)
    assert b"/renamed/" not in before.getvalue()

    Edition.objects.update(number=F("number") + 1)
    Article.objects.filter(pk=article.pk).update(slug="renamed")

    again = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert (again.status_code, b"/renamed/" in again.getvalue()) == (200, True)


def test_whoever_has_a_sitemap_is_told_so_with_one_query(
    client, local_memory, db, django_assert_num_queries
):
    Edition.objects.get_or_create(pk=1)
    make.article()
    for path in ["/sitemap.xml", LISTS, *files(client)]:
        first = client.get(path)
        first.getvalue()

        with django_assert_num_queries(1):
            answer = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

        assert (answer.status_code, answer.content) == (304, b"")
        for header in ("ETag", "Vary", "Cache-Control"):
            assert answer.headers[header] == first.headers[header]


# The archive and the lists, which must not grow with the site either


def test_the_archive_has_each_month_once_the_newest_first(client, db):
    for day in ("2024-02-29", "2025-12-31", "2026-01-01", "2026-01-31"):
        make.article(published_at=datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    make.article(published_at=datetime(2023, 5, 1, 12, tzinfo=UTC), status="draft")
    make.article(published_at=timezone.now() + timedelta(days=40))

    assert months() == [date(2026, 1, 1), date(2025, 12, 1), date(2024, 2, 1)]


def test_an_empty_archive_has_no_month(db):
    assert months() == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_pages_of_a_list_hold_every_article_once_in_order(client, db, number):
    now = timezone.now()
    made = [make.article(published_at=now - timedelta(hours=n)) for n in range(30)]

    shown = client.get(f"/?page={number}").context["teasers"]

    assert [one.pk for one in shown] == [one.pk for one in made[12 * number - 12 : 12 * number]]


def test_articles_are_counted_once_an_edition(client, local_memory, db):
    Edition.objects.get_or_create(pk=1)
    article = make.article()
    client.get("/")
    make.comment(article.discussion)  # the page is made anew, the count still holds

    with CaptureQueriesContext(connection) as queries:
        client.get("/")

    assert not [query for query in queries if "COUNT(*)" in query["sql"]]
