"""Old addresses lead to where things stand now, and tell nothing about what is not public."""

from datetime import UTC, datetime

import pytest

from articles import publishing
from articles.models import Article, OldAddress, Page
from tests import make

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def article(db):
    return make.article(published_at=NOON, slug="lamps")


def old(path: str, article: Article | None = None, page: Page | None = None):
    return OldAddress.objects.create(path=path, article=article, page=page)


def location(client, path: str) -> str:
    """Where `path` leads for good, "" if it does not."""
    response = client.get(path)
    return response.headers["Location"] if response.status_code == 301 else ""


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("/2011/05/old/", "/2011/05/old/"),
        ("/2011/05/old/", "/2011/05/old"),
        ("/2011/05/old", "/2011/05/old/"),
        ("/?p=12", "/?p=12"),
        ("/?p=12", "/?p=12&utm_source=x"),
        ("/?page_id=12", "/?page_id=12"),
        ("/2011/05/old/", "/2011/05/old/comment-page-3/"),
        ("/2011/05/old/", "/2011/05/old/comment-page-3"),
        ("/2011/05/old/", "/2011/05/old/?replytocom=7"),
        ("/stöße/", "/st%C3%B6%C3%9Fe/"),
    ],
)
def test_an_old_address_leads_to_the_article(client, article, kept, asked):
    old(kept, article)

    assert location(client, asked) == article.get_absolute_url()


def test_an_old_address_leads_to_a_page(client, db):
    about = Page.objects.create(title="About", slug="about", is_public=True)
    old("/about-us/", page=about)

    assert location(client, "/about-us/") == about.get_absolute_url()


def test_a_wordpress_page_of_comments_leads_to_the_article_that_kept_its_address(client, article):
    path = article.get_absolute_url()

    assert location(client, f"{path}comment-page-2/") == path


def test_the_front_page_without_an_old_query_is_the_front_page(client, article):
    old("/?p=12", article)

    for path in ("/", "/?p=13", "/?p=x", "/?p=", "/?p=١٢", "/?q=12"):
        assert client.get(path).status_code == 200


def test_an_address_that_never_was_is_not_found(client, article):
    old("/2011/05/old/", article)

    for path in ("/2011/05/older/", "/2011/05/old/x/", "/x/comment-page-x/"):
        assert location(client, path) == ""
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("asked", ["/2011/05/old/", "/2011/05/old/comment-page-2/", "/?p=12"])
@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"published_at": datetime(2999, 1, 1, tzinfo=UTC)}]
)
def test_an_old_address_of_what_is_not_public_tells_nothing(client, article, fields, asked):
    old("/2011/05/old/", article)
    old("/?p=12", article)
    for name, value in fields.items():
        setattr(article, name, value)
    publishing.save(article)

    response = client.get(asked)

    assert response.status_code == (200 if asked == "/?p=12" else 404)
    assert "lamps" not in response.content.decode().lower()


def test_an_old_address_of_a_page_that_is_not_public_tells_nothing(client, db):
    old("/about-us/", page=Page.objects.create(title="About", slug="about"))

    assert client.get("/about-us/").status_code == 404


def test_what_stands_at_an_address_is_shown_whatever_stood_there_before(client, article):
    other = make.article(published_at=NOON)
    old(other.get_absolute_url(), article)

    assert client.get(other.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/comment-page-1/",
        "///evil.example/comment-page-1",
        "/\\evil.example/comment-page-2/",
    ],
)
def test_no_address_leads_off_the_site(client, article, path):
    response = client.get("/", PATH_INFO=path)

    target = response.headers.get("Location", "/")
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "path", ["/%00/", "/a%00b/comment-page-1/", "/%ED%A0%80/", "/%FF%FE/", "/" + "x" * 5000]
)
def test_an_impossible_address_is_not_found(client, article, path):
    assert client.get(path).status_code == 404


def test_only_reading_is_redirected(client, article):
    old("/2011/05/old/", article)

    assert client.post("/2011/05/old/", HTTP_SEC_FETCH_SITE="same-origin").status_code == 404


def test_a_head_request_is_redirected(client, article):
    old("/2011/05/old/", article)

    assert client.head("/2011/05/old/").headers["Location"] == article.get_absolute_url()
