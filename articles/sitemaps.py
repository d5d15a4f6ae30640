"""What search engines may list: an index, and files of as many addresses as the protocol allows.

A file of articles is a range of their keys: it never takes in what another file held. It is read
from the database while it is sent, a piece at a time, so that it costs little memory whatever its
size. Pages of comments beyond the first stand in none: each links the next, and when one of them
last changed is not known.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from html import escape
from itertools import chain, islice
from math import ceil
from typing import NamedTuple

from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.destinations import SLUG
from articles.models import Article, Author, Section
from articles.models import Page as StandingPage
from forum.comments.models import Document
from forum.comments.views import keepable, kept_lone_page, tagged
from forum.web.pages import public, read_only

ADDRESSES = 50_000  # in a file; none is longer than 500 bytes, so 25 MB at most: 50 are allowed
PIECE = 500  # addresses that are fetched, written and sent at once
OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
CLOSING = "</urlset>\n"


class Place(NamedTuple):
    """A path, and when what stands there last changed, where that is known."""

    path: str
    changed_at: datetime | None = None


class Articles:
    """All public ones; a file is a range of their keys."""

    def files(self) -> Iterator[tuple[int, datetime | None]]:
        """Those that have an address in them, each with the last change in it: 1 query, which
        reads an index alone."""
        found = Article.objects.public().order_by().values(file=(F("pk") - 1) / ADDRESSES + 1)
        for row in found.annotate(changed_at=Max("changed_at")).order_by("file"):
            yield row["file"], row["changed_at"]

    def places(self, file: int) -> Iterator[Place]:
        """1 query, asked when the first is taken; the others are fetched as they are taken."""
        last = file * ADDRESSES
        rows = Article.objects.public().filter(pk__gt=last - ADDRESSES, pk__lte=last)
        of_day = cache(_address_of_day)  # to look up a pattern takes longer than all the rest
        rows = rows.order_by("pk").values_list("day", "slug", "changed_at")
        for day, slug, changed_at in rows.iterator(PIECE):
            yield Place(of_day(day).replace(SLUG, slug), changed_at)


class Lists:
    """Everything else that stays: the home page, sections, authors, pages, documents. All of them
    are few beside articles."""

    def files(self) -> Iterator[tuple[int, None]]:
        """3 queries."""
        for number in range(1, ceil(len(self._all()) / ADDRESSES) + 1):
            yield number, None

    def places(self, file: int) -> Iterator[Place]:
        """3 queries, asked at once."""
        last = file * ADDRESSES
        return map(Place, self._all()[max(0, last - ADDRESSES) : last])

    def _all(self) -> list[str]:
        pages = StandingPage.objects.filter(is_public=True).only("slug")
        return [
            reverse("articles:home"),
            *(section.get_absolute_url() for section in Section.objects.only("slug")),
            *(author.get_absolute_url() for author in Author.objects.only("slug")),
            *(page.get_absolute_url() for page in pages),
            *(reverse("comments:document", args=[kind]) for kind in Document.Kind.values),
        ]


SITEMAPS = {"articles": Articles(), "lists": Lists()}


@read_only
@public
@kept_lone_page
def index(request: HttpRequest) -> HttpResponse:
    """The files that there are. Whoever asks again learns with one query that nothing changed."""
    files = [
        SitemapIndexItem(request.build_absolute_uri(_address(kind, number)), changed_at)
        for kind, sitemap in SITEMAPS.items()
        for number, changed_at in sitemap.files()
    ]
    context = {"sitemaps": files}
    response = render(request, "sitemap_index.xml", context, content_type="application/xml")
    return keepable(request, _unlisted(response))


@read_only
@public
def file(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One file of addresses. Whoever asks again learns with one query that nothing changed."""
    if section not in SITEMAPS:
        raise Http404
    return tagged(request, lambda: _streamed(request, SITEMAPS[section].places(number)))


def _streamed(request, places: Iterator[Place]) -> StreamingHttpResponse:
    """Raises Http404 if there are none, and what a database raises that is away.

    The query is asked here: what it reads from is chosen by the request, which is over when the
    rest is sent (`forum.web.replicas`).
    """
    first = next(places, None)
    if first is None:
        raise Http404
    lines = _lines(f"{request.scheme}://{request.get_host()}", chain([first], places))
    pieces = lines if request.method == "GET" else ()
    return _unlisted(StreamingHttpResponse(pieces, content_type="application/xml"))


def _lines(site: str, places: Iterable[Place]) -> Iterator[str]:
    """The file, some kilobytes at a time."""
    yield OPENING
    while piece := list(islice(places, PIECE)):
        yield "".join(_line(site, *place) for place in piece)
    yield CLOSING


def _line(site: str, path: str, changed_at: datetime | None) -> str:
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<url><loc>{escape(site + path)}</loc>{changed}</url>\n"


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"  # the file itself is nothing to be found
    return response


def _address(section: str, number: int) -> str:
    return reverse("articles:sitemap", args=[section, number])


def _address_of_day(day: date) -> str:
    """The address of an article of that day, with SLUG in place of its own part."""
    return Article(day=day, slug=SLUG).get_absolute_url()
