"""How good a filter is: its scores against what was true. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

THRESHOLDS = (50, 70, 80, 90, 95, 99)  # percent; a few, to see what moving it would do


@dataclass(frozen=True)
class Figures:
    """What a threshold, in percent, would have held and let through."""

    threshold: int
    spam_held: int
    spam_missed: int
    ham_held: int
    ham_passed: int

    @property
    def precision(self) -> float | None:
        """The share of spam among what is held, in percent; None if nothing is."""
        return _share(self.spam_held, self.ham_held)

    @property
    def recall(self) -> float | None:
        """The share of spam that is held, in percent; None if there was none."""
        return _share(self.spam_held, self.spam_missed)

    @property
    def false_alarms(self) -> float | None:
        """The share of good comments that is held, in percent; None if there were none."""
        return _share(self.ham_held, self.ham_passed)


def figures(scores: Iterable[tuple[int | None, bool, int]], threshold: int) -> Figures:
    """Add up (percent, whether it was spam, how many such). What has no score is never held."""
    sums = {(held, spam): 0 for held in (True, False) for spam in (True, False)}
    for percent, is_spam, count in scores:
        sums[percent is not None and percent >= threshold, is_spam] += count
    return Figures(
        threshold,
        spam_held=sums[True, True],
        spam_missed=sums[False, True],
        ham_held=sums[True, False],
        ham_passed=sums[False, False],
    )


def over(scores: Sequence[tuple[int | None, bool, int]], in_force: int) -> list[Figures]:
    """At the threshold in force and at a few others, in order."""
    return [figures(scores, threshold) for threshold in sorted({*THRESHOLDS, in_force})]


def _share(part: int, rest: int) -> float | None:
    return 100 * part / (part + rest) if part + rest else None
