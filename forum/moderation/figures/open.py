"""What everybody may know of how we moderate: counts of a year, no name and no text."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.timezone import localtime

from forum.comments.models import Comment, Finding
from forum.moderation.figures.desk import waiting_times
from forum.moderation.models import Decision

MONTHS = 12


@dataclass
class Month:
    """One month: comments posted, held by rule, removed by reason (codes → counts), restored."""

    start: datetime
    posted: int = 0
    held: Counter = field(default_factory=Counter)
    removed: Counter = field(default_factory=Counter)
    restored: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.posted or self.held or self.removed or self.restored)


@dataclass(frozen=True)
class Year:
    """The last twelve months, the newest first, without those in which nothing happened.

    `median_wait` is of held comments until a decision; None where nothing was decided.
    """

    months: list[Month]
    median_wait: timedelta | None

    @property
    def removed(self) -> int:
        return sum(month.removed.total() for month in self.months)

    @property
    def restored(self) -> int:
        return sum(month.restored for month in self.months)

    @property
    def restored_percent(self) -> int | None:
        """Of the removals, how many were taken back; None where nothing was removed."""
        return round(100 * self.restored / self.removed) if self.removed else None


def year(at: datetime) -> Year:
    """The numbers of the twelve months up to `at`: 5 queries, at any size."""
    months = {start: Month(start) for start in _starts(at)}
    first = min(months)
    for start, count in _by_month(Comment.objects.since(first), "posted_at"):
        months[start].posted = count
    held = Finding.objects.holding().filter(comment__posted_at__gte=first)
    for start, rule, count in _by_month(held, "comment__posted_at", "rule"):
        months[start].held[rule] = count
    decided = Decision.objects.filter(made_at__gte=first)
    gone = Comment.Status.REMOVED
    removals = decided.filter(after__status=gone).exclude(before__status=gone)
    for start, reason, count in _by_month(removals, "made_at", "reason_code"):
        months[start].removed[reason] = count
    # By a restoration, or by undoing the removal.
    returns = decided.filter(before__status=gone).exclude(after__status=gone)
    for start, count in _by_month(returns, "made_at"):
        months[start].restored = count
    times = waiting_times(decided)
    told = [month for month in months.values() if not month.is_empty]
    return Year(told, median(times) if times else None)


def _starts(at: datetime) -> list[datetime]:
    """The first moments of twelve months, the one of `at` first."""
    start = localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    starts = []
    for _month in range(MONTHS):
        starts.append(start)
        before = localtime(start - timedelta(days=1))
        start = before.replace(day=1, hour=0)
    return starts


def _by_month(rows, moment: str, *columns: str):
    """(start of the month, *columns, count) of `rows`."""
    return (
        rows.order_by()
        .annotate(month=TruncMonth(moment))
        .values_list("month", *columns)
        .annotate(Count("pk"))
    )
