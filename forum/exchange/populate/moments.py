"""When things are said: in bursts, and never after the end. In whole seconds since 1970."""

from array import array
from random import Random

BETWEEN_THREADS = 600  # seconds on average, if there is time for it
BETWEEN_REPLIES = 1800
# Four of five follow soon, the fifth after a pause; together they keep the average.
SOON, PAUSE, SOON_SHARE = 0.25, 4.0, 0.8


def of_roots(count: int, start: int, end: int, chance: Random) -> array:
    """When the threads of a discussion begin, in order."""
    return _bursts(count, start, end, BETWEEN_THREADS, chance)


def of_thread(size: int, start: int, end: int, chance: Random) -> array:
    """When the comments of a thread are posted, in order; its root at `start`."""
    if size == 1:
        return array("q", [start])
    replies = _bursts(size - 1, start, end, BETWEEN_REPLIES, chance)
    replies.insert(0, start)
    return replies


def _bursts(count: int, start: int, end: int, average: float, chance: Random) -> array:
    """`count` moments after `start`, closer together where they would not fit before `end`."""
    average = min(average, (end - start) / (count + 1) / 2)
    moments, at = array("q"), float(start)
    for _ in range(count):
        pace = SOON if chance.random() < SOON_SHARE else PAUSE
        at += average * pace * chance.expovariate(1)
        moments.append(min(int(at), end))
    return moments
