"""A post or page of an export → an arriving article or page.

Nothing is published here that was not public there: private, with a password, in the bin, a draft,
waiting for review, or of a state nobody knows are drafts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from forum.comments.forest import Arriving
from forum.comments.models import Discussion
from forum.exchange import arrivals
from forum.exchange.wordpress import images, markup, remarks
from forum.exchange.wordpress.elements import Element
from forum.exchange.wordpress.slugs import slug
from forum.exchange.wordpress.survey import Survey

SECTION_DOMAINS = ("category", "")
TAG_DOMAINS = ("post_tag", "tag")
UNDATED_DRAFTS = ("draft", "pending", "auto-draft")


@dataclass(frozen=True)
class Body:
    """The text of a post, its pictures in place: how many are here, how many became links."""

    html: str
    excerpt: str
    pictures: int
    links: int


NO_BODY = Body("", "", 0, 0)


def body(item: Element, survey: Survey, local: Callable[[str], str]) -> Body:
    """`local` gives the address here of a picture's address there, or ""."""
    raw = item.fields.get("content:encoded", "")
    html, pictures, links = images.place(markup.article(raw), survey.base, local)
    above = item.get("excerpt:encoded") or markup.lead(raw)
    return Body(html, markup.plain(markup.article(above)) if above else "", pictures, links)


def article(
    item: Element, survey: Survey, text: Body, comments: Sequence[Arriving]
) -> arrivals.Article:
    """A post in the neutral form, with the comments that come with it."""
    at = _published_at(item, survey)
    section, tags = _terms(item, survey)
    picture = survey.pictures.get(item.meta.get("_thumbnail_id", "").strip())
    return arrivals.Article(
        id=source_id(item),
        headline=title(item),
        slug=_slug(item),
        section=section,
        author=survey.author(item.get("dc:creator")),
        body=text.html,
        is_published=is_public(item, at),
        published_at=at,
        changed_at=_changed_at(item, survey) or at,
        excerpt=text.excerpt,
        tags=tags,
        picture=picture if picture and picture.read else None,
        opening=_opening(item),
        old_paths=_old_paths(item, "p"),
        comments=remarks.dated(list(comments), at or timezone.now()),
    )


def page(item: Element, text: Body) -> arrivals.Page:
    return arrivals.Page(
        id=source_id(item),
        title=title(item),
        slug=_slug(item),
        body=text.html,
        is_public=item.get("wp:status") == "publish" and is_public(item, timezone.now()),
        old_paths=_old_paths(item, "page_id"),
    )


def source_id(item: Element) -> str:
    """What names the item there: its id, else its address; "" without both."""
    return (item.get("wp:post_id") or item.get("guid") or item.get("link"))[:200]


def title(item: Element) -> str:
    return markup.line(item.get("title"))[:200] or _("Untitled")


def is_public(item: Element, at: datetime | None) -> bool:
    """Whether readers could read it there, or were to from a moment that is still to come."""
    if at is None or item.get("wp:post_password"):
        return False
    if item.is_damaged and "wp:post_password" not in item.fields:
        return False  # the password may be what was lost
    status = item.get("wp:status")
    return status == "publish" or (status == "future" and at > timezone.now())


def state(arriving: arrivals.Article) -> str:
    """What an article will be here, for people."""
    if not arriving.is_published:
        return _("draft")
    return _("published") if arriving.published_at <= timezone.now() else _("scheduled")


def _published_at(item: Element, survey: Survey) -> datetime | None:
    if item.get("wp:status") in UNDATED_DRAFTS:
        return None
    gmt, local = item.get("wp:post_date_gmt"), item.get("wp:post_date")
    return survey.clock.moment(gmt, local, item.get("pubDate"))


def _changed_at(item: Element, survey: Survey) -> datetime | None:
    return survey.clock.moment(item.get("wp:post_modified_gmt"), item.get("wp:post_modified"))


def _opening(item: Element) -> str:
    is_open = item.get("wp:comment_status") == "open"
    return Discussion.Opening.BY_AGE if is_open else Discussion.Opening.CLOSED


def _terms(item: Element, survey: Survey) -> tuple[arrivals.Section, tuple[arrivals.Tag, ...]]:
    """The section, the first of its categories; and the tags: the other categories, its own."""
    sections, tags = {}, {}
    for domain, nicename, raw in item.terms:
        name = markup.line(raw) or nicename
        address = slug(nicename, name, length=80)
        if name and domain in SECTION_DOMAINS:
            description = survey.descriptions.get(address, "")
            sections[address] = arrivals.Section(address, name, address, description)
        elif name and domain in TAG_DOMAINS:
            tags[address] = arrivals.Tag(address, name, address)
    first, *others = sections.values() or [arrivals.Section("-", _("Articles"), "articles")]
    subjects = {other.slug: arrivals.Tag(other.id, other.name, other.slug) for other in others}
    return first, tuple((subjects | tags).values())


def _slug(item: Element) -> str:
    return slug(item.get("wp:post_name"), title(item), f"post-{item.get('wp:post_id')}")


def _old_paths(item: Element, name: str) -> tuple[str, ...]:
    """Where it stood: its path, and the address by number."""
    number = item.get("wp:post_id")
    paths = [_path(item.get("link"))]
    if number.isascii() and number.isdigit():
        paths.append(f"/?{name}={number}")
    return tuple(path for path in paths if path.strip("/") and "\0" not in path)


def _path(link: str) -> str:
    """The path of an address, "" of one that is a query (/?p=12) or none at all."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return "" if parts.query else unquote(parts.path)
