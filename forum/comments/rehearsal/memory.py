"""What was said before each comment of the past, from the rows of comments alone, read in the
order of time. Judges nothing; of a comment that changed since, what became of it counts."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from forum.accounts import persons
from forum.accounts.limits import Limit, Use
from forum.comments.models import Comment, Policy
from forum.comments.rules import Commenter, rates
from forum.comments.rules.pasts import DECIDED_WITHIN, TWINS_WITHIN


class Line(NamedTuple):
    """One comment, without its words."""

    pk: int
    posted_at: datetime
    status: str
    author: int | None
    email: str
    hand: str
    network: str
    fingerprint: str
    discussion: int


@dataclass(frozen=True)
class Remembered:
    """The past of one comment; the properties are those of `rules.pasts.Past`."""

    published: int
    decided: dict[str, int]
    own_twin: int | None
    twins: tuple[int, int | None]
    said_last: datetime | None
    count: Callable[[str, Limit], int] = field(repr=False)

    def uses(self, author: Commenter, discussion, policy: Policy, at: datetime) -> list[Use]:
        """The limits it counted against, of which nothing but comments was kept."""
        spent = rates.limits_of(author, discussion, policy)
        return [Use(key, limit, self.count(key, limit), at + limit.per) for key, limit in spent]


def remember(span: int) -> dict[int, Remembered]:
    """The past of each of the newest `span` comments, as far as the `span` before these go.

    Of members all published comments are counted. Two queries.
    """
    newest = Comment.objects.order_by("-pk").values_list(*Line._fields)[: 2 * span]
    lines = [Line(*row) for row in newest]
    asked = {line.pk for line in lines[:span]}
    memory = Memory(_published_before(lines[-1].pk) if lines else Counter())
    past = {}
    for line in sorted(lines, key=lambda line: (line.posted_at, line.pk)):
        if line.pk in asked:
            past[line.pk] = memory.before(line)
        memory.add(line)
    return past


def _published_before(pk: int) -> Counter[int]:
    """Comments by member."""
    older = Comment.objects.published().filter(pk__lt=pk, author__isnull=False).order_by()
    return Counter(dict(older.values_list("author").annotate(Count("pk"))))


class Memory:
    """All lines read so far, in the order of time, by what they can be asked for."""

    def __init__(self, published: Counter[int]):
        self._published = published
        self._lines: dict[str, list[Line]] = defaultdict(list)

    def add(self, line: Line) -> None:
        for key in {*_people(line), *_places(line)}:
            self._lines[key].append(line)
        if line.author and line.status == Comment.Status.PUBLISHED:
            self._published[line.author] += 1

    def before(self, line: Line) -> Remembered:
        own = self._own(line)
        answered_for = [one for one in own if line.author or one.hand == line.hand]
        return Remembered(
            published=self._published[line.author] if line.author else 0,
            decided=_decided(_since(answered_for, line.posted_at - DECIDED_WITHIN)),
            own_twin=_first_twin(own, line),
            twins=self._twins(line, {one.pk for one in own}),
            said_last=self._said_last(line, own),
            count=self._counter(line),
        )

    def _own(self, line: Line) -> list[Line]:
        """Their lines, of guests by address or browser, in the order of time."""
        first, *others = [self._lines.get(key, []) for key in _people(line)] or [[]]
        if not any(others):
            return first
        found = {one.pk: one for lines in (first, *others) for one in lines}
        return sorted(found.values(), key=_moment)

    def _twins(self, line: Line, own: set[int]) -> tuple[int, int | None]:
        same = _since(self._lines.get(_text(line), []), line.posted_at - TWINS_WITHIN)
        others = [one for one in same if one.pk not in own]
        people = {(one.author, one.email) for one in others}
        return len(people), others[0].pk if others else None

    def _said_last(self, line: Line, own: list[Line]) -> datetime | None:
        near = own[-1:] if line.author else own[-1:] + self._lines.get(_network(line), [])[-1:]
        return max((one.posted_at for one in near), default=None)

    def _counter(self, line: Line) -> Callable[[str, Limit], int]:
        """Counts what this line and those before it used of a limit."""
        read = {key: len(self._lines.get(key, ())) for key in (*_people(line), *_places(line))}

        def count(key: str, limit: Limit) -> int:
            if not (until := read.get(key, 0)):
                return 1
            start = line.posted_at - limit.per
            return 1 + until - bisect_left(self._lines[key], start, hi=until, key=_moment)

        return count


def _people(line: Line) -> list[str]:
    return persons.keys_of(line.author, line.email, line.hand)


def _places(line: Line) -> list[str]:
    network = [] if line.author or not line.network else [_network(line)]
    return [_text(line), f"discussion:{line.discussion}", *network]


def _text(line: Line) -> str:
    return f"text:{line.fingerprint}"


def _network(line: Line) -> str:
    return f"network:{line.network}"


def _decided(lines: list[Line]) -> dict[str, int]:
    counts = Counter(line.status for line in lines)
    status = Comment.Status
    return {"removed": counts[status.REMOVED], "published": counts[status.PUBLISHED]}


def _first_twin(own: list[Line], line: Line) -> int | None:
    same = (line.discussion, line.fingerprint)
    return min((one.pk for one in own if (one.discussion, one.fingerprint) == same), default=None)


def _since(lines: list[Line], at: datetime) -> list[Line]:
    return lines[bisect_left(lines, at, key=_moment) :]


def _moment(line: Line) -> datetime:
    return line.posted_at
