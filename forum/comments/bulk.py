"""Very many rows into one table at once, as fast as each database takes them. Knows no model.

bulk_create spends four fifths of its time in Python. What is written here is what it would write:
columns that nobody names have the model's defaults.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection, models

BATCH = 1_000  # rows in a statement: in memory, and within the time a statement may take

# While much is written: a power cut may take the last transactions, never tear one.
SQLITE = ("synchronous=NORMAL", "wal_autocheckpoint=16000")


class Writer:
    """Writes rows of `model`: tuples with a value for each of `columns`, moments with their zone or
    None.

    `same` are fields that have one value in all rows. The database makes the keys if there is no
    column for them.
    """

    def __init__(self, model: type[models.Model], columns: Sequence[str], **same):
        named = [model._meta.get_field(column) for column in columns]
        rest = [f for f in model._meta.concrete_fields if f not in named and not f.primary_key]
        row, self.table = model(**same), model._meta.db_table
        self.columns = [field.column for field in (*named, *rest)]
        self.moments = [i for i, f in enumerate(named) if isinstance(f, models.DateTimeField)]
        self.rest = [f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in rest]

    def write(self, rows: Iterable[tuple]) -> None:
        """In the caller's transaction. Raises what `save` would, IntegrityError for one."""
        write = self._copy if connection.vendor == "postgresql" else self._insert
        rows = ([*row, *self.rest] for row in rows)
        with connection.wrap_database_errors, connection.cursor() as cursor:
            while batch := list(islice(rows, BATCH)):
                write(cursor, batch)

    def _copy(self, cursor, rows: list[list]) -> None:
        with cursor.copy(f"COPY {self._target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def _insert(self, cursor, rows: list[list]) -> None:
        zone = connection.timezone
        for row in rows:
            for at in self.moments:
                # As Django writes it there, at a quarter of the time: without its offset.
                row[at] = row[at] and row[at].astimezone(zone).isoformat(" ")[:-6]
        marks = ", ".join(["%s"] * len(self.columns))
        sql = f"INSERT INTO {self._target} VALUES ({marks})"  # noqa: S608 (the models' own names)
        cursor.executemany(sql, rows)

    @property
    def _target(self) -> str:
        quoted = connection.ops.quote_name
        return f"{quoted(self.table)} ({', '.join(map(quoted, self.columns))})"


def hurry(megabytes: int) -> None:
    """Tell SQLite that this connection writes much, and nothing that could not be written again;
    and how much of the database it may hold in memory. It listens between transactions alone.

    Tell PostgreSQL's to prepare nothing: what is planned while a table is empty takes ever longer
    as it grows.
    """
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        connection.connection.prepare_threshold = None
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for pragma in (*SQLITE, f"cache_size=-{megabytes * 1000}"):
                cursor.execute(f"PRAGMA {pragma}")
