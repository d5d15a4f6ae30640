"""The neutral form: what every other system's articles and people look like on their way in.

Plain values in the other system's ids; knows no file format and no row of ours. Comments are
`forum.comments.forest.Arriving`. `settlement` and `furnishing` write them down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.comments.forest import Arriving
from forum.comments.models import Discussion


@dataclass(frozen=True)
class Person:
    """An author. `links` are (label, address); `member_id` is the account here, if any."""

    id: str
    name: str
    slug: str
    bio: str = ""
    links: tuple[tuple[str, str], ...] = ()
    member_id: int | None = None


@dataclass(frozen=True)
class Section:
    id: str
    name: str
    slug: str
    description: str = ""
    position: int = 0


@dataclass(frozen=True)
class Tag:
    id: str
    name: str
    slug: str


@dataclass(frozen=True)
class Picture:
    """A picture; `read` gives the bytes of its file, None if the file was not brought along."""

    id: str
    name: str
    alt: str = ""
    credit: str = ""
    source_url: str = ""
    added_at: datetime | None = None
    read: Callable[[], bytes] | None = None


@dataclass(frozen=True)
class Correction:
    made_at: datetime
    note: str


@dataclass(frozen=True)
class Article:
    """An article with the discussion under it. The body is HTML, made safe when it is saved.

    `published_at` without `is_published` is the date a draft had there. `old_paths` begin with "/".
    """

    id: str
    headline: str
    slug: str
    section: Section
    author: Person
    body: str
    is_published: bool
    published_at: datetime | None
    excerpt: str = ""
    tags: tuple[Tag, ...] = ()
    picture: Picture | None = None
    changed_at: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    opening: str = Discussion.Opening.BY_AGE
    premoderated: bool = False
    old_paths: tuple[str, ...] = ()
    comments: Sequence[Arriving] = ()


@dataclass(frozen=True)
class Page:
    id: str
    title: str
    slug: str
    body: str
    is_public: bool
    old_paths: tuple[str, ...] = ()
