"""The morning: what waits for the moderators when the demo is built, said in the hours before."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from operator import itemgetter

from forum.exchange.demo.desk import Desk
from forum.exchange.demo.lines import Line
from forum.exchange.demo.saying import Room

# Percent of the comments, hour by hour up to the moment: a quiet night, breakfast, the office.
HOURS = (2, 2, 2, 3, 5, 10, 17, 22, 21, 16)
HOUR = timedelta(hours=1)


def take_place(desk: Desk, room: Room) -> dict[str, int]:
    """Post what waits in the hours before the room's moment; the ids of the comments by key.

    In the caller's transaction.
    """
    mixed = mix([*desk.morning, *desk.waves], desk.begins)
    said = {}
    for line, at in zip(mixed, moments(len(mixed), room.moment), strict=True):
        if comment := room.say(line, at):
            said[line.key] = comment.pk
    return said


def mix(conversations: Iterable[list[Line]], begins: dict[str, float]) -> list[Line]:
    """All lines between one another, those of one conversation in their order."""
    chance = random.Random("morning")  # noqa: S311 (a story, not a secret)
    placed = []
    for lines in conversations:
        begin = begins.get(lines[0].slug, 0)
        placed += zip(sorted(chance.uniform(begin, 1) for _line in lines), lines, strict=True)
    return [line for _place, line in sorted(placed, key=itemgetter(0))]


def moments(count: int, end: datetime) -> Iterator[datetime]:
    """`count` moments in the hours before `end`, the earliest first, as many an hour as HOURS
    says."""
    chance = random.Random("moments")  # noqa: S311
    for number in range(count):
        hour, share = _hour_of(100 * (number + chance.random()) / count)
        yield end - (len(HOURS) - hour - share) * HOUR


def _hour_of(percent: float) -> tuple[int, float]:
    """In which hour so many percent have been said, and how much of it has passed."""
    for hour, size in enumerate(HOURS):
        if percent < size:
            return hour, percent / size
        percent -= size
    return len(HOURS) - 1, 1.0
