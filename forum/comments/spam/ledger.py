"""The one door to the traces: lessons are counted here, examples added, the old forgotten.

Everything that writes takes one lock first, so that two moderators' lessons add up. It is taken
after their own transactions have ended: whoever decides never waits for whoever counts, and no
deadlock can come of words that two comments share.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import transaction
from django.db.models import Expression, Q, QuerySet
from django.utils import timezone

from forum.comments.hosts import hosts_of
from forum.comments.models import Comment, Lesson, Trace
from forum.comments.spam.bayes import Count
from forum.comments.spam.tokens import EVERY_COMMENT, Token, marks_of, tokens_of
from forum.web.questions import question

KEPT = timedelta(days=180)  # how long a trace that is not seen again is remembered
BATCH = 50  # lessons counted in one transaction
QUERY = 1000  # tokens asked for at once; SQLite takes 32,766 parameters

COUNTS = ["spam", "ham", "given_spam", "given_ham", "seen_at"]


class Known(NamedTuple):
    """What a trace says, without its row."""

    kind: str
    key: str
    spam: int
    ham: int
    given_spam: int
    given_ham: int
    seen_at: datetime

    @property
    def count(self) -> Count:
        """In how many comments it was, decided here or given in files."""
        return Count(self.spam + self.given_spam, self.ham + self.given_ham)


def known(tokens: Iterable[Token]) -> dict[Token, Known]:
    """What is known of these tokens, as far as anything is: 1 query for every 1,000."""
    batched = batches(dict.fromkeys(tokens))
    rows = (Known(*row) for batch in batched for row in _columns_of(**_by_kind(batch)))
    return {Token(row.kind, row.key): row for row in rows}


def traces_of(tokens: Iterable[Token]) -> QuerySet[Trace]:
    """The traces of these tokens, as far as there are any."""
    return _with_keys(*_by_kind(tokens).values())


def _by_kind(tokens: Iterable[Token]) -> dict[str, list[str]]:
    """The keys of the tokens of each `Trace.Kind`, in its order."""
    keys: dict[str, list[str]] = {kind: [] for kind in Trace.Kind.values}
    for kind, key in tokens:
        keys[kind].append(key)
    return keys


def _with_keys(*keys: Expression | list[str]) -> QuerySet[Trace]:
    of_kinds = zip(Trace.Kind.values, keys, strict=True)
    wanted = (Q(kind=kind, key__in=of_kind) for kind, of_kind in of_kinds)
    return Trace.objects.filter(reduce(or_, wanted))


_columns_of = question(
    lambda *keys: _with_keys(*keys).values_list(*Known._fields), Trace.Kind.values
)


def batches(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens, as many at once as a query may ask for."""
    rest = list(tokens)
    return (rest[start : start + QUERY] for start in range(0, len(rest), QUERY))


def fold() -> None:
    """Count every lesson that is due, and take back what is no longer said.

    Nothing is lost if this fails or is never called: the lessons stay due until the next time.
    """
    while Lesson.objects.filter(is_due=True).exists():
        if not _fold_some():
            return  # what is left is being decided about at this moment


@transaction.atomic
def _fold_some() -> int:
    """How many lessons were counted. One that a moderator is just changing is left to them."""
    _lock()
    due = Lesson.objects.filter(is_due=True).order_by("pk").select_related("comment")
    lessons = list(due.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    said = {lesson.pk: all_of(lesson.comment) if lesson.verdict else [] for lesson in lessons}
    rows = _Rows(said.values(), (pk for lesson in lessons for pk in lesson.traces))
    for lesson in lessons:
        rows.take_back(lesson)
        rows.add(said[lesson.pk], lesson.verdict)
    rows.save()
    for lesson in lessons:
        lesson.taught, lesson.is_due = lesson.verdict, False
        lesson.traces = rows.keys_of(said[lesson.pk])
    Lesson.objects.bulk_update(lessons, ["taught", "is_due", "traces"], batch_size=BATCH)
    return len(lessons)


@transaction.atomic
def give(counts: Mapping[Token, Count]) -> None:
    """Add what examples from a file say, `EVERY_COMMENT` with their number included."""
    _lock()
    for batch in batches(counts):
        rows = _Rows([batch])
        for token in batch:
            row = rows.of(token)
            row.given_spam += counts[token].spam
            row.given_ham += counts[token].ham
        rows.save()


@transaction.atomic
def take_away_what_was_given() -> None:
    """Unlearn all examples from files; what moderators decided here stays."""
    _lock()
    Trace.objects.filter(spam=0, ham=0).delete()
    Trace.objects.update(given_spam=0, given_ham=0)


@transaction.atomic
def forget(trace_id: int) -> None:
    """Drop one trace, as if it had never been seen. The totals cannot be forgotten."""
    _lock()
    Trace.objects.exclude(kind=Trace.Kind.COMMENT).filter(pk=trace_id).delete()


@transaction.atomic
def purge(at: datetime) -> int:
    """Drop what was last seen `KEPT` ago and is of no file; returns how many."""
    _lock()
    old = Trace.objects.filter(seen_at__lt=at - KEPT, given_spam=0, given_ham=0)
    return old.exclude(kind=Trace.Kind.COMMENT).delete()[0]


def all_of(comment: Comment) -> list[Token]:
    """Everything a decided comment leaves behind."""
    hosts = hosts_of(comment.html)
    marks = marks_of(
        body=comment.body,
        email=comment.email,
        hand=comment.hand,
        network=comment.network,
        hosts=hosts,
    )
    found = [EVERY_COMMENT, *tokens_of(comment.body, comment.name, hosts), *marks]
    return list(dict.fromkeys(found))  # a host is of both


def _lock() -> None:
    """Wait until nobody else writes traces. SQLite's transaction, begun IMMEDIATE, is the lock."""
    kind, key = EVERY_COMMENT
    Trace.objects.select_for_update().get_or_create(kind=kind, key=key)


class _Rows:
    """The traces that a piece of counting touches, read once and written once."""

    def __init__(self, tokens: Iterable[Iterable[Token]], keys: Iterable[int] = ()):
        wanted = {token for of_one in tokens for token in of_one}
        found = [*traces_of(wanted), *Trace.objects.filter(pk__in=set(keys))]
        self._by_token = {Token(row.kind, row.key): row for row in found}
        self._by_key = {row.pk: row for row in self._by_token.values()}
        self._now = timezone.now()

    def of(self, token: Token) -> Trace:
        row = self._by_token.get(token)
        if row is None:
            row = self._by_token[token] = Trace(kind=token.kind, key=token.key)
        row.seen_at = self._now
        return row

    def add(self, tokens: Iterable[Token], verdict: str) -> None:
        for token in tokens:
            _change(self.of(token), verdict, +1)

    def take_back(self, lesson: Lesson) -> None:
        """A trace that was forgotten or purged since has nothing to take back."""
        for key in lesson.traces:
            if row := self._by_key.get(key):
                _change(row, lesson.taught, -1)

    def save(self) -> None:
        """One upsert; the lock makes what was read still true."""
        rows = list(self._by_token.values())
        for row in rows:
            row.pk = None
        Trace.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=COUNTS
        )

    def keys_of(self, tokens: Iterable[Token]) -> list[int]:
        return [self._by_token[token].pk for token in tokens]


def _change(row: Trace, verdict: str, by: int) -> None:
    if verdict == Lesson.Verdict.SPAM:
        row.spam = max(0, row.spam + by)
    elif verdict == Lesson.Verdict.HAM:
        row.ham = max(0, row.ham + by)
