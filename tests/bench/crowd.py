"""A large site for benches: discussions in sections, readers who come again, comments of every
state. Nothing is judged; the rows are written as if they had been."""

import random
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from forum.comments import text
from forum.comments.models import Comment, Discussion, Finding, Link, Report

SECTIONS = ["Screen", "Books", "Town", "Music", "Food", "Letters"]
LANGUAGES = ["en-gb", "de", "fr"]
RULES = ["premoderated", "newcomer", "links", "shouting", "twins", "flood", "offender", "trap"]
SAYING = (
    "the lamp on the harbour wall was lit again last night and nobody knows who carries the ladder "
    "though everybody has a cousin who saw it and most of them were right about the weather"
)
DISCUSSIONS, READERS, NETWORKS = 400, 5_000, 2_000


def fill(comments: int, waiting: int, *, reported: int = 500) -> None:
    """Write so many comments, of which `waiting` wait, the newest, and `reported` are reported."""
    chance = random.Random(7)  # the same site each time
    Discussion.objects.bulk_create(_discussions())
    for start in range(0, comments, 5_000):
        ids = range(start + 1, min(start + 5_000, comments) + 1)
        rows = [_comment(pk, chance, comments - waiting, comments) for pk in ids]
        Comment.objects.bulk_create(rows, 500)
    # Threads are numbered from 1 in each discussion; those that wait have no number yet.
    Discussion.objects.update(thread_count=comments // DISCUSSIONS + 1, comment_count=comments)
    _find(range(comments - waiting + 1, comments + 1), chance)
    _report(chance.sample(range(1, comments - waiting), reported), chance)
    # What PostgreSQL does by itself in a while.
    tidy = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(tidy)


def _discussions() -> Iterator[Discussion]:
    now = timezone.now()
    for pk in range(1, DISCUSSIONS + 1):
        yield Discussion(
            pk=pk,
            title=f"The lamps are lit, part {pk}",
            url=f"/the-lamps-{pk}/",
            section=SECTIONS[pk % len(SECTIONS)],
            language=LANGUAGES[pk % len(LANGUAGES)],
            opened_at=now - timedelta(days=pk),
        )


def _comment(pk: int, chance: random.Random, first_waiting: int, last: int) -> Comment:
    status = Comment.Status.HELD if pk > first_waiting else Comment.Status.PUBLISHED
    if status == Comment.Status.PUBLISHED and chance.random() < 0.05:
        status = Comment.Status.REMOVED
    reader, is_held = int(READERS * chance.random() ** 2), status == Comment.Status.HELD
    body = " ".join(chance.choices(SAYING.split(), k=chance.randint(8, 120))).capitalize() + "."
    return Comment(
        pk=pk,
        discussion_id=pk % DISCUSSIONS + 1,
        tree_id=0 if is_held else pk,
        number=None if is_held else pk // DISCUSSIONS + 1,
        lft=1,
        rght=2,
        level=0,
        status=status,
        is_reviewed=status == Comment.Status.REMOVED or chance.random() < 0.2,
        removed_for=Comment.Reason.OFF_TOPIC if status == Comment.Status.REMOVED else "",
        urgency=chance.choice([10, 10, 10, 20, 20, 30, 40, 50, 80]) if is_held else 0,
        name=f"Reader {reader}",
        email=f"reader.{reader}@example.org",
        hand=f"{reader * 7919:064x}",
        network=f"{(reader % NETWORKS) * 104729:064x}",
        body=body,
        html=text.render(body),
        fingerprint=text.fingerprint(body),
        posted_at=timezone.now() - timedelta(minutes=last - pk),
    )


def _find(waiting: range, chance: random.Random) -> None:
    found = []
    for pk in waiting:
        for rule in chance.sample(RULES, chance.randint(1, 3)):
            found.append(Finding(comment_id=pk, rule=rule, evidence={"percent": 80}))
    Finding.objects.bulk_create(found, 900)
    hosts = [f"shop-{number}.example" for number in range(60)]
    linking = (Link(comment_id=pk, host=chance.choice(hosts)) for pk in waiting[::3])
    Link.objects.bulk_create(linking, 900)


def _report(chosen: list[int], chance: random.Random) -> None:
    reports = []
    for pk in chosen:
        count = chance.randint(1, 4)
        reports += [
            Report(comment_id=pk, reporter=f"hand:{n}", reason="spam") for n in range(count)
        ]
        Comment.objects.filter(pk=pk).update(open_reports=count, urgency=40 + 10 * count)
    Report.objects.bulk_create(reports, 900)
