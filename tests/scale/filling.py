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
    "accounts": ["member", "standing"],
    "articles": ["section", "author", "article", "tag"],
    "comments": ["discussion", "comment", "finding", "link", "report", "revision", "trace"],
    "moderation": ["batch", "decision", "note"],
}
SECTIONS, AUTHORS, TAGS = 5, 10, 50
WRITERS, STAFF = 100, 10  # among the members; the first of the staff may do everything
ARTICLE_EVERY = 3600  # seconds
SPAN = 347 * 24 * 3600  # seconds between the first comment and the last: at a million 30 apart
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
    yield _insert("articles_tag", TAGS, id="n", name="'T' || n", slug="'t' || n")
    yield _insert("articles_article_tags", count, article_id="n", tag_id=f"1 + n % {TAGS}")


def _of_comments(articles: int, count: int):
    yield _insert("accounts_member", max(WRITERS, count // 25), **_member())
    yield _insert("accounts_standing", count // 100, **_standing())
    yield from _threads(articles, count)
    yield _waiting(articles, count)
    yield COUNTERS
    yield FINDINGS
    yield LINKS
    yield REPORTS
    yield REVISIONS
    yield _insert("comments_trace", max(1, count // 10), **_trace())
    yield from _decisions()
    yield UNDOINGS
    yield NOTES


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
    " SELECT id, 'links', '{}', status <> 'held' AND id % 100 > 0, 1 FROM comments_comment"
    " WHERE status = 'held' OR id % 4 = 0"
)
LINKS = (
    "INSERT INTO comments_link (comment_id, host)"
    " SELECT id, 'host' || (id % 499) || '.example' FROM comments_comment WHERE id % 20 = 0"
)
REVISIONS = (
    "INSERT INTO comments_revision (comment_id, number, body, html, replaced_at)"
    " SELECT id, 0, 'Lamps', '<p>Lamps</p>', posted_at FROM comments_comment WHERE id % 10 = 7"
)
UNDOINGS = (
    "INSERT INTO moderation_batch (id, verb, moderator_id, made_at, size, summary, undoes_id)"
    " SELECT id + 1, 'undo', moderator_id, made_at, 1, '', id FROM moderation_batch"
    " WHERE id % 100 = 0"
)
NOTES = (
    "INSERT INTO moderation_note (key, body, by_id, made_at)"
    " SELECT key, 'Likes lamps.', 1, '2026-01-01 00:00:00+00:00' FROM accounts_standing"
)
REPORTS = (
    "INSERT INTO comments_report (comment_id, revision, reporter, network, hand, reason, note,"
    " weight, made_at, outcome) SELECT id, 1, 'hand:' || id, '', '', 'spam', '', 100,"
    " posted_at, CASE WHEN open_reports > 0 THEN '' ELSE 'agreed' END"
    " FROM comments_comment WHERE id % 500 = 0"
)


def _decisions():
    """Of a comment in ten, each in a batch of its own that has the comment's number."""
    moderator = f"1 + (id / 10) % {STAFF}"
    for status, verb in (("published", "approve"), ("removed", "remove")):
        which = f"FROM comments_comment WHERE id % 10 = 0 AND status = '{status}'"
        yield (
            "INSERT INTO moderation_batch (id, verb, moderator_id, made_at, size, summary)"
            f" SELECT id, '{verb}', {moderator}, posted_at, 1, '' {which}"
        )
        yield (
            "INSERT INTO moderation_decision (batch_id, verb, moderator_id, discussion_id,"
            " comment_id, whom, setting, before, after, rules, reason_code, reason, message,"
            f" made_at) SELECT id, '{verb}', {moderator}, discussion_id, id, 'hand:' || hand, '',"
            f""" '{{"status": "held"}}', '{{"status": "{status}"}}', '["links"]', '', '', '',"""
            f" posted_at {which}"
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
        "spam_score": "n % 100",
        "author_id": f"CASE WHEN n % 20 = 0 THEN 1 + (n / 20) % {WRITERS} END",
        "name": "'Reader ' || (n % 9973)",
        "email": "CASE WHEN n % 20 = 0 THEN '' ELSE 'reader' || (n % 9973) || '@example.org' END",
        "hand": _digest("'hand' || (n % 9973)"),
        "network": _digest("'network' || (n % 4999)"),
        "terms_version": "1",
        "body": f"'{SENTENCE * 3}' || n",
        "html": f"'<p>{SENTENCE * 3}' || n || '</p>'",
        "fingerprint": _digest("n"),
        "posted_at": _before_now(f"({count} - n) * {SPAN // count}"),
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
        "is_superuser": "n = 1",
        "username": "'member' || n",
        "email": "'member' || n || '@example.org'",
        "is_staff": f"n <= {STAFF}",
        "is_active": "true",
        "date_joined": _before_now("n"),
        "name": "'Member ' || n",
        "name_key": "'member' || n",
    }


def _standing() -> dict[str, str]:
    return {
        "id": "n",
        "key": "'email:reader' || n || '@example.com'",
        "suspended_for_good": "n % 20 = 0",
        "rung": "n % 3",
        "always_held": "n % 50 = 0",
        "warning": "''",
    }


def _trace() -> dict[str, str]:
    return {
        "id": "n",
        "kind": "CASE WHEN n = 1 THEN 'comment' WHEN n % 10 = 0 THEN 'host' ELSE 'word' END",
        "key": "CASE WHEN n = 1 THEN '' ELSE 'trace' || n END",
        "spam": "n % 7",
        "ham": "n % 5",
        "given_spam": "0",
        "given_ham": "0",
        "seen_at": _before_now("n"),
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
