"""What stands around every page: the sections in the header, the sidebar's blocks, the footer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import F, Q, Value
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from articles.models import Article, Block, BlockLink, Page, Picture, Section
from forum.comments import editions
from forum.web import kept

LINK_FIELDS = ("title", "url", "note")
PICTURE_FIELDS = ("file", "width", "height", "alt")


@dataclass
class ShownBlock:
    """A sidebar block with what it lists."""

    block: Block
    links: list[BlockLink] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Destination:
    """What a menu leads to."""

    name: str
    url: str


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
    return render_to_string("articles/_sidebar.html", {"blocks": blocks()})


def _menus() -> Menus:
    """In 1 query."""
    columns = ("kind", "place", "label", "slug")
    sections = Section.objects.order_by().annotate(
        kind=Value("section"), place=F("position"), label=F("name")
    )
    pages = Page.objects.order_by().filter(is_public=True, in_footer=True)
    pages = pages.annotate(kind=Value("page"), place=Value(0), label=F("title"))
    rows = sections.values_list(*columns).union(pages.values_list(*columns), all=True)
    found = {"section": [], "page": []}
    for kind, _place, label, slug in rows.order_by("kind", "place", "label"):
        found[kind].append(Destination(label, reverse(f"articles:{kind}", args=[slug])))
    return Menus(found["section"], found["page"])


def blocks() -> list[ShownBlock]:
    """The sidebar in its order: 2 queries, however many blocks, links and articles."""
    shown = _with_links()
    newest = _newest([one.block for one in shown if one.block.section_id])
    for one in shown:
        of_section = [a for a in newest if a.section_id == one.block.section_id]
        one.articles = of_section[: one.block.length]
    return [one for one in shown if one.links or one.articles]


def _with_links() -> list[ShownBlock]:
    """The blocks with their links in one query: a row a link, or one for a block without."""
    shown: dict[int, ShownBlock] = {}
    for block in (
        Block.objects.filter(is_shown=True)
        .order_by("position", "pk", "links__position", "links__pk")
        .annotate(**{f"link_{name}": F(f"links__{name}") for name in LINK_FIELDS})
        .annotate(**{f"picture_{name}": F(f"links__picture__{name}") for name in PICTURE_FIELDS})
    ):
        one = shown.setdefault(block.pk, ShownBlock(block))
        if block.link_url:
            link = BlockLink(**{name: getattr(block, f"link_{name}") for name in LINK_FIELDS})
            if block.picture_file:
                link.picture = Picture(
                    **{name: getattr(block, f"picture_{name}") for name in PICTURE_FIELDS}
                )
            one.links.append(link)
    return list(shown.values())


def _newest(blocks: list[Block]) -> list[Article]:
    """The newest public articles of every section that a block shows, in one query."""
    if not blocks:
        return []
    public = Article.objects.public().newest_first()
    wanted = Q()
    for block in blocks:
        wanted |= Q(pk__in=public.filter(section=block.section_id).values("pk")[: block.length])
    return list(Article.objects.filter(wanted).newest_first().defer("body"))
