"""Comments from elsewhere, arranged: who answers whom, which have a place, in which order.

Computed in memory, level by level and without recursion; knows no row of the database.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.comments.models import Comment


@dataclass(frozen=True, slots=True)
class Arriving:
    """A comment as it was elsewhere. `key` names it there, `parent` whom it answers.

    `html` None: `body` is rendered when it is written. `wanted_id` is its id there, kept if free.
    """

    key: Hashable
    posted_at: datetime
    status: str = Comment.Status.PUBLISHED
    parent: Hashable | None = None
    name: str = ""
    email: str = ""
    member_id: int | None = None
    body: str = ""
    html: str | None = None
    wanted_id: int | None = None


@dataclass(slots=True, eq=False)
class Node:
    """An arriving comment at its place. `answers` is the key of a comment that is here already."""

    row: Arriving
    parent: "Node | None" = None
    answers: Hashable | None = None
    replies: Sequence["Node"] = ()
    root: "Node | None" = None
    depth: int = 1
    number: int | None = None  # of a root: its thread's
    is_placed: bool = False
    size: int = 0  # how many of its subtree have a place
    lft: int = 1
    rght: int = 2
    level: int = 0

    @property
    def order(self) -> tuple:
        return self.row.posted_at, self.row.wanted_id or 0


@dataclass(frozen=True)
class Forest:
    """All nodes, in reading order; the keys whose parent is missing, and those where a ring of
    parents was cut open."""

    nodes: list[Node]
    orphans: list[Hashable]
    cut: list[Hashable]

    @property
    def threads(self) -> list[Node]:
        """The new threads that get a number, oldest first."""
        return [n for n in self.nodes if n.is_placed and n.root is n and n.answers is None]


def grow(rows: Iterable[Arriving], known: Collection[Hashable] = ()) -> Forest:
    """Arrange `rows`; `known` are the keys of comments that have arrived before.

    Roots and replies stand oldest first. A place is given to what is published, and to what
    stands above it, so that a gone comment keeps its replies. A comment whose parent is nowhere
    becomes a root. Raises ValueError if two rows have one key.
    """
    nodes = {}
    for row in rows:
        if nodes.setdefault(row.key, node := Node(row)) is not node:
            raise ValueError(f"two comments have the key {row.key!r}")
    orphans = _link(nodes, known)
    cut = _open_rings(nodes)
    ordered = _in_reading_order(nodes.values())
    _give_places(ordered)
    return Forest(ordered, orphans, cut)


def _link(nodes: dict[Hashable, Node], known: Collection[Hashable]) -> list[Hashable]:
    orphans = []
    for key, node in nodes.items():
        parent = node.row.parent
        if parent in nodes:
            node.parent = nodes[parent]
        elif parent is not None and parent in known:
            node.answers = parent
        elif parent is not None:
            orphans.append(key)
    return orphans


def _open_rings(nodes: dict[Hashable, Node]) -> list[Hashable]:
    """Make a root of the oldest comment of every ring of parents; answer with their keys."""
    cut, seen = [], set()
    for node in nodes.values():
        path = {}  # a dict keeps the order
        while node is not None and node not in seen:
            seen.add(node)
            path[node] = None
            node = node.parent
        if node in path:
            oldest = min(_ring(node), key=lambda member: member.order)
            oldest.parent = None
            cut.append(oldest.row.key)
    return cut


def _ring(node: Node) -> list[Node]:
    ring = [node]
    while (above := ring[-1].parent) is not node:
        ring.append(above)
    return ring


def _in_reading_order(nodes: Iterable[Node]) -> list[Node]:
    """Every node after its parent, an older sibling and all below it before a younger one."""
    roots = []
    for node in sorted(nodes, key=lambda node: node.order):
        if node.parent is None:
            roots.append(node)
        elif node.parent.replies:
            node.parent.replies.append(node)
        else:
            node.parent.replies = [node]
    ordered, stack = [], roots[::-1]
    while stack:
        node = stack.pop()
        node.root = node.parent.root if node.parent else node
        node.depth = node.parent.depth + 1 if node.parent else 1
        ordered.append(node)
        stack.extend(reversed(node.replies))
    return ordered


def _give_places(ordered: list[Node]) -> None:
    """Mark what has a place, then number the intervals of each thread from 1."""
    for node in reversed(ordered):
        node.is_placed = node.is_placed or node.row.status == Comment.Status.PUBLISHED
        if node.is_placed and node.parent:
            node.parent.is_placed = True
    for node in reversed(ordered):
        node.size = node.is_placed + sum(reply.size for reply in node.replies)
    for node in ordered:
        if node.is_placed:
            _give_interval(node)


def _give_interval(node: Node) -> None:
    """`node.lft` is known; its right end follows from its size, its replies' starts from both."""
    node.rght = node.lft + 2 * node.size - 1
    start = node.lft + 1
    for reply in node.replies:
        if reply.is_placed:
            reply.lft, reply.level = start, node.level + 1
            start += 2 * reply.size
