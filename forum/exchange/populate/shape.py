"""The tree of one invented thread: who answers whom, and the intervals that follow from it."""

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random

DEEPEST = 40  # comments from the root down to the deepest reply
UNANSWERED = 0.58  # share of comments without a reply, in real discussions
DUEL = 0.25  # how often a first answer goes to the two readers who will not let go


@dataclass(frozen=True)
class Tree:
    """A thread's columns, oldest comment first. `parents` are positions here, the root's is -1."""

    parents: array
    lft: array
    rght: array
    level: array


LONE = Tree(array("q", [-1]), array("q", [1]), array("q", [2]), array("q", [0]))


def boldness(sizes: Collection[int]) -> float:
    """Of the replies that may choose: the share that answer a comment which has answers already,
    so that in threads of these sizes `UNANSWERED` of all comments have none."""
    total, threads = sum(sizes), len(sizes)
    # The first reply of a thread has no choice.
    free = total - threads - sum(size > 1 for size in sizes)
    return min(max((UNANSWERED * total - threads) / free, 0.0), 1.0) if free else 0.0


def grow(size: int, bold: float, chance: Random) -> Tree:
    """A thread of `size` comments. `bold` is what `boldness` says of its discussion."""
    if size == 1:
        return LONE
    parents, level = _answers(size, bold, chance)
    lft, rght = _intervals(parents)
    return Tree(parents, lft, rght, level)


def _answers(size: int, bold: float, chance: Random) -> tuple[array, array]:
    """Whom each answers, and its level: the root's is 0."""
    parents, level, voices = array("q", [-1]), array("q", [0]), _Voices(chance.random)
    for new in range(1, size):
        parent = voices.heard(bold)
        parents.append(parent)
        level.append(level[parent] + 1)
        voices.join(new, may_be_answered=level[new] < DEEPEST - 1)
    return parents, level


class _Voices:
    """Those in a thread who may be answered next.

    A comment that is answered for the first time stops being one without replies, so `bold` alone
    decides how many of those there are. `open` are those that may be answered for the first time,
    but for `duel`, the last word of two who answer each other down to the deepest level.
    """

    def __init__(self, random: Callable[[], float]):
        self.random = random
        self.answered, self.open = [], []
        self.duel: int | None = 0
        self.is_duel = False  # whether the last one heard was the duel

    def heard(self, bold: float) -> int:
        """Whom the next reply answers."""
        has_open = self.open or self.duel is not None
        self.is_duel = False
        if self.answered and (self.random() < bold or not has_open):
            return self.answered[int(self.random() * len(self.answered))]
        self.is_duel = self.duel is not None and (not self.open or self.random() < DUEL)
        self.answered.append(self.duel if self.is_duel else self._take())
        return self.answered[-1]

    def join(self, new: int, *, may_be_answered: bool) -> None:
        """The reply to the one heard last becomes one who can be heard."""
        if self.is_duel:
            self.duel = new if may_be_answered else None
        elif may_be_answered:
            self.open.append(new)
        if self.duel is None and self.open:
            self.duel = self._take()

    def _take(self) -> int:
        """Any of the open, taken out; their order is lost."""
        at = int(self.random() * len(self.open))
        self.open[at], self.open[-1] = self.open[-1], self.open[at]
        return self.open.pop()


def _intervals(parents: Sequence[int]) -> tuple[array, array]:
    """Left and right ends. Replies stand below what they answer in their own order."""
    count = len(parents)
    sizes, lft = array("q", [1]) * count, array("q", [1]) * count
    for at in range(count - 1, 0, -1):
        sizes[parents[at]] += sizes[at]
    next_free = array("q", [2]) * count
    for at in range(1, count):
        parent = parents[at]
        lft[at] = next_free[parent]
        next_free[parent] += 2 * sizes[at]
        next_free[at] = lft[at] + 1
    return lft, array("q", (left + 2 * size - 1 for left, size in zip(lft, sizes, strict=True)))
