"""The comments of one page, read with few queries, and the numbers of the pages around it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count as count_from
from math import ceil
from operator import attrgetter

from django.db.models import Count, F, OuterRef

from forum.comments.models import MOST_THREADS, Comment, Discussion, Policy
from forum.comments.threads.addresses import anchor, page_count, thread_address
from forum.comments.threads.nesting import Continuation, Shown, nest
from forum.comments.threads.rows import made, made_after, rows, rows_after
from forum.web.questions import question

NEIGHBOURS = 1  # pages linked on each side of the current one


class NoSuchPage(Exception):
    """The page number is not one of this discussion's or thread's."""


@dataclass(frozen=True)
class Paging:
    """Where one is in a row of pages."""

    number: int
    last: int

    @property
    def links(self) -> list[int | None]:
        """The page numbers to link, None for a gap: 1 2 3 … 11 on the first of eleven."""
        return elided(self.number, self.last)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


@dataclass(frozen=True)
class Page(Paging):
    """One page of threads, or of a single long thread. The threads are read when asked for."""

    comment_count: int
    read: Callable[[], list[Shown]]

    @cached_property
    def threads(self) -> list[Shown]:
        return self.read()


def page(
    discussion: Discussion, number: int, policy: Policy, *, own: Comment | None = None
) -> Page:
    """Page `number` (from 1) of the discussion's threads: no query; 1 to read them, 2 if one is
    cut.

    `own` is a comment of whoever reads it: shown even while it waits. Raises NoSuchPage.
    """
    last = page_count(discussion, policy)
    if not 1 <= number <= last:
        raise NoSuchPage
    read = partial(_threads, discussion, number, policy, own)
    return Page(number, last, discussion.comment_count, read)


def _threads(
    discussion: Discussion, number: int, policy: Policy, own: Comment | None
) -> list[Shown]:
    size, limit = policy.threads_per_page, policy.comments_per_thread
    first = size * (number - 1) + 1
    if policy.newest_first:
        first = discussion.thread_count - size * number + 1
    found = _of_page(place=discussion.pk, first=first, last=first + size - 1, lft=2 * limit)
    comments = map(made, found)
    if policy.newest_first:
        comments = sorted(comments, key=attrgetter("number"), reverse=True)
    prefix = [comment for comment in comments if comment.position < limit + 1]
    shown = _with_own([c for c in prefix if c.position < limit], own, policy)
    threads = nest(shown, own)
    _continue(threads, {c.number: c for c in prefix if c.position == limit}, policy)
    return threads


@question
def _of_page(place, first, last, lft):
    """The threads from one number to another, each as far as one `lft`, in reading order.

    Asked thread by thread: of a long one only its beginning is read. (The limit is for PostgreSQL,
    which would expect ten thousands of threads in a busy discussion.)
    """
    roots = Comment.objects.filter(discussion=place, parent=None, number__range=(first, last))
    roots = roots.order_by("number").values("pk")[:MOST_THREADS]
    found = Comment.objects.placed().filter(tree_id__in=roots, lft__lte=lft)
    return rows(found.order_by("number", "lft"))


def thread_page(root: Comment, number: int, policy: Policy, *, own: Comment | None = None) -> Page:
    """Page `number` of a thread's own pages, in reading order: 1 query, and 1 to read them.

    `own` as for `page`. Raises NoSuchPage.
    """
    last = thread_page_count(root, policy)
    if not 1 <= number <= last:
        raise NoSuchPage
    read = partial(_part, root, number, policy, own)
    gone = sum(n for (n,) in _gone_in(place=root.discussion_id, number=root.number))
    return Page(number, last, root.reply_count + 1 - gone, read)


@question
def _gone_in(place, number):
    """How many of a thread are gone. Those are few, and have an index: what is left is told from
    them, not counted."""
    gone = Comment.objects.gone().filter(discussion=place, number=number)
    return gone.order_by().values("number").annotate(count=Count("pk")).values_list("count")


def _of_thread(tree):
    return Comment.objects.placed().filter(tree_id=tree)


def _part(root: Comment, number: int, policy: Policy, own: Comment | None) -> list[Shown]:
    size = policy.comments_per_thread_page
    start, end = size * (number - 1), size * number  # positions
    edges = {"tree": root.tree_id, "lft": 2 * end, "first": 2 * start + 1, "last": 2 * end}
    if number == 1:
        comments = list(map(made, _first_part(**edges)))
    else:
        comments = list(map(made_after, _later_part(**edges)))
    return nest(_with_own(comments, own, policy), own)


@question
def _first_part(tree, lft, first, last):
    return rows(_between(tree, lft, first, last))


@question
def _later_part(tree, lft, first, last):
    """Whom they answer, and what is locked, may stand on a page before."""
    above = {"lft__lt": OuterRef("lft"), "rght__gt": OuterRef("rght")}
    locked = _of_thread(tree).filter(is_locked=True, **above)
    return rows_after(_between(tree, lft, first, last), locked)


def _between(tree, lft, first, last):
    """What stands in a thread from one `reach` to another (twice the position, and one)."""
    reaching = _of_thread(tree).filter(lft__lte=lft).annotate(reach=F("lft") + F("level"))
    return reaching.filter(reach__range=(first, last)).order_by("lft")


def thread_page_count(root: Comment, policy: Policy) -> int:
    """How many pages of its own a thread fills."""
    return ceil((root.reply_count + 1) / policy.comments_per_thread_page)


def elided(current: int, last: int) -> list[int | None]:
    """`current`, its neighbours, the first three or last three at an end, 1 and `last`."""
    near = range(current - NEIGHBOURS, current + NEIGHBOURS + 1)
    if current <= 2:
        near = range(1, 4)
    elif current >= last - 1:
        near = range(last - 2, last + 1)
    numbers = sorted({1, last, *(n for n in near if 1 <= n <= last)})
    links: list[int | None] = []
    for n in numbers:
        if links and n - links[-1] == 2:
            links.append(n - 1)  # a gap of one page is no shorter than the page
        elif links and n - links[-1] > 2:
            links.append(None)
        links.append(n)
    return links


def _with_own(comments: list[Comment], own: Comment | None, policy: Policy) -> list[Comment]:
    """The comments with one that has no place yet where it will have one, as far as is known."""
    if own is None or own.is_placed:
        return comments
    if own.parent_id is None and policy.newest_first:
        return [own, *comments]
    is_here = own.parent_id is None or own.parent_id in {comment.pk for comment in comments}
    return [*comments, own] if is_here else comments


def _continue(threads: Iterable[Shown], cut: dict[int, Comment], policy: Policy) -> None:
    """Tell each thread that was cut where it goes on: at the first comment that is not shown.

    `cut` has that comment by thread number. Where nothing readable follows, nothing goes on.
    """
    limit = policy.comments_per_thread
    gone = _gone_after(cut, limit) if cut else {}
    for thread in threads:
        root, following = thread.comment, cut.get(thread.comment.number)
        if following is None:
            continue
        positions = gone.get(root.number, set())
        if count := root.reply_count + 1 - limit - len(positions):
            first = next(n for n in count_from(limit) if n not in positions)
            fragment = anchor(following.pk) if following.is_published else "main"
            thread.more = Continuation(count, thread_address(following, first, fragment, policy))


def _gone_after(cut: dict[int, Comment], limit: int) -> dict[int, set[int]]:
    """The positions of what is gone at `limit` and after in each cut thread, by number: 1 query."""
    place = next(iter(cut.values())).discussion_id
    found = _reaches_of_gone(place=place, first=min(cut), last=max(cut), reach=2 * limit)
    positions = defaultdict(set)
    for number, reach in found:
        positions[number].add(reach // 2)
    return positions


@question
def _reaches_of_gone(place, first, last, reach):
    gone = Comment.objects.gone().filter(discussion=place, number__range=(first, last))
    reaching = gone.annotate(reach=F("lft") + F("level")).filter(reach__gt=reach)
    return reaching.order_by().values_list("number", "reach")
