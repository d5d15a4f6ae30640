"""One discussion's threads, some thousands of comments at a time."""

from array import array
from collections.abc import Iterator
from random import Random

from forum.exchange.populate import moments, shape, shares

STEP = 50_000  # comments, unless one thread has more


class Step:
    """Whole threads, column by column. `parents` and `roots` are positions here; a root's parent
    is -1. `at` is in seconds since 1970.

    Comments stand thread by thread; `order` has their positions as they were posted.
    """

    def __init__(self):
        self.parents, self.roots = array("q"), array("q")
        self.lft, self.rght, self.level = array("q"), array("q"), array("q")
        self.at = array("q")
        self.threads = 0

    def __len__(self) -> int:
        return len(self.at)

    def add(self, tree: shape.Tree, at: array) -> None:
        root = len(self)
        self.roots.extend(array("q", [root]) * len(at))
        self.parents.extend(array("q", (-1 if p < 0 else root + p for p in tree.parents)))
        self.lft.extend(tree.lft)
        self.rght.extend(tree.rght)
        self.level.extend(tree.level)
        self.at.extend(at)
        self.threads += 1

    @property
    def order(self) -> list[int]:
        """A parent before its replies, also where both have the same second."""
        return sorted(range(len(self)), key=self.at.__getitem__)


def steps(threads: int, comments: int, start: int, end: int, chance: Random) -> Iterator[Step]:
    """The discussion from the moment `start` to `end`, its oldest threads first."""
    if not comments:
        return
    sizes = shares.of_threads(threads, comments, chance)
    bold, step = shape.boldness(sizes), Step()
    for size, at in zip(sizes, moments.of_roots(threads, start, end, chance), strict=True):
        step.add(shape.grow(size, bold, chance), moments.of_thread(size, at, end, chance))
        if len(step) >= STEP:
            yield step
            step = Step()
    if step.threads:
        yield step
