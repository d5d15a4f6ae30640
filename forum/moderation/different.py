"""The few different values that a column of a large table has."""

from django.db import connections, models, router

# A step for each value: DISTINCT would read the whole table for them, or its whole index.
_STEPS = """
    WITH RECURSIVE found(value) AS (
        SELECT MIN({column}) FROM {table}
        UNION ALL
        SELECT (SELECT MIN({column}) FROM {table} WHERE {column} > found.value)
        FROM found WHERE found.value IS NOT NULL
    )
    SELECT value FROM found WHERE value IS NOT NULL
"""


def different(model: type[models.Model], name: str) -> list:
    """The values of the field `name`, in order, without NULL: 1 query, a look into the index for
    each of them. Only for fields with which an index begins."""
    sql = _STEPS.format(column=model._meta.get_field(name).column, table=model._meta.db_table)
    with connections[router.db_for_read(model)].cursor() as cursor:
        cursor.execute(sql.strip())
        return [value for (value,) in cursor.fetchall()]
