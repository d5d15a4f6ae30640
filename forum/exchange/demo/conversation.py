"""A discussion written as an indented text → arriving comments. Reads no file, writes no row.

One comment a line, `Name | text`, two spaces deeper for each level of reply; `Name <mail> | text`
where two readers share a name, `Name [staff] | text` for the author of the article.
"""

import hashlib
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.text import slugify

from forum.comments.forest import Arriving

LINE = re.compile(
    r"(?P<indent>(?:  )*)(?P<name>[^\s|<\[][^|<\[]*?)"
    r"(?: <(?P<email>[^>]+)>)?(?P<staff> \[staff\])? \|(?: (?P<text>.*))?"
)
PAUSE = timedelta(minutes=4)  # on average, between two threads of the busy first hour


class Unreadable(Exception):
    """A line is no comment; `number` counts from 1."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Said:
    """A line of the text: who said what, and the number of the line it answers."""

    number: int
    parent: int | None
    name: str
    email: str
    is_staff: bool
    body: str


def read(text: str) -> list[Said]:
    """The comments of a text in its order. Raises Unreadable."""
    said: list[Said] = []
    above: list[int] = []  # the line numbers of the last comment at each level
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = LINE.fullmatch(line)
        level = len(match["indent"]) // 2 if match else 0
        if not match or level > len(above):
            raise Unreadable(number)
        parent = above[level - 1] if level else None
        above[level:] = [number]
        body = (match["text"] or "").replace(r"\n", "\n")
        email = match["email"] or address_of(match["name"])
        said.append(Said(number, parent, match["name"], email, bool(match["staff"]), body))
    return said


def arrive(
    said: Iterable[Said], slug: str, published_at: datetime, staff_id: int
) -> list[Arriving]:
    """The comments with times after `published_at`, the same at every call."""
    times: dict[int, datetime] = {}
    clock = Clock(slug, published_at)
    return [
        Arriving(
            key=f"{slug}:{one.number}",
            parent=f"{slug}:{one.parent}" if one.parent else None,
            posted_at=times.setdefault(one.number, clock.next(one.parent, times)),
            name=one.name,
            email=one.email,
            member_id=staff_id if one.is_staff else None,
            body=one.body,
        )
        for one in said
    ]


class Clock:
    """Believable times: threads come fast at first and then ever more slowly, answers take from
    a minute to some hours, and nobody answers before the comment that stands above."""

    def __init__(self, seed: str, start: datetime):
        self.random = random.Random(seed)  # noqa: S311 (a story, not a secret)
        self.latest: dict[int | None, datetime] = {None: start}
        self.pace = 1.0

    def next(self, parent: int | None, times: dict[int, datetime]) -> datetime:
        """The moment of the next reply to `parent`, after its last one; None: of a thread."""
        after = self.latest.get(parent) or times[parent]
        if parent is None:
            wait = PAUSE * self.pace
            self.pace *= 1.025
        else:
            wait = timedelta(minutes=30)
        wait = max(wait * self.random.expovariate(1), timedelta(minutes=1))
        self.latest[parent] = after + timedelta(seconds=wait // timedelta(seconds=1))
        return self.latest[parent]


def address_of(name: str) -> str:
    """The e-mail address of a reader who is given none: the same for the same name."""
    known = slugify(name) or hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"{known}@example.org"
