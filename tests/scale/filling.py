"""A site of any size in a few statements: the database makes the rows itself.

    DATABASE_URL=… DATA_DIR=… python -m tests.scale.filling 100000 1000000   # articles, comments

into a database that has been migrated and is empty. Half of the comments are threads of the first
article's discussion, a fiftieth is one long thread there; the others stand in threads of ten under
the other articles. `manage.py populate` makes more lifelike sites, a row at a time.
"""

import os
import sys

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

FILLED = {
    "accounts": ["member"],
    "articles": ["section", "author", "article"],
    "comments": ["discussion", "comment", "finding", "report"],
}
SECTIONS, AUTHORS, MEMBERS = 5, 10, 100
ARTICLE_EVERY, COMMENT_EVERY = 3600, 30  # seconds
SENTENCE = "They lit the lamps at dusk, as always, and nobody thanked them for it. "


@transaction.atomic
def fill(articles: int, comments: int) -> None:
    """Make so many articles, and about so many comments. ANALYZE included."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")  # the site's is for visitors
        for statement in (*_of_articles(articles), *_of_comments(articles, comments)):
            cursor.execute(statement)
        _go_on_counting(cursor)
        for model in _models():
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def long_thread(comments: int) -> int:
    """The key of the root of the long thread; every lower one is a thread of its own."""
    return comments // 2 + 1


def _of_articles(count: int):
    yield _insert("articles_section", SECTIONS, id="n", name="'S' || n", slug="'s' || n",
                  description="''", position="n")  # fmt: skip
    yield _insert("articles_author", AUTHORS, id="n", name="'A' || n", slug="'a' || n", bio="''")
    published = _before_now(f"({count} - n) * {ARTICLE_EVERY}")
    yield _insert(
        "comments_discussion",
        count,
        id="n",
        title="'The lamps, part ' || n",
        url="'/lamps/' || n || '/'",
        opening="'open'",
        premoderated="false",
        opened_at=published,
        thread_count="0",
        comment_count="0",
        version="1",
        language="''",
        section=f"'S' || (1 + n % {SECTIONS})",
    )
    yield _insert(
        "articles_article",
        count,
        id="n",
        headline="'The lamps, part ' || n",
        slug="'lamps-' || n",
        excerpt="''",
        body=f"'<p>{SENTENCE * 30}</p>'",
        summary=f"'{SENTENCE * 3}'",
        status="'published'",
        published_at=published,
        changed_at=published,
        day=f"date({published})",
        discussion_id="n",
        author_id=f"1 + n % {AUTHORS}",
        section_id=f"1 + n % {SECTIONS}",
    )


def _of_comments(articles: int, count: int):
    yield _insert("accounts_member", MEMBERS, **_member())
    yield from _threads(articles, count)
    yield _waiting(articles, count)
    yield COUNTERS
    yield FINDINGS
    yield REPORTS


def _threads(articles: int, count: int):
    """Threads of one; the long thread, flat; threads of ten, flat."""
    root = long_thread(count)
    long, others = count // 50, root + count // 50
    yield _comments(f"n < {root}", count, discussion_id="1", number="n")
    yield _comments(
        f"n >= {root} AND n < {others}",
        count,
        discussion_id="1",
        number=str(root),
        **_flat(str(root), f"n - {root}", long),
    )
    group, place = f"((n - {others}) / 10)", f"((n - {others}) % 10)"
    yield _comments(
        f"n >= {others}",
        count,
        discussion_id=f"2 + {group} % {articles - 1}",
        number=f"1 + {group} / {articles - 1}",
        **_flat(f"{others} + 10 * {group}", place, 10),
    )


def _waiting(articles: int, count: int) -> str:
    """Held ones, outside of any thread."""
    return _comments(
        f"n > {count}",
        count + count // 200,
        discussion_id=f"1 + n % {articles}",
        number="NULL",
        tree_id="0",
        status="'held'",
        is_reviewed="false",
        urgency="n % 4",
    )


COUNTERS = (
    "UPDATE comments_discussion SET comment_count = c.comments, thread_count = c.threads"
    " FROM (SELECT discussion_id, COUNT(*) AS comments, MAX(number) AS threads"
    " FROM comments_comment WHERE status = 'published' GROUP BY discussion_id) c"
    " WHERE c.discussion_id = id"
)
FINDINGS = (
    "INSERT INTO comments_finding (comment_id, rule, evidence, is_watched, revision)"
    " SELECT id, 'links', '{}', status <> 'held', 1 FROM comments_comment"
    " WHERE status = 'held' OR id % 50 = 0"
)
REPORTS = (
    "INSERT INTO comments_report (comment_id, revision, reporter, network, hand, reason, note,"
    " weight, made_at, outcome) SELECT id, 1, 'hand:' || id, '', '', 'spam', '', 100,"
    " posted_at, CASE WHEN open_reports > 0 THEN '' ELSE 'agreed' END"
    " FROM comments_comment WHERE id % 500 = 0"
)


def _comments(which: str, count: int, **columns) -> str:
    common = {
        "id": "n",
        "tree_id": "n",
        "lft": "1",
        "rght": "2",
        "level": "0",
        "parent_id": "NULL",
        "status": "CASE WHEN n % 101 = 0 THEN 'removed' ELSE 'published' END",
        "is_reviewed": "n % 50 <> 1",
        "removed_for": "''",
        "message": "''",
        "is_picked": "false",
        "is_locked": "false",
        "urgency": "0",
        "open_reports": "CASE WHEN n % 1000 = 0 THEN 1 ELSE 0 END",
        "author_id": f"CASE WHEN n % 20 = 0 THEN 1 + (n / 20) % {MEMBERS} END",
        "name": "'Reader ' || (n % 9973)",
        "email": "CASE WHEN n % 20 = 0 THEN '' ELSE 'reader' || (n % 9973) || '@example.org' END",
        "hand": _digest("'hand' || (n % 9973)"),
        "network": _digest("'network' || (n % 4999)"),
        "terms_version": "1",
        "body": f"'{SENTENCE * 3}' || n",
        "html": f"'<p>{SENTENCE * 3}' || n || '</p>'",
        "fingerprint": _digest("n"),
        "posted_at": _before_now(f"({count} - n) * {COMMENT_EVERY}"),
        "revision": "1",
    }
    return _insert("comments_comment", count, where=which, **(common | columns))


def _flat(root: str, place: str, size: int) -> dict[str, str]:
    """A root with replies, all of them to the root; `place` is 0 for the root itself."""
    return {
        "tree_id": root,
        "parent_id": f"CASE WHEN {place} > 0 THEN {root} END",
        "level": f"CASE WHEN {place} > 0 THEN 1 ELSE 0 END",
        "lft": f"CASE WHEN {place} > 0 THEN 2 * {place} ELSE 1 END",
        "rght": f"CASE WHEN {place} > 0 THEN 2 * {place} + 1 ELSE {2 * size} END",
    }


def _member() -> dict[str, str]:
    return {
        "id": "n",
        "password": "''",
        "is_superuser": "false",
        "username": "'member' || n",
        "email": "'member' || n || '@example.org'",
        "is_staff": "false",
        "is_active": "true",
        "date_joined": _before_now("n"),
        "name": "'Member ' || n",
        "name_key": "'member' || n",
    }


def _insert(table: str, count: int, where: str = "true", **columns: str) -> str:
    names, values = ", ".join(columns), ", ".join(columns.values())
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {_numbers(count)} WHERE {where}"


def _numbers(count: int) -> str:
    if connection.vendor == "postgresql":
        return f"generate_series(1, {count}) AS s(n)"
    return (
        "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s"
        f" WHERE n < {count}) SELECT n FROM s)"
    )


def _before_now(seconds: str) -> str:
    if connection.vendor == "postgresql":
        return f"date_trunc('second', now()) - ({seconds}) * interval '1 second'"
    return f"datetime('now', '-' || ({seconds}) || ' seconds')"


def _digest(text: str) -> str:
    if connection.vendor == "postgresql":
        return f"encode(sha256(CAST(CAST({text} AS text) AS bytea)), 'hex')"
    return f"SHA256(CAST({text} AS text))"


def _go_on_counting(cursor) -> None:
    for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
        cursor.execute(statement)


def _models() -> list:
    return [apps.get_model(app, name) for app, names in FILLED.items() for name in names]


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    django.setup()
    fill(*map(int, sys.argv[1:3]))
