"""Proves that trees, thread numbers and counters are what the comments themselves say. Only reads.

It streams: a discussion of any size takes the memory of its deepest branch. And it may run while
people post: every discussion is read with its comments by one statement, as of one moment.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from forum.comments.models import Comment, Discussion, Report
from forum.comments.models.tree import OUTSIDE

BATCH = 100  # discussions a statement
CHUNK = 2000  # rows a fetch


class Row(NamedTuple):
    """A discussion's counters beside one of its comments; beside none, None from `pk` on."""

    discussion_id: int
    thread_count: int
    comment_count: int
    pk: int | None
    number: int | None
    status: str | None
    parent_id: int | None
    tree_id: int | None
    lft: int | None
    rght: int | None
    level: int | None


OF_DISCUSSION = ("pk", "thread_count", "comment_count")
COLUMNS = (*OF_DISCUSSION, *(f"comments__{name}" for name in Row._fields[3:]))


class Tally:
    """What the counters of a discussion should say, told by its rows as they go by."""

    def __init__(self):
        self.row = None
        self.last_number = 0
        self.published = 0

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        for self.row in rows:
            self.published += self.row.status == Comment.Status.PUBLISHED
            yield self.row


def problems(discussion_id: int | None = None) -> Iterator[str]:
    """Every fault of the whole database, or of one discussion, as a sentence; none: all is well.

    Of each thread only the first fault is named: what stands behind it follows from it.
    """
    for pks in _batches(discussion_id):
        rows = (
            Discussion.objects.filter(pk__in=pks)
            .order_by("pk", "comments__number", "comments__lft", "comments__pk")
            .values_list(*COLUMNS)
            .iterator(CHUNK)
        )
        for _pk, discussion in groupby(map(Row._make, rows), attrgetter("discussion_id")):
            yield from _of_discussion(discussion)
        yield from _lost(pks)
        yield from _miscounted(pks)


def _batches(discussion_id: int | None) -> Iterator[list[int]]:
    """The keys of the discussions to look at, in order."""
    if discussion_id is not None:
        yield [discussion_id]
        return
    keys, last = Discussion.objects.order_by("pk").values_list("pk", flat=True), 0
    while pks := list(keys.filter(pk__gt=last)[:BATCH]):
        yield pks
        last = pks[-1]


def _of_discussion(rows: Iterable[Row]) -> Iterator[str]:
    """The faults of one discussion, its rows by thread and reading order."""
    tally = Tally()
    for number, thread in groupby(tally.of(rows), attrgetter("number")):
        if number is None:
            yield from _of_unplaced(thread)
            continue
        if number != tally.last_number + 1:
            yield _("Discussion %(discussion)s: thread %(number)s follows thread %(last)s.") % {
                "discussion": tally.row.discussion_id,
                "number": number,
                "last": tally.last_number,
            }
        yield from _of_thread(thread)
        tally.last_number = number
    yield from _of_counters(tally)


def _of_counters(tally: Tally) -> Iterator[str]:
    row = tally.row
    if row.thread_count != tally.last_number:
        yield _("Discussion %(discussion)s counts %(counted)s threads; the last is %(last)s.") % {
            "discussion": row.discussion_id,
            "counted": row.thread_count,
            "last": tally.last_number,
        }
    if row.comment_count != tally.published:
        yield _("Discussion %(discussion)s counts %(counted)s comments; %(there)s are there.") % {
            "discussion": row.discussion_id,
            "counted": row.comment_count,
            "there": tally.published,
        }


def _of_thread(rows: Iterable[Row]) -> Iterator[str]:
    """The first fault of one thread, its rows by `lft`.

    Walked in that order the parents say all else: each comment stands inside its parent, and the
    intervals open and close at 1, 2, 3 … without a gap. Then they equal those computed anew. (That
    a number has one root is a constraint of the database.)
    """
    root, edge, above = None, 0, []
    for row in rows:
        root = root or row
        while above and above[-1].rght < row.lft:
            closed, edge = above.pop(), edge + 1
            if closed.rght != edge:
                yield _is(closed, "rght", edge)
                return
        edge += 1
        parent_id = above[-1].pk if above else None
        right = {"parent_id": parent_id, "tree_id": root.pk, "lft": edge, "level": len(above)}
        if wrong := [name for name in right if getattr(row, name) != right[name]]:
            yield _is(row, wrong[0], right[wrong[0]])
            return
        above.append(row)
    while above:
        closed, edge = above.pop(), edge + 1
        if closed.rght != edge:
            yield _is(closed, "rght", edge)
            return


def _of_unplaced(rows: Iterable[Row]) -> Iterator[str]:
    """The faults of comments that stand in no thread."""
    for row in rows:
        if row.pk is None:
            continue
        if row.status == Comment.Status.PUBLISHED:
            yield _about(row, _("it is published, but stands in no thread"))
        for name, value in OUTSIDE.items():
            if getattr(row, name) != value:
                yield _is(row, name, value)


def _lost(pks: list[int]) -> Iterator[str]:
    """Comments without a place whose parent could not give them one here."""
    waiting = Comment.objects.filter(discussion__in=pks, number=None, parent__isnull=False)
    lost = waiting.exclude(parent__discussion=F("discussion")).order_by("pk")
    for row in lost.values("discussion_id", "pk", "parent_id").iterator(CHUNK):
        yield (
            _(
                "Discussion %(discussion_id)s, comment %(pk)s: it answers comment %(parent_id)s "
                "of another discussion."
            )
            % row
        )


def _miscounted(pks: list[int]) -> Iterator[str]:
    """Comments that count more or fewer open reports than they have."""
    opened = Report.objects.open().filter(comment=OuterRef("pk"))
    counted = Comment.objects.filter(Q(open_reports__gt=0) | Exists(opened), discussion__in=pks)
    counted = counted.annotate(there=Count("reports", filter=Q(reports__outcome="")))
    wrong = counted.exclude(open_reports=F("there")).order_by("pk")
    for row in wrong.values("pk", "open_reports", "there").iterator(CHUNK):
        yield _("Comment %(pk)s counts %(open_reports)s reports; %(there)s are open.") % row


def _is(row: Row, name: str, right) -> str:
    return _about(
        row,
        _("%(column)s is %(found)s, should be %(right)s")
        % {"column": name, "found": getattr(row, name), "right": right},
    )


def _about(row: Row, fault: str) -> str:
    return _("Discussion %(discussion)s, thread %(number)s, comment %(comment)s: %(fault)s.") % {
        "discussion": row.discussion_id,
        "number": "–" if row.number is None else row.number,
        "comment": row.pk,
        "fault": fault,
    }
