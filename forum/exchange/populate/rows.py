"""Very many comments into the table at once, as fast as each database takes them.

bulk_create spends four fifths of its time in Python. What is written here is what it would write:
columns that nobody names have the model's defaults.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection

from forum.comments.models import Comment

VARYING = (
    *("id", "discussion_id", "parent_id", "tree_id", "number", "lft", "rght", "level"),
    *("name", "email", "body", "html", "fingerprint", "posted_at"),
)
MOMENT = VARYING.index("posted_at")

# While invented rows are written: a power cut may take the last of them, and more stays in memory.
SQLITE = ("synchronous=NORMAL", "cache_size=-64000", "wal_autocheckpoint=16000")


class Writer:
    """Writes rows: tuples of the columns in `VARYING`, the moment in seconds since 1970."""

    def __init__(self):
        same = Comment(status=Comment.Status.PUBLISHED)
        rest = [field for field in Comment._meta.concrete_fields if field.column not in VARYING]
        self.columns = [*VARYING, *(field.column for field in rest)]
        self.rest = tuple(
            field.get_db_prep_save(getattr(same, field.attname), connection) for field in rest
        )

    def write(self, rows: Iterable[tuple]) -> None:
        """In the caller's transaction."""
        write = self._copy if connection.vendor == "postgresql" else self._insert
        with connection.cursor() as cursor:
            write(cursor, (row + self.rest for row in rows))

    def _copy(self, cursor, rows: Iterable[tuple]) -> None:
        with cursor.copy(f"COPY {self._table} FROM STDIN") as copy:
            for row in rows:
                moment = datetime.fromtimestamp(row[MOMENT], UTC)
                copy.write_row((*row[:MOMENT], moment, *row[MOMENT + 1 :]))

    def _insert(self, cursor, rows: Iterable[tuple]) -> None:
        marks = ["%s"] * len(self.columns)
        marks[MOMENT] = "datetime(%s, 'unixepoch')"
        sql = f"INSERT INTO {self._table} VALUES ({', '.join(marks)})"  # noqa: S608 (our own names)
        cursor.executemany(sql, list(rows))

    @property
    def _table(self) -> str:
        quoted = connection.ops.quote_name
        return f"{quoted(Comment._meta.db_table)} ({', '.join(map(quoted, self.columns))})"


def hurry() -> None:
    """Tell SQLite that this connection writes much, and nothing that could not be written again.

    It listens between transactions alone.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for pragma in SQLITE:
                cursor.execute(f"PRAGMA {pragma}")
