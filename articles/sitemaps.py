"""What search engines may list: an index, and files of at most 2,000 addresses.

A file of articles is a range of their keys: it never takes in what another file held, and to make
it costs the same at any size of the site. Pages of comments beyond the first stand in none: each
links the next, and when one of them last changed is not known.
"""

from collections.abc import Iterator

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sites.requests import RequestSite
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date

from articles.models import Article, Author, Section
from articles.models import Page as StandingPage
from forum.comments.models import Document
from forum.comments.views import keepable, kept_page
from forum.web.pages import public, read_only

ADDRESSES = 2000  # in a file: it is made in a moment and in little memory; 50,000 are allowed
ARTICLES, LISTS = "articles", "lists"


class KeyRanges(Paginator):
    """Pages by key: the first has the rows with the keys 1 … per_page, as far as there are any."""

    def page(self, number: int) -> Page:
        """Raises EmptyPage where a range has no row."""
        last = number * self.per_page
        rows = list(self.object_list.filter(pk__gt=last - self.per_page, pk__lte=last))
        if not rows:
            raise EmptyPage
        return Page(rows, number, self)


class ArticleSitemap(Sitemap):
    """Articles in the order of their keys."""

    limit = ADDRESSES

    @property
    def paginator(self) -> KeyRanges:
        return KeyRanges(self.items(), self.limit)

    def items(self):
        return Article.objects.public().order_by("pk").only("day", "slug", "changed_at")

    def lastmod(self, article):
        return article.changed_at

    def files(self) -> Iterator[SitemapIndexItem]:
        """Those that have an address in them, each with the last change in it: 1 query, which
        reads an index alone."""
        found = Article.objects.public().order_by().values(file=(F("pk") - 1) / self.limit + 1)
        for row in found.annotate(changed_at=Max("changed_at")).order_by("file"):
            yield SitemapIndexItem(_address(ARTICLES, row["file"]), row["changed_at"])


class ListSitemap(Sitemap):
    """Everything else that stays: the home page, sections, authors, pages, documents."""

    limit = ADDRESSES

    def items(self):
        return [
            reverse("articles:home"),
            *(section.get_absolute_url() for section in Section.objects.only("slug")),
            *(author.get_absolute_url() for author in Author.objects.only("slug")),
            *(page.get_absolute_url() for page in _standing_pages()),
            *(reverse("comments:document", args=[kind]) for kind in Document.Kind.values),
        ]

    def location(self, item):
        return item

    def files(self) -> Iterator[SitemapIndexItem]:
        """3 queries: authors are few beside articles."""
        for number in self.paginator.page_range:
            yield SitemapIndexItem(_address(LISTS, number))


SITEMAPS = {ARTICLES: ArticleSitemap, LISTS: ListSitemap}


@read_only
@public
@kept_page
def index(request: HttpRequest) -> HttpResponse:
    """The files that there are. Whoever asks again learns with one query that nothing changed."""
    files = [file for kind in SITEMAPS.values() for file in kind().files()]
    for file in files:
        file.location = request.build_absolute_uri(file.location)
    return _answer(request, "sitemap_index.xml", {"sitemaps": files})


@read_only
@public
@kept_page
def file(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One file of addresses."""
    if section not in SITEMAPS:
        raise Http404
    sitemap = SITEMAPS[section]()
    try:
        urls = sitemap.get_urls(number, RequestSite(request), request.scheme)
    except EmptyPage:
        raise Http404 from None
    response = _answer(request, "sitemap.xml", {"urlset": urls})
    if changed_at := getattr(sitemap, "latest_lastmod", None):
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return response


def _answer(request, template: str, context: dict) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"  # the file itself is nothing to be found
    return keepable(request, response)


def _address(section: str, number: int) -> str:
    return reverse("articles:sitemap", args=[section, number])


def _standing_pages():
    return StandingPage.objects.filter(is_public=True).only("slug")
