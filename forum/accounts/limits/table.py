"""Counting in the database: one row a window, read and written by one statement.

SQL by hand: the ORM has no `count = count + 1` for a row that may not be there yet. Only
placeholders and the name of our own table go into it, nothing that anybody typed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from forum.accounts.limits.windows import Window
from forum.accounts.models import Hit

TABLE = Hit._meta.db_table
SWEPT = 50  # rows at most a time: under a millisecond, and more than one take adds


@transaction.atomic(savepoint=False)
def add(windows: list[Window], *, sweep_at: datetime | None) -> dict[str, tuple[int, int]]:
    """{slot: (uses in the window, this one included; uses in the window before)}.

    One use a slot, however often it is given. The upsert is atomic on SQLite and PostgreSQL, and
    goes through the slots in sorted order: two writers that need the same rows never lock
    each other out. The rows before are read, not locked. Where it adds rows it takes away old ones
    (`sweep`), unless that is to be left.
    """
    slots = sorted({window.slot: window for window in windows}.items())
    rows = [part for slot, window in slots for part in (slot, _moment(window.forgotten_at))]
    pairs = [part for slot, window in slots for part in (slot, window.slot_before)]
    with connection.cursor() as cursor:
        cursor.execute(_upsert(len(slots)), rows + pairs)
        counts = {slot: (here, before or 0) for slot, here, before in cursor.fetchall()}
    if sweep_at and is_new_in(counts):
        sweep(sweep_at)
    return counts


def is_new_in(counts: Mapping[str, tuple[int, int]]) -> bool:
    """Whether one of these counters was not there before."""
    return any(here == 1 for here, _before in counts.values())


def give_back(slots: Iterable[str]) -> None:
    """One use less in each of these; row by row, so that nobody holds one and waits for another."""
    for slot in slots:
        with transaction.atomic(savepoint=False):
            Hit.objects.filter(key=slot, count__gt=0).update(count=F("count") - 1)


def _upsert(count: int) -> str:
    rows = ", ".join(["(%s, 1, %s)"] * count)
    pairs = " ".join(["WHEN %s THEN %s"] * count)
    return f"""
        INSERT INTO {TABLE} (key, count, ends_at) VALUES {rows}
        ON CONFLICT (key) DO UPDATE SET count = {TABLE}.count + 1
        RETURNING key, count, (
            SELECT earlier.count FROM {TABLE} AS earlier
            WHERE earlier.key = CASE {TABLE}.key {pairs} END
        )
    """  # noqa: S608


@transaction.atomic(savepoint=False)
def sweep(at: datetime) -> None:
    """Delete a few rows that say nothing any more at `at`; never waits for another's row.

    Whoever adds rows takes away as many and more, so the table holds what counts and little
    else, and no job has to be remembered. No writer wants these rows again; where two sweep at
    once, the second takes the next ones.
    """
    skip = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    statement = f"""
        DELETE FROM {TABLE} WHERE key IN (
            SELECT key FROM {TABLE} WHERE ends_at <= %s ORDER BY ends_at LIMIT {SWEPT} {skip}
        )
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [_moment(at)])


def _moment(at: datetime):
    """A moment as this database keeps it."""
    return Hit._meta.get_field("ends_at").get_db_prep_value(at, connection)
