"""What must be known before the first article is written: one pass over the whole file.

Authors and categories stand in the head; pictures, the site's distance from GMT and the highest
comment id may stand anywhere.
"""

import mimetypes
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from forum.comments.keys import HIGHEST_KEPT
from forum.exchange import arrivals
from forum.exchange.wordpress import markup
from forum.exchange.wordpress.dates import Clock
from forum.exchange.wordpress.elements import Element
from forum.exchange.wordpress.export import Export
from forum.exchange.wordpress.scanner import Kind
from forum.exchange.wordpress.slugs import slug
from forum.exchange.wordpress.stream import NotAnExport
from forum.exchange.wordpress.uploads import Uploads, bare_host

COMMENT_ID = re.compile(rb"comment_id>\s*(?:<!\[CDATA\[)?\s*(\d{1,18})\D")
COMMENT_DATES = re.compile(
    rb"comment_date>\s*(?:<!\[CDATA\[)?([\d :-]{19})\D.{0,60}?"
    rb"comment_date_gmt>\s*(?:<!\[CDATA\[)?([\d :-]{19})\D",
    re.DOTALL,
)


@dataclass
class Survey:
    """The site as its export describes it. `base` is its address, `source` the same without what
    changes with time: scheme and www."""

    title: str
    base: str
    source: str
    version: str
    authors: dict[str, arrivals.Person] = field(default_factory=dict)  # by login
    logins: dict[str, str] = field(default_factory=dict)  # by author id
    descriptions: dict[str, str] = field(default_factory=dict)  # of categories, by address
    pictures: dict[str, arrivals.Picture] = field(default_factory=dict)  # by post id
    clock: Clock = field(default_factory=Clock)
    hosts: set[str] = field(default_factory=set)
    highest_comment: int = 0

    def author(self, login: str) -> arrivals.Person:
        """Who signs; somebody the head does not name signs with the login, nobody as the site."""
        known = self.authors.get(login)
        return known or _person(login or "-", "" if login else self.title or self.source)


def survey(path: Path, source: str = "", media: Path | None = None) -> Survey:
    """Read the file through. Raises NotAnExport."""
    export = Export(path)
    found = _site(export.head(), source)
    attachments = []
    for piece in export.pieces():
        if piece.kind is Kind.COMMENT:
            _look_at_comment(found, piece.data)
        elif not piece.is_too_large:
            for element in export.reader.read(piece):
                found.clock.learn(element.get("wp:post_date"), element.get("wp:post_date_gmt"))
                if element.get("wp:post_type") == "attachment":
                    attachments.append(_attachment(found, element))
    _collect_pictures(found, attachments, media)
    return found


def normal_source(address: str) -> str:
    """The address of a site without scheme and www, so that a move to https is no other site."""
    bare = re.sub(r"\A[a-z]+://", "", address.strip().lower())
    return bare.removeprefix("www.").rstrip("/")[:200]


def _site(head: Element, source: str) -> Survey:
    base = head.get("wp:base_blog_url") or head.get("link") or source
    found = Survey(
        title=markup.line(head.get("title")),
        base=base if "//" in base else f"http://{base}",
        source=normal_source(source or base),
        version=head.get("wp:wxr_version"),
    )
    if not found.source:
        sentence = _("The file does not say which site it comes from; name it with --source URL.")
        raise NotAnExport(sentence)
    for address in (base, head.get("link"), head.get("wp:base_site_url")):
        _learn_host(found, address)
    for part in head.parts:
        if part.name == "wp:author":
            _learn_author(found, part)
        elif part.name == "wp:category":
            address = slug(part.get("wp:category_nicename"), part.get("wp:cat_name"))
            found.descriptions[address] = markup.line(part.get("wp:category_description"))
    return found


def _learn_host(found: Survey, address: str) -> None:
    with suppress(ValueError):  # no address
        found.hosts.add(bare_host(urlsplit(address).hostname or ""))


def _learn_author(found: Survey, part: Element) -> None:
    login = part.get("wp:author_login")
    found.authors[login] = _person(login, markup.line(part.get("wp:author_display_name")))
    found.logins[part.get("wp:author_id")] = login


def _person(login: str, name: str) -> arrivals.Person:
    """An address used as a login is nobody's business."""
    bare = login.partition("@")[0]
    shown = markup.line(name or bare).partition("@")[0] or bare
    address = slug(name if "@" in login else bare, shown, length=80)
    return arrivals.Person(login[:200], shown, address)


def _look_at_comment(found: Survey, data: bytes) -> None:
    if number := COMMENT_ID.search(data):
        wanted = int(number[1])
        if wanted <= HIGHEST_KEPT:
            found.highest_comment = max(found.highest_comment, wanted)
    if dates := COMMENT_DATES.search(data):
        found.clock.learn(dates[1].decode(), dates[2].decode())


def _attachment(found: Survey, element: Element) -> tuple[str, dict]:
    url = element.get("wp:attachment_url") or element.get("guid")
    name = unquote(PurePosixPath(urlsplit(url).path).name) if _is_address(url) else ""
    _learn_host(found, element.get("wp:attachment_url"))
    title = markup.line(element.get("title"))
    return element.get("wp:post_id"), {
        "name": name,
        "alt": markup.line(element.meta.get("_wp_attachment_image_alt", "")) or title or name,
        "credit": markup.line(markup.plain(element.get("excerpt:encoded")))
        or found.title
        or found.source,
        "source_url": url,
        "added_at": found.clock.moment(
            element.get("wp:post_date_gmt"), element.get("wp:post_date"), element.get("pubDate")
        ),
    }


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).path)
    except ValueError:
        return False


def is_picture(name: str) -> bool:
    return (mimetypes.guess_type(name)[0] or "").startswith("image/")


def _collect_pictures(found: Survey, attachments: list, media: Path | None) -> None:
    uploads = Uploads(media, found.hosts)
    for post_id, fields in attachments:
        if post_id and is_picture(fields["name"]):
            upload = uploads.find(fields["source_url"])
            if upload:
                fields["name"] = PurePosixPath(upload.name).name
            read = upload.read if upload else None
            found.pictures.setdefault(post_id, arrivals.Picture(post_id, read=read, **fields))
