"""Queries that are compiled once a process: for the few that a busy page asks at each rendering.

The ORM takes longer to write the SQL of such a query than the database to answer it
(docs/benchmark.md). Knows no model.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from functools import cache, wraps
from inspect import signature
from threading import Lock

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

LARGEST = BigIntegerField.MAX_BIGINT  # that a database compares a column with


class Given(Expression):
    """In a query that is not asked yet, the place of the value with this name, or of a list."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def of(self, values: dict) -> list:
        value = values[self.name]
        return value if isinstance(value, list) else [value]


@dataclass(frozen=True)
class Compiled:
    """A queryset with its SQL for one database, "" where it can find nothing; some of the
    parameters are Given."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: tuple

    @classmethod
    def of(cls, queryset: QuerySet) -> "Compiled":
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            sql, parameters = "", ()
        return cls(queryset, compiler, sql, tuple(parameters))

    def rows(self, values: dict) -> list:
        """What the queryset finds with these values: 1 query."""
        if not self.sql:
            return []
        compiler, query = copy(self.compiler), copy(self.queryset.query)
        compiler.connection = connections[compiler.using]  # of this thread
        sql, parameters = self._filled(values, compiler.connection)
        compiler.as_sql = lambda: (sql, parameters)
        query.get_compiler = lambda using: compiler
        asked = QuerySet(self.queryset.model, query, compiler.using)
        asked._fields = self.queryset._fields
        return list(self.queryset._iterable_class(asked))

    def _filled(self, values: dict, connection) -> tuple[str, tuple]:
        """The SQL, with as many places as each list has values, and what belongs there."""
        if self.queryset.query.select_for_update and connection.get_autocommit():
            raise TransactionManagementError("a lock is taken within a transaction")
        adapted = connection.ops.adapt_unknown_value
        first, *rest = self.sql.split("%s")
        sql, parameters = [first], []
        for one, after in zip(self.parameters, rest, strict=True):
            own = list(map(adapted, one.of(values))) if isinstance(one, Given) else [one]
            sql += [", ".join(["%s"] * len(own)) or "NULL", after]
            parameters += own
        return "".join(sql), tuple(parameters)


def question(
    write: Callable[..., QuerySet], names: Iterable[str] | None = None
) -> Callable[..., list]:
    """A decorator: `write` makes a queryset of places for values; whoever asks gives the values by
    name, and gets what the queryset finds as a list: 1 query.

    Given can be what a column is compared with, with `__in` a list; not how many rows a slice has.
    `names` are those of the values where the signature of `write` does not tell.
    """
    names = list(names or signature(write).parameters)
    lock = Lock()  # the ORM writes into the query that it compiles
    compiled: dict[str, Compiled] = {}

    @cache
    def written() -> QuerySet:
        return write(*map(Given, names))

    @wraps(write)
    def ask(**values) -> list:
        if any(isinstance(value, int) and value > LARGEST for value in values.values()):
            return list(write(*(values[name] for name in names)))  # the ORM knows what it equals
        alias = written().db
        if alias not in compiled:
            with lock:
                compiled[alias] = Compiled.of(written().using(alias))
        return compiled[alias].rows(values)

    return ask
