"""Comments from elsewhere, arranged: who answers whom, which have a place, in which order.

Computed in memory, level by level and without recursion; knows no row of the database.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

from forum.comments.models import Comment


@dataclass(frozen=True, slots=True)
class Arriving:
    """A comment as it was elsewhere. `key` names it there, `parent` whom it answers.

    `body` may be anything of which `str` makes the words. `html` None: it is rendered when it is
    written. `wanted_id` is its id there, kept if free.
    """

    key: Hashable
    posted_at: datetime
    status: str = Comment.Status.PUBLISHED
    parent: Hashable | None = None
    name: str = ""
    email: str = ""
    member_id: int | None = None
    body: object = ""
    html: str | None = None
    wanted_id: int | None = None


@dataclass(slots=True, eq=False)
class Node:
    """An arriving comment at its place. `answers` is the key of a comment that is here already.

    It knows those above it and none below: without a ring, a large discussion is forgotten as soon
    as nobody looks at it.
    """

    row: Arriving
    parent: "Node | None" = None
    answers: Hashable | None = None
    root: "Node | None" = None  # of a reply
    depth: int = 1
    number: int | None = None  # of a root: its thread's
    is_placed: bool = False
    size: int = 0  # how many of its subtree have a place
    lft: int = 1
    rght: int = 2
    level: int = 0

    @property
    def top(self) -> "Node":
        """What its thread begins with."""
        return self.root or self

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
        return [n for n in self.nodes if n.is_placed and n.root is None and n.answers is None]


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
    replies = defaultdict(list)
    for node in sorted(nodes, key=lambda node: node.order):
        replies[node.parent].append(node)
    ordered, stack = [], replies[None][::-1]
    while stack:
        node = stack.pop()
        if node.parent:
            node.root, node.depth = node.parent.top, node.parent.depth + 1
        ordered.append(node)
        stack.extend(reversed(replies.get(node, ())))
    return ordered


def _give_places(ordered: list[Node]) -> None:
    """Mark what has a place, then number the intervals of each thread from 1."""
    for node in reversed(ordered):
        node.is_placed = node.is_placed or node.row.status == Comment.Status.PUBLISHED
        node.size += node.is_placed
        if node.is_placed and node.parent:
            node.parent.is_placed = True
            node.parent.size += node.size
    for node in ordered:
        if node.is_placed and node.parent:
            _give_interval(node, node.parent)


def _give_interval(node: Node, parent: Node) -> None:
    """The next in `parent`, which ends behind what it has so far."""
    node.lft, node.level = parent.rght, parent.level + 1
    node.rght = node.lft + 1
    parent.rght += 2 * node.size
