"""What moderators did in the weeks beside reading what waits: picks and mistakes, reports that
they did not share, how people stand, notes, letters, settings. From desk.toml to acts.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from forum.accounts.models import Member, Standing
from forum.comments.models import Policy
from forum.exchange.demo import deciding, saying
from forum.exchange.demo.circumstances import hand_of
from forum.exchange.demo.weeks import Act, Weeks
from forum.moderation.decisions import LADDER, record, standings
from forum.moderation.models import Batch, Decision, Letter, Note, Verb

SOON = timedelta(minutes=50)  # after a report, somebody looks
WARNING_READ = timedelta(hours=3)


def acts(rows: dict[str, list[dict]], weeks: Weeks) -> Iterator[Act]:
    """All that desk.toml tells of these weeks."""
    for kind, tell in KINDS.items():
        for row in rows.get(kind, ()):
            at = weeks.room.moment - timedelta(days=row["days"])
            yield from tell(row, weeks, at)


def _picks(row: dict, weeks: Weeks, at: datetime) -> Iterator[Act]:
    moderator = weeks.somebody()
    yield at, lambda: deciding.pick(_keys(row, weeks), moderator, at)


def _reports(row: dict, weeks: Weeks, at: datetime) -> Iterator[Act]:
    moderator, later = weeks.somebody(), at + SOON
    yield at, partial(_report, row, weeks, at)
    yield later, lambda: deciding.approve(_keys(row, weeks), moderator, later)


def _mistakes(row: dict, weeks: Weeks, at: datetime) -> Iterator[Act]:
    removed: list[Batch] = []
    one, another, later = weeks.somebody(), weeks.somebody(), at + timedelta(minutes=row["minutes"])
    keys = partial(_keys, row, weeks)
    yield at, lambda: removed.append(deciding.remove(keys(), one, row["reason"], at))
    yield later, lambda: deciding.restore(removed[0], another, later)


def _standings(row: dict, weeks: Weeks, at: datetime) -> Iterator[Act]:
    yield at, partial(_judge, row, weeks.somebody(), at)


def _notes(row: dict, weeks: Weeks, at: datetime) -> Iterator[Act]:
    note = Note(key=_person(row), body=row["body"], by=weeks.somebody(), made_at=at)
    yield at, note.save


def _letters(row: dict, weeks: Weeks, at: datetime) -> Iterator[Act]:
    given = {name: row[name] for name in ("name", "email", "subject", "body")}
    letter = Letter(made_at=at, **given)
    if "answered_days" in row:
        letter.answered_by = weeks.somebody()
        letter.answered_at = weeks.room.moment - timedelta(days=row["answered_days"])
    yield at, letter.save


def _settings(row: dict, weeks: Weeks, at: datetime) -> Iterator[Act]:
    what = str(Policy._meta.get_field(row["field"]).verbose_name)
    before, after = {"value": row["before"]}, {"value": row["after"]}
    decision = Decision(setting=what, before=before, after=after)
    yield at, partial(record, Verb.SETTING, weeks.somebody(), [decision], at=at)


def _keys(row: dict, weeks: Weeks) -> list[int]:
    """The comments that a row is about: the first of each of these readers."""
    names = row.get("names") or [row["name"]]
    found = (weeks.room.first_by(name, row["slug"]) for name in names)
    return [comment.pk for comment in found if comment]


def _report(row: dict, weeks: Weeks, at: datetime) -> None:
    for key in _keys(row, weeks):
        saying.report(key, f"{row}", row["reason"], row["note"], at=at)


def _judge(row: dict, moderator: Member, at: datetime) -> None:
    """What `decisions.commenters` does, at a moment of the past."""
    standing, _is_new = Standing.objects.get_or_create(key=_person(row))
    decision = standings.change(standing, _goal(row, at))
    decision.reason, decision.message = row.get("reason", ""), row.get("message", "")
    record(Verb(row["verb"]), moderator, [decision], at=at)
    if row["verb"] == Verb.WARN:
        Standing.objects.filter(pk=standing.pk).update(acknowledged_at=at + WARNING_READ)


def _person(row: dict) -> str:
    """Whom a row is about, by the key that the desk takes of a guest."""
    return f"hand:{hand_of(row['email'])}"


def _goal(row: dict, at: datetime) -> standings.Noted:
    """The columns of the standing that the verb sets."""
    if row["verb"] == Verb.WARN:
        return {"warning": row["message"], "warned_at": at, "acknowledged_at": None}
    if row["verb"] != Verb.SUSPEND:
        return {"always_held": row["verb"] == Verb.ALWAYS_HOLD}
    is_for_good = row["rung"] > len(LADDER)
    return {
        "rung": row["rung"],
        "suspended_for_good": is_for_good,
        "suspended_until": None if is_for_good else at + timedelta(days=LADDER[row["rung"] - 1]),
    }


KINDS = {
    "picks": _picks,
    "reports": _reports,
    "mistakes": _mistakes,
    "standings": _standings,
    "notes": _notes,
    "letters": _letters,
    "settings": _settings,
}
