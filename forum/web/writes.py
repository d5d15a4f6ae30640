"""Single rows written by SQL that is made once a process: for the few that every post writes.

`Model.save` takes longer to write that SQL than the database to carry it out (docs/benchmark.md).
No signal is sent and no `save` of a model is called. Knows no model.
"""

from collections.abc import Sequence
from functools import cache

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Field, Model


def insert(row: Model) -> None:
    """What `row.save(force_insert=True)` writes; the key is the database's: 1 query."""
    sql, fields = _insertion(type(row))
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(row, fields, is_new=True))
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


def update(row: Model, columns: Sequence[str]) -> None:
    """What `row.save(update_fields=columns)` writes: 1 query. DatabaseError if there is no row."""
    sql, fields = _change(type(row), tuple(columns))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_values(row, fields, is_new=False), row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{row!r} is not there any more")


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Field]]:
    meta, quoted = model._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    into, key = f"{quoted(meta.db_table)} ({columns})", quoted(meta.pk.column)
    return f"INSERT INTO {into} VALUES ({marks}) RETURNING {key}", fields  # noqa: S608 (our names)


@cache
def _change(model: type[Model], columns: tuple[str, ...]) -> tuple[str, list[Field]]:
    meta, quoted = model._meta, connection.ops.quote_name
    fields = [meta.get_field(column) for column in columns]
    set_to = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    where = f"{quoted(meta.pk.column)} = %s"
    return f"UPDATE {quoted(meta.db_table)} SET {set_to} WHERE {where}", fields  # noqa: S608


def _values(row: Model, fields: Sequence[Field], *, is_new: bool) -> list:
    """As this database takes them."""
    own = connections[DEFAULT_DB_ALIAS]  # what `connection` looks up again for each of them
    return [field.get_db_prep_save(field.pre_save(row, is_new), own) for field in fields]
