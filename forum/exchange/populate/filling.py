"""An order becomes rows.

Each step is one transaction that leaves every tree and counter right, so what is interrupted is a
smaller site, not a broken one. No more is held in memory than one step, or the longest thread.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from random import Random

from django.db import transaction

from articles.models import Article
from forum.comments import bulk, keys
from forum.comments.models import Comment, Discussion
from forum.exchange.populate import shares, stories
from forum.exchange.populate.orders import Order
from forum.exchange.populate.sayings import Sayings
from forum.exchange.populate.steps import Step, steps

COLUMNS = (
    *("id", "discussion_id", "parent_id", "tree_id", "number", "lft", "rght", "level"),
    *("name", "email", "body", "html", "fingerprint", "posted_at"),
)


@dataclass
class Filled:
    """What has been written so far; `busiest` is the address of the article with most comments."""

    articles: int = 0
    threads: int = 0
    comments: int = 0
    busiest: str = ""


def fill(order: Order, at: datetime) -> Iterator[Filled]:
    """Write what was ordered; nothing is said after `at`. Yields the same `Filled`, as it grows,
    after every step."""
    chance, filled = Random(order.seed), Filled()  # noqa: S311 (no secret)
    writer = bulk.Writer(Comment, COLUMNS, status=Comment.Status.PUBLISHED)
    bulk.hurry(megabytes=64)
    words, given = Sayings(chance), shares.of_discussions(order, chance)
    most, end = max(comments for _, comments in given), int(at.timestamp())
    written = chain.from_iterable(stories.write(order.articles, words, at))
    for story, (threads, comments) in zip(written, given, strict=True):
        filled.articles += 1
        if comments == most:
            filled.busiest = filled.busiest or story.get_absolute_url()
        for step in steps(threads, comments, _start(story), end, chance):
            _write(story.discussion_id, step, words, writer)
            filled.threads += step.threads
            filled.comments += len(step)
            yield filled
    yield filled


def _start(story: Article) -> int:
    return int(story.published_at.timestamp())


@transaction.atomic
def _write(discussion_id: int, step: Step, words: Sayings, writer: bulk.Writer) -> None:
    discussion = Discussion.objects.locked(discussion_id)
    writer.write(_rows(discussion, step, words))
    discussion.thread_count += step.threads
    discussion.comment_count += len(step)
    discussion.version += 1
    discussion.save(update_fields=["thread_count", "comment_count", "version"])


def _rows(discussion: Discussion, step: Step, words: Sayings) -> Iterator[tuple]:
    """The `COLUMNS`. Keys follow the order of posting, as they do in life: the
    threads of an evening lie mixed in the table."""
    order = step.order
    ids, numbers = array("q", [0]) * len(step), array("q", [0]) * len(step)
    number = discussion.thread_count
    for place, key in zip(order, keys.draw(len(order)), strict=True):
        ids[place] = key
        if step.parents[place] < 0:
            number += 1
            numbers[place] = number
    for place in order:
        root, parent, reader = step.roots[place], step.parents[place], words.reader()
        said = words.comment()
        yield (
            ids[place],
            discussion.pk,
            None if parent < 0 else ids[parent],
            ids[root],
            numbers[root],
            step.lft[place],
            step.rght[place],
            step.level[place],
            reader.name,
            reader.email,
            said.body,
            said.html,
            said.fingerprint,
            datetime.fromtimestamp(step.at[place], UTC),
        )
