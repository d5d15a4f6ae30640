"""A WordPress export of any size, with discussions of the shape that `populate` gives them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.exchange import wxr

COMMENTS = 500  # of an article, on average
START, END = 1_300_000_000, 1_310_000_000  # seconds since 1970: 2011
HERE = "<!-- articles -->"


def write(file: Path, comments: int) -> None:
    """Write an export with so many comments, an article at a time."""
    head, _, tail = wxr.export(HERE).partition(HERE)
    with file.open("w") as opened:
        opened.write(head)
        for item in _items(comments):
            opened.write(item)
        opened.write(tail)


def _items(comments: int) -> Iterator[str]:
    from forum.exchange.populate import shares
    from forum.exchange.populate.orders import Order
    from forum.exchange.populate.sayings import Sayings
    from forum.exchange.populate.steps import steps

    chance, last = Random(2), 0
    words = Sayings(chance)
    order = Order(articles=max(1, comments // COMMENTS), comments=comments)
    for number, (threads, count) in enumerate(shares.of_discussions(order, chance), 1):
        said = []
        for step in steps(threads, count, START, END, chance):
            said += _comments(step, last + 1, words)
            last += len(step)
        yield wxr.item(number, *said)


def _comments(step, first: int, words) -> Iterator[str]:
    for place, parent in enumerate(step.parents):
        reader, at = words.reader(), f"{datetime.fromtimestamp(step.at[place], UTC):%F %T}"
        yield wxr.comment(
            first + place,
            words.comment().body,
            author=reader.name,
            email=reader.email,
            date=at,
            gmt=at,
            parent=first + parent if parent >= 0 else 0,
        )
