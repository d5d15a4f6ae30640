"""What everybody may know of how we moderate: counts of a year, no name and no text."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Case, Count, F, Max, QuerySet, Value, When
from django.db.models.functions import TruncMonth
from django.utils.timezone import localtime

from forum.comments.models import Comment, Finding
from forum.moderation.figures.acts import that_stand
from forum.moderation.figures.desk import waiting_times
from forum.moderation.models import Decision, Verb

MONTHS = 12
TRAPS = {"trap", "no_stamp", "quick_form", "old_form"}
TRAPPED = "traps"  # what all of them are counted under: which of them it was is nobody's business


@dataclass
class Month:
    """One month: comments posted, held by rule, removed by reason (codes → counts), restored.

    A comment counts once for each rule that held it, in the month it was posted; once as removed,
    for the last reason; and as restored where that was the last word of the month. What was undone
    counts nowhere.
    """

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
    told_as = Case(When(rule__in=TRAPS, then=Value(TRAPPED)), default=F("rule"))
    held = held.annotate(told_as=told_as)
    for start, rule, count in _by_month(held, "comment__posted_at", "told_as", of="comment"):
        months[start].held[rule] = count
    decided = Decision.objects.filter(made_at__gte=first)
    removals = _last_of_month(decided, Verb.REMOVE)
    for start, reason, count in _by_month(removals, "made_at", "reason_code"):
        months[start].removed[reason] = count
    returns = _last_of_month(decided, Verb.REMOVE, Verb.RESTORE).filter(act=Verb.RESTORE)
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


def _last_of_month(decisions: QuerySet, *verbs: Verb) -> QuerySet:
    """Of the decisions that stand and did one of `verbs`, the last about each comment and month."""
    found = that_stand(decisions).filter(act__in=verbs)
    months = found.order_by().annotate(month=TruncMonth("made_at")).values("comment", "month")
    return found.filter(pk__in=months.annotate(last=Max("pk")).values("last"))


def _by_month(rows: QuerySet, moment: str, *columns: str, of: str = ""):
    """(start of the month, *columns, count) of `rows`, or of the different `of` in them."""
    return (
        rows.order_by()
        .annotate(month=TruncMonth(moment))
        .values_list("month", *columns)
        .annotate(Count(of or "pk", distinct=bool(of)))
    )
