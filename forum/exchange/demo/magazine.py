"""The demo's content files → the neutral form. Reads files, writes no row and draws nothing."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from forum.comments.models import Discussion
from forum.exchange import arrivals
from forum.exchange.demo import conversation, lines
from forum.exchange.demo.adverts import Adverts
from forum.exchange.demo.desk import Desk

CONTENT = Path(__file__).parent / "content"
REQUIRED = ("Headline", "Slug", "Section", "Author", "Published")

_markdown = MarkdownIt("commonmark", {"html": False})


class Incomplete(Exception):
    """A content file is missing or not as it should be; the message is a sentence."""


@dataclass(frozen=True)
class Story:
    """An article's file: the header, the body as HTML, and what was said below."""

    header: dict[str, str]
    body: str
    said: list[conversation.Said]

    @property
    def slug(self) -> str:
        return self.header["Slug"]


@dataclass(frozen=True)
class Magazine:
    """Everything the demo is made of; `site` is site.toml."""

    site: dict
    stories: list[Story]
    desk: Desk

    @property
    def comment_count(self) -> int:
        """Of the articles alone; those on the desk come and go by other rules."""
        return sum(len(story.said) for story in self.stories)

    def section(self, slug: str) -> arrivals.Section:
        position, found = self._find("sections", slug)
        return arrivals.Section(slug, found["name"], slug, found.get("description", ""), position)

    def author(self, slug: str, member_id: int | None = None) -> arrivals.Person:
        _position, found = self._find("authors", slug)
        links = tuple((link["label"], link["url"]) for link in found.get("links", ()))
        return arrivals.Person(slug, found["name"], slug, found.get("bio", ""), links, member_id)

    def _find(self, kind: str, slug: str) -> tuple[int, dict]:
        for position, row in enumerate(self.site.get(kind, ()), start=1):
            if row["slug"] == slug:
                return position, row
        raise Incomplete(_("site.toml has no “%s” among its %s.") % (slug, kind))


def read(folder: Path = CONTENT) -> Magazine:
    """All content. Raises Incomplete."""
    try:
        site = _table(folder / "site.toml")
        paths = sorted((folder / "articles").glob("*.md"))
        stories = [_story(path, folder / "discussions") for path in paths]
        if not stories:
            raise Incomplete(_("There are no articles in %s.") % (folder / "articles"))
        return Magazine(site, stories, _desk(folder))
    except OSError as error:
        raise Incomplete(str(error)) from error


def article(
    magazine: Magazine, story: Story, member_id: int, draw: Callable[[str], bytes]
) -> arrivals.Article:
    """A story in the neutral form; `member_id` is its author's account, `draw` gives a scene."""
    header = story.header
    published_at = datetime.fromisoformat(header["Published"])
    discussion = header.get("Discussion", "open")
    return arrivals.Article(
        id=story.slug,
        headline=header["Headline"],
        slug=story.slug,
        section=magazine.section(header["Section"]),
        author=magazine.author(header["Author"], member_id),
        body=story.body,
        is_published=True,
        published_at=published_at,
        changed_at=published_at,
        excerpt=header.get("Excerpt", ""),
        tags=tuple(_tag(name.strip()) for name in header.get("Tags", "").split(",") if name),
        picture=_picture(header, draw) if "Picture" in header else None,
        corrections=_corrections(header.get("Correction", "")),
        opening=Discussion.Opening.CLOSED if discussion == "closed" else Discussion.Opening.OPEN,
        premoderated=discussion == "premoderated",
        comments=conversation.arrive(story.said, story.slug, published_at, member_id),
    )


def _table(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Incomplete(f"{path.name}: {error}.") from error


def _story(path: Path, discussions: Path) -> Story:
    head, _blank, body = path.read_text("utf-8").partition("\n\n")
    header = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise Incomplete(_("%s: “%s” is no header line.") % (path.name, line))
        header[key.strip()] = value.strip()
    if missing := [key for key in REQUIRED if not header.get(key)]:
        raise Incomplete(_("%s has no %s.") % (path.name, ", ".join(missing)))
    said = discussions / f"{header['Slug']}.txt"
    return Story(
        header, _markdown.render(body), _lines(said, conversation.read) if said.exists() else []
    )


def _desk(folder: Path) -> Desk:
    incidents = _table(folder / "desk.toml")
    return Desk(
        weeks=_conversations(folder / "weeks"),
        morning=_conversations(folder / "morning"),
        adverts=Adverts(**_table(folder / "spam.toml")),
        moderators=incidents.pop("moderators", []),
        begins=incidents.pop("begins", {}),
        incidents=incidents,
    )


def _conversations(folder: Path) -> list[list[lines.Line]]:
    """One for each article, from the file of its slug."""
    return [
        _lines(path, partial(lines.read, slug=path.stem, folder=folder.name))
        for path in sorted(folder.glob("*.txt"))
    ]


def _lines(path: Path, read: Callable[[str], list]) -> list:
    try:
        return read(path.read_text("utf-8"))
    except conversation.Unreadable as unreadable:
        raise Incomplete(_("%s: line %d is no comment.") % (path.name, unreadable.number)) from None


def _tag(name: str) -> arrivals.Tag:
    return arrivals.Tag(slugify(name), name, slugify(name))


def _picture(header: dict[str, str], draw: Callable[[str], bytes]) -> arrivals.Picture:
    scene = header["Picture"]
    return arrivals.Picture(
        id=header["Slug"],
        name=f"{scene}.jpg",
        alt=header["Alt"],
        credit=header["Credit"],
        added_at=datetime.fromisoformat(header["Published"]),
        read=lambda: draw(scene),
    )


def _corrections(line: str) -> tuple[arrivals.Correction, ...]:
    """`YYYY-MM-DD: text`, made at noon."""
    if not line:
        return ()
    day, _colon, note = line.partition(":")
    made_at = datetime.combine(date.fromisoformat(day.strip()), time(12), UTC)
    return (arrivals.Correction(made_at, note.strip()),)
