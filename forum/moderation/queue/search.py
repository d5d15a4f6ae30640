"""What a moderator types to search: found in words, names, titles, addresses and their hashes."""

from django.db.models import F, Func, Q
from django.db.models.lookups import Contains


class Plain(Func):
    """A column with the letters a to z as capitals, and no others: SQLite's LIKE goes by those.

    PostgreSQL would fold every alphabet, in three times the time; a search reads every row.
    """

    template = 'UPPER(%(expressions)s COLLATE "C")'
    arity = 1

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="%(expressions)s", **context)


def says(text: str) -> Q:
    """In the words, the name or the e-mail; or it begins the hash of a browser or a network, as
    cards show them."""
    said = has(text, "body", "name", "email")
    return said | Q(hand__startswith=text.lower()) | Q(network__startswith=text.lower())


def has(text: str, *columns: str) -> Q:
    """It stands in any of these columns, in capitals or not."""
    capitals = "".join(char.upper() if char.isascii() else char for char in text)
    found = Q()
    for column in columns:
        found |= Q(Contains(Plain(F(column)), capitals))
    return found
