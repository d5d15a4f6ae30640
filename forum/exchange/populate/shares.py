"""Who gets how much: comments and threads to discussions, comments to threads. Totals are exact.

As in life a few get most: the busiest article, the thread that everybody answers.
"""

from array import array
from collections.abc import Iterable
from itertools import accumulate
from random import Random

from forum.exchange.populate.orders import Order

SILENT = 0.5  # share of threads that nobody answers, at least
TAIL = 1.2  # Pareto's exponent: the smaller, the larger the largest thread


def of_discussions(order: Order, chance: Random) -> list[tuple[int, int]]:
    """Threads and comments of each article's discussion, the newest article's first."""
    threads, comments = order.thread_count, order.comments
    if order.in_one:
        return [(threads, comments)] + [(0, 0)] * (order.articles - 1)
    discussed = min(order.articles, threads)
    weights = [1 / place for place in range(1, discussed + 1)]
    chance.shuffle(weights)
    # One thread of one comment each; what is left goes by weight, threads in step with comments.
    more = list(split(comments - discussed, weights))
    heads = split(threads - discussed, more)
    given = [(1 + head, 1 + extra) for head, extra in zip(heads, more, strict=True)]
    return given + [(0, 0)] * (order.articles - discussed)


def of_threads(threads: int, comments: int, chance: Random) -> array:
    """How many comments each thread of a discussion has, the oldest thread's first."""
    weights = array("d", (_weight(chance) for _ in range(threads)))
    if not any(weights):
        weights[-1] = 1.0
    return array("q", (1 + replies for replies in split(comments - threads, weights)))


def split(total: int, weights: Iterable[float]) -> Iterable[int]:
    """`total` in whole numbers by weight: none is off by more than one, the sum is exact.

    Without any weight there is nothing to split by: all get 0, and `total` must be 0.
    """
    ends = array("d", accumulate(weights))
    whole, before = ends[-1] or 1 if ends else 1, 0
    for end in ends:
        until = round(total * (end / whole))
        yield until - before
        before = until


def _weight(chance: Random) -> float:
    return 0.0 if chance.random() < SILENT else chance.paretovariate(TAIL)
