"""Small lists that belong to one row, fetched in the query of that row. Knows no model."""

from django.db.models import JSONField, QuerySet, Subquery


class Rows(Subquery):
    """The rows of a queryset's `.values(…)`, in its order, as a list of dicts in one column.

    An article shows its tags, its corrections and its author's links: three queries saved on the
    busiest page of the site. Dates come as strings. No row is None on PostgreSQL, [] on SQLite.
    """

    output_field = JSONField()

    def __init__(self, queryset: QuerySet):
        self.names = queryset.query.values_select
        super().__init__(queryset)

    def as_sqlite(self, compiler, connection, **extra):
        pairs = ", ".join(f"'{name}', r.\"{name}\"" for name in self.names)
        template = f"(SELECT json_group_array(json_object({pairs})) FROM (%(subquery)s) r)"  # noqa: S608
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = "(SELECT jsonb_agg(to_jsonb(r)) FROM (%(subquery)s) r)"
        return self.as_sql(compiler, connection, template=template, **extra)
