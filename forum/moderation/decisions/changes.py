"""What a decision changes of a comment: done here, and noted as JSON so that it can be undone.

Before and after hold the comment's status, and of the rest what was changed: the columns below;
"reports", their outcome and when it was decided, by key; "taught", what the spam filter was told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Any

from forum.comments import reporting, spam, visibility
from forum.comments.models import Comment, Lesson
from forum.moderation.models import Decision

COLUMNS = ["status", "is_reviewed", "removed_for", "message", "is_picked", "is_locked", "held_at"]

Noted = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """What should become of a comment.

    `outcome` is what moderators say of its reports, None for nothing: of those with `ids`, and of
    all that are open; they have said so at `decided_at`, None for now. `taught` is what the spam
    filter was told by the decision that is taken back, and what it is told instead.
    """

    columns: Noted
    outcome: str | None = None
    ids: tuple[int, ...] = ()
    decided_at: datetime | None = None
    taught: tuple[str, str] = ("", "")

    @classmethod
    def back_from(cls, decision: Decision) -> "Goal":
        """How a comment was before `decision`."""
        before, after = decision.before, decision.after
        reports = before.get("reports", {})
        outcome, decided_at = next(iter(reports.values()), (None, None))
        return cls(
            {name: _read(name, before[name]) for name in COLUMNS if name in before},
            outcome=outcome,
            ids=tuple(int(key) for key in reports),
            decided_at=decided_at and datetime.fromisoformat(decided_at),
            taught=(after.get("taught", ""), before.get("taught", "")),
        )


@dataclass
class Change:
    """One comment, how it was before and is now."""

    comment: Comment
    before: Noted = field(default_factory=dict)
    after: Noted = field(default_factory=dict)

    def note(self, name: str, before: Any, after: Any) -> None:
        self.before[name], self.after[name] = before, after


def is_as(comment: Comment, noted: Noted) -> bool:
    """Whether the comment's columns still are as was noted."""
    return all(_as_json(getattr(comment, name)) == noted[name] for name in COLUMNS if name in noted)


def change(
    comments: Iterable[Comment], goal_of: Callable[[Comment], Goal], at: datetime
) -> list[Change]:
    """Bring each comment to its goal; the caller holds the locks."""
    made = [(Change(comment), goal_of(comment)) for comment in _parents_first(comments)]
    visibility.change_all(
        (one.comment, columns) for one, goal in made if (columns := _note(one, goal.columns))
    )
    for one, goal in made:
        if goal.outcome is not None:
            _settle_reports(one, goal, at)
    _teach(made)
    return [one for one, _goal in made]


def _parents_first(comments: Iterable[Comment]) -> list[Comment]:
    """A parent that has no place in a thread yet gets it before its replies do."""
    by_key = {comment.pk: comment for comment in comments}
    order = TopologicalSorter()
    for comment in by_key.values():
        order.add(comment.pk, *({comment.parent_id} & by_key.keys()))
    return [by_key[pk] for pk in order.static_order()]


def _note(change: Change, columns: Noted) -> Noted:
    """Note the status and the columns that change, which are returned."""
    comment = change.comment
    change.note("status", comment.status, columns.get("status", comment.status))
    changed = {n: value for n, value in columns.items() if getattr(comment, n) != value}
    for name, value in changed.items():
        change.note(name, _as_json(getattr(comment, name)), _as_json(value))
    return changed


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, value: Any) -> Any:
    """What `_as_json` made of a column, as the column again."""
    return datetime.fromisoformat(value) if name == "held_at" and value else value


def _settle_reports(change: Change, goal: Goal, at: datetime) -> None:
    """An outcome for the reports; "" opens those with the goal's ids again."""
    before = _outcomes(change.comment, goal.ids) if goal.ids else {}
    if goal.ids:
        reporting.reinstate(change.comment, goal.ids)
    if goal.outcome and change.comment.open_reports:
        at = goal.decided_at or at
        closed = reporting.resolve(change.comment, goal.outcome, at)
        before = {str(pk): before.get(str(pk), ["", None]) for pk in closed}
    if before:
        now = [goal.outcome, at.isoformat() if goal.outcome else None]
        change.note("reports", before, dict.fromkeys(before, now))


def _outcomes(comment: Comment, ids: Iterable[int]) -> dict[str, list]:
    found = comment.reports.filter(pk__in=ids).values_list("pk", "outcome", "decided_at")
    return {str(pk): [outcome, at and at.isoformat()] for pk, outcome, at in found}


def _teach(made: Iterable[tuple[Change, Goal]]) -> None:
    """Tell the spam filter, a verdict at a time."""
    told = [(one, *goal.taught) for one, goal in made if goal.taught[0] != goal.taught[1]]
    for change, before, after in told:
        change.note("taught", before, after)
    for verdict in (Lesson.Verdict.SPAM, Lesson.Verdict.HAM):
        is_spam = verdict == Lesson.Verdict.SPAM
        if taken_back := [change.comment for change, before, _after in told if before == verdict]:
            spam.unlearn_all(taken_back, is_spam)
        if learned := [change.comment for change, _before, after in told if after == verdict]:
            spam.learn_all(learned, is_spam)
