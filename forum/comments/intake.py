"""The bulk door for comments that come from elsewhere: a whole discussion at a time.

No rule is asked and nobody is told: whoever calls has decided what is published. The threads are
arranged by `forest`, the keys come from `keys`.
"""

from collections import ChainMap
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from forum.comments import bulk, forest, keys, text
from forum.comments.forest import Arriving, Forest, Node
from forum.comments.models import Comment, Discussion
from forum.comments.models.tree import OUTSIDE, PLACE

COLUMNS = (
    *("id", "discussion_id", "parent_id", *PLACE),
    *("is_reviewed", "status", "author_id", "name", "email"),
    *("body", "html", "fingerprint", "posted_at", "held_at"),
)


@dataclass(frozen=True)
class Taken:
    """What became of the arriving comments: key there → id here, the keys whose wanted id was not
    free, and how the comments were arranged."""

    ids: dict[Hashable, int]
    renumbered: list[Hashable]
    forest: Forest


def take_in(
    discussion_id: int,
    rows: Iterable[Arriving],
    known: Mapping[Hashable, int] | None = None,
    *,
    render: Callable[[str], str] = text.render,
) -> Taken:
    """Write comments into a discussion, in the caller's transaction, under the discussion's lock.
    What waited elsewhere waits here from now on.

    New threads follow those that are there, oldest first. `known` are comments of this discussion
    that arrived before, key → id: a reply to one of them is added at the end of its replies.
    Numbers, intervals, counters and version are right when the transaction ends. A constant
    number of queries for each 900 comments, plus some for each reply to a known one. Raises
    ValueError if a key comes twice, Discussion.DoesNotExist.
    """
    known = known or {}
    discussion = Discussion.objects.locked(discussion_id)
    grown = forest.grow(rows, known)
    if not grown.nodes:
        return Taken({}, [], grown)
    ids, renumbered = _give_keys(grown)
    _give_numbers(discussion, grown)
    _write(discussion, grown.nodes, ChainMap(ids, known), render)
    _join(discussion, grown.nodes, ids)
    _count(discussion, grown)
    return Taken(ids, renumbered, grown)


def foresee(rows: Iterable[Arriving], known: Mapping[Hashable, int] | None = None) -> Taken:
    """What `take_in` would answer, written nowhere: of the ids, those that would be kept."""
    grown = forest.grow(rows, known or {})
    ids, homeless = _keep(grown)
    return Taken(ids, [row.key for row in homeless if row.wanted_id is not None], grown)


def _give_keys(grown: Forest) -> tuple[dict[Hashable, int], list[Hashable]]:
    """An id for every comment: the wanted one if it is free, else a new one."""
    wanted = (node.row.wanted_id for node in grown.nodes)
    keys.reserve(max(filter(_may_keep, wanted), default=0))
    ids, homeless = _keep(grown)
    ids.update(zip((row.key for row in homeless), keys.draw(len(homeless)), strict=True))
    return ids, [row.key for row in homeless if row.wanted_id is not None]


def _keep(grown: Forest) -> tuple[dict[Hashable, int], list[Arriving]]:
    """The ids that can be kept, and the comments that need a new one."""
    wanted = {node.row.wanted_id for node in grown.nodes if _may_keep(node.row.wanted_id)}
    free = wanted - keys.taken(wanted)
    ids: dict[Hashable, int] = {}
    homeless = []
    for node in grown.nodes:
        if node.row.wanted_id in free:
            free.remove(node.row.wanted_id)
            ids[node.row.key] = node.row.wanted_id
        else:
            homeless.append(node.row)
    return ids, homeless


def _may_keep(wanted_id: int | None) -> bool:
    return wanted_id is not None and 0 < wanted_id <= keys.HIGHEST_KEPT


def _give_numbers(discussion: Discussion, grown: Forest) -> None:
    """The discussion's next numbers for the new threads."""
    for root in grown.threads:
        discussion.thread_count += 1
        root.number = discussion.thread_count


def _write(discussion, nodes: list[Node], ids: Mapping[Hashable, int], render) -> None:
    now = timezone.now()
    rows = (_row(discussion, node, ids, render, now) for node in nodes)
    bulk.Writer(Comment, COLUMNS).write(rows)


def _row(discussion, node: Node, ids: Mapping[Hashable, int], render, now: datetime) -> tuple:
    """The `COLUMNS`: at its place in a new thread, or outside."""
    row, in_thread = node.row, node.is_placed and node.top.number is not None
    place = OUTSIDE.values()
    if in_thread:
        place = (ids[node.top.row.key], node.lft, node.rght, node.level, node.top.number)
    parent = node.parent.row.key if node.parent else node.answers
    body = text.clean(str(row.body))
    return (
        ids[row.key],
        discussion.pk,
        None if parent is None else ids[parent],
        *place,
        row.status != Comment.Status.HELD,
        row.status if in_thread or not node.is_placed else Comment.Status.HELD,
        row.member_id,
        row.name,
        row.email,
        body,
        render(body) if row.html is None else row.html,
        text.fingerprint(body),
        row.posted_at,
        now if row.status == Comment.Status.HELD else None,
    )


def _join(discussion: Discussion, nodes: list[Node], ids: Mapping[Hashable, int]) -> None:
    """Place what answers comments that were here before, one by one: intervals must make room."""
    for node in nodes:
        if node.is_placed and node.top.answers is not None:
            comment = Comment.objects.get(pk=ids[node.row.key])
            comment.discussion = discussion
            Comment.objects.place(comment)
            Comment.objects.filter(pk=comment.pk).update(status=node.row.status)


def _count(discussion: Discussion, grown: Forest) -> None:
    published = Comment.Status.PUBLISHED
    discussion.comment_count += sum(node.row.status == published for node in grown.nodes)
    discussion.version += 1
    discussion.save(update_fields=["thread_count", "comment_count", "version"])
