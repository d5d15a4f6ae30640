"""The primary keys of comments before there are rows: which are free, which come next.

The only place that talks to the databases' own counters.
"""

from collections.abc import Collection

from django.db import connection

from forum.comments.models import Comment

HIGHEST_KEPT = 2**40  # an id from elsewhere beyond this would use up the counter
BATCH = 900  # SQLite takes 999 parameters
NEAR = 10_000  # so many keys may be drawn one by one


def taken(wanted: Collection[int]) -> set[int]:
    """Those of `wanted` that are a comment's already: one query for every 900."""
    found: set[int] = set()
    keys = sorted(wanted)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found.update(Comment.objects.filter(pk__in=batch).values_list("pk", flat=True))
    return found


def reserve(highest: int) -> None:
    """See to it that no new comment gets a key up to `highest`; on PostgreSQL from this moment,
    whatever becomes of the transaction."""
    if connection.vendor == "postgresql":
        _reserve_on_postgresql(highest)
    else:
        _move_on_sqlite(max(highest, _last_on_sqlite()))


def draw(count: int) -> list[int]:
    """The next `count` keys, given to nobody else."""
    if not count:
        return []
    if connection.vendor == "postgresql":
        sql = "SELECT nextval(%s) FROM generate_series(1, %s)"
        return [key for (key,) in _rows(sql, [_sequence(), count])]
    last = _last_on_sqlite()
    _move_on_sqlite(last + count)
    return list(range(last + 1, last + count + 1))


def _reserve_on_postgresql(highest: int) -> None:
    sequence = _sequence()
    [(last,)] = _rows(f"SELECT last_value FROM {sequence}", [])  # noqa: S608 (its own name)
    if highest > last + NEAR:
        # Not atomic: safe because nobody draws NEAR keys between the two statements.
        [(last,)] = _rows("SELECT setval(%s, %s)", [sequence, highest])
    while last < highest:
        last = draw(highest - last)[-1]


def _sequence() -> str:
    [(name,)] = _rows("SELECT pg_get_serial_sequence(%s, 'id')", [Comment._meta.db_table])
    return name


def _last_on_sqlite() -> int:
    """The transaction, begun IMMEDIATE, keeps other writers away until it ends."""
    rows = _rows("SELECT seq FROM sqlite_sequence WHERE name = %s", [Comment._meta.db_table])
    return rows[0][0] if rows else 0


def _move_on_sqlite(last: int) -> None:
    table = Comment._meta.db_table
    if _rows("SELECT 1 FROM sqlite_sequence WHERE name = %s", [table]):
        _run("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last, table])
    else:
        _run("INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)", [last, table])


def _rows(sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _run(sql: str, params: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
