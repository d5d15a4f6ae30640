"""What moderators want to know of their own work: the last day and the last four weeks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import TruncHour

from forum.comments.models import Comment, Finding
from forum.moderation.figures.acts import that_stand
from forum.moderation.findings import holding
from forum.moderation.models import Decision, Verb

DAY = timedelta(days=1)
WEEKS = timedelta(weeks=4)
LIMITS = [timedelta(minutes=m) for m in (5, 15, 60, 4 * 60, 24 * 60)]  # of the waiting times
NEWEST = 20_000  # decisions that a median is taken of
FINDINGS = 4_000  # the newest, of which is said what each rule held


@dataclass(frozen=True)
class Hour:
    """What was posted within the hour from `start`: how many, and of these how many were held."""

    start: datetime
    posted: int
    held: int


@dataclass(frozen=True)
class Waits:
    """How long held comments waited for a decision. `counts` belong to LIMITS (up to and with
    each), the last one to what took longer; `median` is None where nothing was decided."""

    median: timedelta | None
    counts: list[int]


@dataclass(frozen=True)
class Work:
    """What one moderator decided."""

    name: str
    approved: int
    removed: int
    other: int


@dataclass(frozen=True)
class Precision:
    """What became of the comments that a rule held: `approved` are its false alarms."""

    rule: str
    approved: int
    removed: int
    waiting: int

    @property
    def held(self) -> int:
        return self.decided + self.waiting

    @property
    def decided(self) -> int:
        return self.approved + self.removed

    @property
    def approved_percent(self) -> int | None:
        """None where nothing is decided yet."""
        return round(100 * self.approved / self.decided) if self.decided else None


def hours(at: datetime, sections: list[str]) -> list[Hour]:
    """The 24 hours up to the one that `at` is in: 1 query."""
    first = at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=23)
    # Not with EXISTS: for that PostgreSQL reads all findings there are.
    by_rule = Finding.objects.holding().filter(comment=OuterRef("pk")).order_by().values("pk")[:1]
    rows = (
        _in(sections, Comment.objects.since(first))
        .annotate(hour=TruncHour("posted_at"), finding=Subquery(by_rule))
        .order_by()
        .values("hour")
        .annotate(
            posted=Count("pk"),
            held=Count("pk", filter=Q(status=Comment.Status.HELD) | Q(finding__gt=0)),
        )
        .values_list("hour", "posted", "held")
    )
    found = {hour: (posted, held) for hour, posted, held in rows}
    starts = [first + timedelta(hours=n) for n in range(24)]
    return [Hour(start, *found.get(start, (0, 0))) for start in starts]


def waits(at: datetime, sections: list[str]) -> Waits:
    """Of the decisions of the last four weeks about comments that were held: 1 query."""
    return sort_waits(waiting_times(_in(sections, Decision.objects.filter(made_at__gt=at - WEEKS))))


def waiting_times(decisions: QuerySet) -> list[timedelta]:
    """How long each comment had waited when one of `decisions` that stand was made about it, the
    newest first.

    From when it began to wait (`Comment.held_at`); or from when it was posted, where it waited from
    the start, as what was decided before it began to wait once more.
    """
    held_at = When(comment__held_at__lte=F("made_at"), then=F("comment__held_at"))
    rows = (
        that_stand(decisions)
        .filter(act__in=[Verb.APPROVE, Verb.REMOVE], before__status=Comment.Status.HELD)
        .order_by("-made_at")
        .values_list("made_at", Case(held_at, default=F("comment__posted_at")))[:NEWEST]
    )
    return [made_at - since for made_at, since in rows]


def sort_waits(times: list[timedelta]) -> Waits:
    counts = [0] * (len(LIMITS) + 1)
    for time in times:
        counts[sum(time > limit for limit in LIMITS)] += 1
    return Waits(median(times) if times else None, counts)


def work(at: datetime, sections: list[str]) -> list[Work]:
    """Who decided what in the last four weeks, as far as it stands, the busiest first: 1 query."""
    rows = (
        that_stand(_in(sections, Decision.objects.filter(made_at__gt=at - WEEKS)))
        .order_by()
        .values_list("moderator", "moderator__name", "act")
        .annotate(Count("pk"))
    )
    names, counts = {}, {}
    for pk, name, verb, count in rows:
        names[pk] = name
        counts.setdefault(pk, Counter())[verb] += count
    done = [_work(names[pk], by_verb) for pk, by_verb in counts.items()]
    return sorted(done, key=lambda one: (-(one.approved + one.removed + one.other), one.name))


def _work(name: str, by_verb: Counter) -> Work:
    approved, removed = by_verb.pop(Verb.APPROVE, 0), by_verb.pop(Verb.REMOVE, 0)
    return Work(name, approved, removed, by_verb.total())


def precision(at: datetime, sections: list[str]) -> list[Precision]:
    """What became of the comments of the last four weeks that each rule held, in the words they
    have now, as far as the newest FINDINGS go: 1 query.

    The rule with the most comments first. A comment that two rules held counts for both.
    """
    status = Comment.Status
    newest = Finding.objects.order_by("-pk").values("pk")[:FINDINGS]
    found = holding().filter(pk__in=newest, comment__posted_at__gt=at - WEEKS)
    if sections:
        found = found.filter(comment__discussion__section__in=sections)
    rows = (
        found.order_by()
        .values("rule")
        .annotate(
            approved=Count("comment", filter=Q(comment__status=status.PUBLISHED), distinct=True),
            removed=Count("comment", filter=Q(comment__status=status.REMOVED), distinct=True),
            waiting=Count("comment", filter=Q(comment__status=status.HELD), distinct=True),
        )
        .values_list("rule", "approved", "removed", "waiting")
    )
    return sorted((Precision(*row) for row in rows), key=lambda p: (-p.held, p.rule))


def _in(sections: Iterable[str], rows: QuerySet) -> QuerySet:
    return rows.filter(discussion__section__in=sections) if sections else rows
