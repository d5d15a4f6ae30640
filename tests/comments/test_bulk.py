"""Rows in bulk are the rows that one by one would be."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict

from forum.comments import bulk
from forum.comments.models import Comment
from forum.exchange.models import Arrival
from tests import make

NOON = datetime(2026, 5, 1, 12, 0, 0, 250, tzinfo=UTC)
COLUMNS = ("discussion_id", "tree_id", "lft", "rght", "level", "body", "posted_at")
HELD = Comment.Status.HELD


def write(*rows, columns=COLUMNS):
    with transaction.atomic():
        bulk.Writer(Comment, columns, status=HELD, name="Ann").write(rows)


@pytest.mark.parametrize(
    "moment",
    [NOON, NOON.replace(microsecond=0), NOON.astimezone(timezone(timedelta(hours=-9)))],
)
def test_a_row_is_what_save_would_write(db, moment):
    place = make.discussion()
    Comment.objects.bulk_create(
        [
            Comment(
                discussion=place,
                tree_id=7,
                lft=1,
                rght=2,
                level=0,
                status=HELD,
                name="Ann",
                body="Tab\t, back\\slash\nand \\N 🦉",
                posted_at=moment,
            )
        ]
    )
    write((place.pk, 7, 1, 2, 0, "Tab\t, back\\slash\nand \\N 🦉", moment))

    saved, written = Comment.objects.order_by("pk").values()

    assert written.pop("id") > saved.pop("id")
    assert written == saved
    assert Comment.objects.filter(posted_at=moment).count() == 2


def test_more_rows_than_a_statement_takes_are_all_written(db):
    place = make.discussion()

    write(*((place.pk, 0, 1, 2, 0, f"{n}", NOON) for n in range(bulk.BATCH + 1)))

    assert place.comments.count() == bulk.BATCH + 1


def test_what_the_database_refuses_is_an_error_of_django(db):
    here = make.comment()
    row = (here.pk, here.discussion_id, 0, 1, 2, 0, "", NOON)

    with pytest.raises(IntegrityError):
        write(row, columns=("id", *COLUMNS))


def test_a_row_knows_when_it_was_written(db):
    before = datetime.now(UTC)

    with transaction.atomic():
        bulk.Writer(Arrival, ("source_id", "object_id"), source="s", kind="tag").write([("1", 2)])

    [row] = Arrival.objects.all()
    assert model_to_dict(row, exclude=["id"]) == {
        "source": "s",
        "kind": "tag",
        "source_id": "1",
        "object_id": 2,
    }
    assert before <= row.arrived_at <= datetime.now(UTC)


def test_nothing_is_planned_while_the_tables_are_small(db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans each query when it is asked")
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", 3)

    bulk.hurry(megabytes=1)

    assert connection.connection.prepare_threshold is None
