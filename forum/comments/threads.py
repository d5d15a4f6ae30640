"""The one door for reading: a page of a discussion, a page of a thread, the page of a comment.

A page is arithmetic. Page p of a discussion holds the threads numbered size·(p−1)+1 … size·p, one
range of an index. Of each thread it shows a prefix in reading order: nodes with `lft <= 2·limit`
are always one, because every ancestor has a smaller `lft`, so no page outgrows its bound.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from forum.comments.models import Comment, Discussion, Policy

LEVELS_SHOWN = 3  # deeper replies stand at the third level and name whom they answer
NEIGHBOURS = 1  # pages linked on each side of the current one


class NoSuchPage(Exception):
    """The page number is not one of this discussion's or thread's."""


@dataclass
class Shown:
    """A comment as a page shows it, with the replies that stand below it on the page."""

    comment: Comment
    url: str
    reply_url: str
    posted: str
    posted_iso: str
    level: int
    answers_name: str = ""  # whom it answers, where the nesting does not show it
    answers_url: str = ""
    replies: list["Shown"] = field(default_factory=list)
    more: "Continuation | None" = None


@dataclass(frozen=True)
class Continuation:
    """The rest of a thread that was cut: how many readable replies, and where it goes on."""

    count: int
    url: str


@dataclass(frozen=True)
class Page:
    """One page of threads, or of a single long thread."""

    threads: list[Shown]
    number: int
    last: int
    comment_count: int

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
class Place:
    """Where a comment stands: the page of its discussion, or of its thread's own pages."""

    page: int
    of_thread: bool


def page(discussion: Discussion, number: int, policy: Policy) -> Page:
    """Page `number` (from 1) of the discussion's threads: 1 query, 2 if a thread is cut.

    Raises NoSuchPage.
    """
    size, last = policy.threads_per_page, page_count(discussion, policy)
    if not 1 <= number <= last:
        raise NoSuchPage
    first, limit = size * (number - 1) + 1, policy.comments_per_thread
    if policy.newest_first:
        first = discussion.thread_count - size * number + 1
    comments = (
        discussion.comments.filter(number__range=(first, first + size - 1), lft__lte=2 * limit)
        .select_related("author")
        .order_by(F("number").desc() if policy.newest_first else "number", "lft")
    )
    prefix = [comment for comment in comments if comment.position < limit + 1]
    threads = _nest([c for c in prefix if c.position < limit])
    _continue(threads, {c.number: c for c in prefix if c.position == limit}, policy)
    return Page(threads, number, last, discussion.comment_count)


def thread_page(root: Comment, number: int, policy: Policy) -> Page:
    """Page `number` of a thread's own pages, in reading order: at most 2 queries.

    Raises NoSuchPage.
    """
    size, last = policy.comments_per_thread_page, thread_page_count(root, policy)
    if not 1 <= number <= last:
        raise NoSuchPage
    thread = Comment.objects.placed().filter(tree_id=root.tree_id)
    start, end = size * (number - 1), size * number  # positions
    comments = (
        thread.filter(lft__lte=2 * end)
        .annotate(reach=F("lft") + F("level"))
        .filter(reach__range=(2 * start + 1, 2 * end))
        .select_related("author", "parent__author" if number > 1 else "author")
        .order_by("lft")
    )
    return Page(_nest(list(comments)), number, last, thread.published().count())


def page_count(discussion: Discussion, policy: Policy) -> int:
    """How many pages; an empty discussion has one."""
    return max(1, ceil(discussion.thread_count / policy.threads_per_page))


def thread_page_count(root: Comment, policy: Policy) -> int:
    """How many pages of its own a thread fills."""
    return ceil((root.reply_count + 1) / policy.comments_per_thread_page)


def place_of(comment: Comment, policy: Policy) -> Place:
    """Where a placed comment stands, from its own columns and its discussion's alone."""
    position = comment.position
    if position >= policy.comments_per_thread:
        return Place(_thread_page_of(position, policy), of_thread=True)
    before = comment.number - 1
    if policy.newest_first:
        before = comment.discussion.thread_count - comment.number
    return Place(before // policy.threads_per_page + 1, of_thread=False)


def url_of(comment: Comment, policy: Policy) -> str:
    """The address of the page that shows a placed comment, with the comment's anchor."""
    place = place_of(comment, policy)
    if place.of_thread:
        return thread_url_of(comment, policy)
    return _address(comment.discussion.url, place.page, anchor(comment.pk))


def thread_url_of(comment: Comment, policy: Policy) -> str:
    """The address of a placed comment on its thread's own pages."""
    return _thread_address(comment, comment.position, anchor(comment.pk), policy)


def anchor(pk: int) -> str:
    """The id of a comment's element; WordPress' own, so that old links find it."""
    return f"comment-{pk}"


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


def _nest(comments: list[Comment]) -> list[Shown]:
    """The comments, given in reading order, each below its parent or at the third level."""
    comments = _readable(comments)
    pattern = reverse("comments:comment", args=[0])
    shown: dict[int, Shown] = {}
    tops: list[Shown] = []
    for comment in comments:
        url = pattern.replace("0", str(comment.pk))
        above = shown.get(comment.parent_id)
        node = Shown(
            comment,
            url=url,
            reply_url=f"{url}reply/",
            posted=date_format(localtime(comment.posted_at), "DATETIME_FORMAT"),
            posted_iso=comment.posted_at.isoformat(timespec="seconds"),
            level=min(above.level + 1, LEVELS_SHOWN) if above else 1,
        )
        shown[comment.pk] = node
        if above is None:
            tops.append(node)
        elif above.level < LEVELS_SHOWN:
            above.replies.append(node)
        else:
            # At the third level its siblings' list takes it: that of the parent's parent.
            _list_with(above, shown, tops).append(node)
        if comment.parent_id and (above is None or above.level == LEVELS_SHOWN):
            node.answers_name = (above.comment if above else comment.parent).shown_name
            node.answers_url = pattern.replace("0", str(comment.parent_id))
    return tops


def _list_with(node: Shown, shown: dict[int, Shown], tops: list[Shown]) -> list[Shown]:
    """The list of replies that `node`, shown at the last level, stands in."""
    while (above := shown.get(node.comment.parent_id)) and above.level == LEVELS_SHOWN:
        node = above
    return above.replies if above else tops


def _readable(comments: list[Comment]) -> list[Comment]:
    """Without the comments that are gone and have nothing readable below them.

    What reaches beyond the given comments is kept: the page cannot know what follows.
    """
    by_pk = {comment.pk: comment for comment in comments}
    end = max((comment.position for comment in comments), default=0)
    kept = set()
    for comment in reversed(comments):
        cut = comment.reply_count and comment.position + comment.reply_count > end
        if comment.is_published or cut or comment.pk in kept:
            kept.add(comment.pk)
            if comment.parent_id in by_pk:
                kept.add(comment.parent_id)
    return [comment for comment in comments if comment.pk in kept]


def _continue(threads: Iterable[Shown], cut: dict[int, Comment], policy: Policy) -> None:
    """Tell each thread that was cut where it goes on: at the first comment that is not shown.

    `cut` has that comment by thread number. Where nothing readable follows, nothing goes on.
    """
    rest = _rest(cut, policy.comments_per_thread) if cut else {}
    for thread in threads:
        if thread.comment.number in rest:
            following = cut[thread.comment.number]
            count, position = rest[following.number]
            fragment = anchor(following.pk) if following.is_published else "main"
            thread.more = Continuation(
                count, _thread_address(following, position, fragment, policy)
            )


def _rest(cut: dict[int, Comment], limit: int) -> dict[int, tuple[int, int]]:
    """Of each cut thread, by number: how many published comments stand at `limit` and after, and
    the position of the first: 1 query."""
    place = next(iter(cut.values())).discussion_id
    rest = (
        Comment.objects.published()
        .filter(discussion=place, number__in=cut)
        .annotate(reach=F("lft") + F("level"))  # twice the position, and one
        .filter(reach__gt=2 * limit)
        .order_by()
        .values_list("number")
        .annotate(Count("pk"), Min("reach"))
    )
    return {number: (count, reach // 2) for number, count, reach in rest}


def _thread_page_of(position: int, policy: Policy) -> int:
    return position // policy.comments_per_thread_page + 1


def _thread_address(comment: Comment, position: int, fragment: str, policy: Policy) -> str:
    # A root's tree_id is its primary key.
    path = reverse("comments:thread", args=[comment.tree_id])
    return _address(path, _thread_page_of(position, policy), fragment)


def _address(path: str, number: int, fragment: str) -> str:
    query = f"?page={number}" if number > 1 else ""
    return f"{path}{query}#{fragment}"
