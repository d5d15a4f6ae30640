"""What stands around every page: the sections in the header, the sidebar's blocks, the footer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from django.db.models import F, Q, Value
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import dateformat, timezone
from django.utils.formats import get_format
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles.destinations import Destination, destinations
from articles.models import Article, Block, Page, Section
from articles.pictures import small
from forum.comments import editions
from forum.web import kept
from forum.web.questions import question


@dataclass(frozen=True, slots=True)
class ShownLink:
    """What a sidebar block lists: a link of its own, or an article with its `datetime`."""

    url: str
    title: str
    note: str
    image: str = ""
    datetime: str = ""


@dataclass(slots=True)
class ShownBlock:
    """A sidebar block with what it lists."""

    pk: int
    title: str
    section_id: int | None
    length: int
    links: list[ShownLink] = field(default_factory=list)
    articles: list[ShownLink] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Menus:
    """The sections in the header and the pages in the footer."""

    sections: list[Destination]
    pages: list[Destination]


def furniture(request: HttpRequest) -> dict:
    """The context processor: nothing is read before a template prints it."""
    return {
        "menus": SimpleLazyObject(partial(_kept, request, _menus)),
        "sidebar": SimpleLazyObject(partial(_kept, request, _sidebar)),
    }


def _kept(request, make: Callable[[], Any]) -> Any:
    """What `make` makes is the same on every page: it is made once an edition."""
    policy = editions.policy_of(request)
    edition = editions.shown(policy)

    def made():
        return kept.Kept(make(), edition, editions.until(policy))

    return kept.take(make.__name__, lambda older: older.covers(edition), made).thing


def _sidebar() -> SafeString:
    context = {"blocks": blocks(), "label": gettext("More to read")}
    rendered = render_to_string("articles/sidebar.jinja", context, using="jinja2")
    return mark_safe(rendered)  # noqa: S308 (Jinja has escaped it, and returns a plain string)


def _menus() -> Menus:
    """In 1 query."""
    found = {"section": [], "page": []}
    for kind, _place, label, slug in _in_menus():
        found[kind].append((label, slug))
    sections = destinations("articles:section", found["section"])
    return Menus(sections, destinations("articles:page", found["page"]))


@question
def _in_menus():
    columns = ("kind", "place", "label", "slug")
    sections = Section.objects.order_by().annotate(
        kind=Value("section"), place=F("position"), label=F("name")
    )
    pages = Page.objects.order_by().filter(is_public=True, in_footer=True)
    pages = pages.annotate(kind=Value("page"), place=Value(0), label=F("title"))
    rows = sections.values_list(*columns).union(pages.values_list(*columns), all=True)
    return rows.order_by("kind", "place", "label")


def blocks() -> list[ShownBlock]:
    """The sidebar in its order: 2 queries, however many blocks, links and articles."""
    shown = _with_links()
    of_sections = [one for one in shown if one.section_id]
    newest = _newest(of_sections) if of_sections else []
    style = get_format("DATE_FORMAT")
    for one in of_sections:
        of_section = [a for a in newest if a.section_id == one.section_id]
        one.articles = [_teaser(article, style) for article in of_section[: one.length]]
    return [one for one in shown if one.links or one.articles]


def _with_links() -> list[ShownBlock]:
    """The blocks with their links in one query: a row a link, or one for a block without."""
    shown: dict[int, ShownBlock] = {}
    for pk, title, section_id, length, *link in _shown_blocks():
        one = shown.setdefault(pk, ShownBlock(pk, title, section_id, length))
        if link[0]:
            one.links.append(_link(*link))
    return list(shown.values())


@question
def _shown_blocks():
    links = ("url", "title", "note", "picture__file", "picture__width", "picture__height")
    return (
        Block.objects.filter(is_shown=True)
        .order_by("position", "pk", "links__position", "links__pk")
        .values_list("pk", "title", "section_id", "length", *(f"links__{name}" for name in links))
    )


def _link(url: str, title: str, note: str, *picture) -> ShownLink:
    return ShownLink(url, title, note, image=small(*picture) if picture[0] else "")


def _teaser(article: Article, style: str) -> ShownLink:
    day = localtime(article.published_at).date()
    url, words = article.get_absolute_url(), dateformat.format(day, style)
    return ShownLink(url, article.headline, words, datetime=day.isoformat())


def _newest(blocks: list[ShownBlock]) -> list[Article]:
    """The newest public articles of every section that a block shows, in one query."""
    ask = _newest_of(tuple(block.length for block in blocks))
    sections = {f"section_{n}": block.section_id for n, block in enumerate(blocks)}
    return ask(now=timezone.now(), **sections)


@lru_cache(maxsize=16)
def _newest_of(lengths: tuple[int, ...]) -> Callable[..., list[Article]]:
    """The query for blocks of these lengths: another only where an editor arranges them anew."""

    def write(now, *sections):
        public, wanted = Article.objects.public(now).newest_first(), Q()
        for section, length in zip(sections, lengths, strict=True):
            wanted |= Q(pk__in=public.filter(section=section).values("pk")[:length])
        shown = ("headline", "slug", "day", "published_at", "section_id")
        return Article.objects.filter(wanted).newest_first().only(*shown)

    return question(write, ["now", *(f"section_{n}" for n in range(len(lengths)))])
