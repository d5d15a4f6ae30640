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

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """In a query that is not asked yet, the place of the value with this name."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


@dataclass(frozen=True)
class Compiled:
    """A queryset with its SQL for one database; some of the parameters are Given."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: tuple

    @classmethod
    def of(cls, queryset: QuerySet) -> "Compiled":
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        return cls(queryset, compiler, sql, tuple(parameters))

    def rows(self, values: dict) -> list:
        """What the queryset finds with these values: 1 query."""
        compiler, query = copy(self.compiler), copy(self.queryset.query)
        compiler.connection = connections[compiler.using]  # of this thread
        adapted = compiler.connection.ops.adapt_unknown_value
        parameters = tuple(
            adapted(values[one.name]) if isinstance(one, Given) else one for one in self.parameters
        )
        compiler.as_sql = lambda: (self.sql, parameters)
        query.get_compiler = lambda using: compiler
        asked = QuerySet(self.queryset.model, query, compiler.using)
        asked._fields = self.queryset._fields
        return list(self.queryset._iterable_class(asked))


def question(
    write: Callable[..., QuerySet], names: Iterable[str] | None = None
) -> Callable[..., list]:
    """A decorator: `write` makes a queryset of places for values; whoever asks gives the values by
    name, and gets what the queryset finds as a list: 1 query.

    Given can be what a column is compared with; not how many rows a slice has. `names` are those of
    the values where the signature of `write` does not tell.
    """
    places = [Given(name) for name in names or signature(write).parameters]
    lock = Lock()  # the ORM writes into the query that it compiles
    compiled: dict[str, Compiled] = {}

    @cache
    def written() -> QuerySet:
        return write(*places)

    @wraps(write)
    def ask(**values) -> list:
        alias = written().db
        if alias not in compiled:
            with lock:
                compiled[alias] = Compiled.of(written().using(alias))
        return compiled[alias].rows(values)

    return ask
