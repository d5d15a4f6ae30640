"""What a database does for a query, as it tells itself: what it reads, and how much of it."""

import json
import re
from collections.abc import Iterator

from django.db import connection

BIG = {
    "accounts_member",
    "accounts_standing",
    "articles_article",
    "articles_article_tags",
    "comments_comment",
    "comments_discussion",
    "comments_finding",
    "comments_link",
    "comments_report",
    "comments_revision",
    "comments_trace",
    "moderation_batch",
    "moderation_decision",
}
ROWS = 5000  # that one step of a plan may touch: the longest page and queue, far below the tables
PLANNED = ("SELECT", "UPDATE", "DELETE", "WITH")


def faults(query: str) -> Iterator[str]:
    """Why this query would be slow on a large site, a sentence a reason. It is carried out."""
    if query.startswith(PLANNED):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}")
                yield from _in_postgres(json.loads(json.dumps(cursor.fetchone()[0]))[0]["Plan"])
            else:
                cursor.execute(f"EXPLAIN QUERY PLAN {query}")
                yield from _in_sqlite(query, [row[3] for row in cursor.fetchall()])


def _in_postgres(plan: dict) -> Iterator[str]:
    table = plan.get("Relation Name", "")
    if plan["Node Type"].endswith("Seq Scan") and table in BIG:
        yield f"reads all of {table}"
    touched = plan["Actual Loops"] * sum(plan.get(kind, 0) for kind in TOUCHED)
    if touched > ROWS:
        yield f"{plan['Node Type']} touches {touched:.0f} rows {table}"
    for below in plan.get("Plans", []):
        yield from _in_postgres(below)


TOUCHED = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")


def _in_sqlite(query: str, steps: list[str]) -> Iterator[str]:
    names = {alias: table for table, alias in re.findall(r'"(\w+)" ([A-Z]\d+)\b', query)}
    is_in_order = not any(SORTED.search(step) for step in steps)
    if is_in_order and " LIMIT " in query:
        return  # as far as the limit, in the order of an index: PostgreSQL says how far that is
    for step in steps:
        scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        is_big = scan and names.get(scan[1], scan[1]) in BIG and scan[2] not in SMALL
        if is_big and not re.search(rf" {scan[1]} ORDER BY [^()]+ LIMIT \d+\)", query):
            yield step


SORTED = re.compile(r"TEMP B-TREE FOR (ORDER BY|GROUP BY|DISTINCT)")
SMALL = {
    "comment_waiting",
    "comment_reported",
    "comment_unseen",
    "comment_removed",
}  # indexes of a part of the table
