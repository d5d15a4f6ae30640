"""Rows written without `save` are the rows that `save` would write."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import DatabaseError

from forum.comments.models import Comment
from forum.web import writes
from tests import make

NOON = datetime(2026, 5, 1, 12, 0, 0, 250, tzinfo=UTC)


@pytest.fixture
def said(db):
    """said(body): a comment that is written nowhere yet."""
    place, member = make.discussion(), make.member("ann")

    def of(body: str, **columns) -> Comment:
        shape = {"tree_id": 7, "lft": 1, "rght": 2, "level": 0, "status": Comment.Status.HELD}
        return Comment(discussion=place, author=member, body=body, **shape, **columns)

    return of


@pytest.mark.parametrize("at", [NOON, NOON.astimezone(timezone(timedelta(hours=-9)))])
def test_a_new_row_is_the_one_that_save_writes(said, at, django_assert_num_queries):
    saved, written = (said("Tab\t, %s, 'quoted' 🦉", posted_at=at, spam_score=3) for _ in range(2))
    saved.save(force_insert=True)

    with django_assert_num_queries(1):
        writes.insert(written)

    assert written.pk > saved.pk
    one, other = Comment.objects.order_by("pk").values()
    assert one | {"id": written.pk} == other
    assert Comment.objects.filter(posted_at=at).count() == 2


def test_a_new_row_can_be_saved_and_deleted_like_any_other(said):
    written = said("Well said.")
    writes.insert(written)

    written.validate_unique()  # of itself it is no twin
    written.body = "Very well said."
    written.save()
    assert Comment.objects.get().body == "Very well said."
    written.delete()
    assert not Comment.objects.exists()


def test_the_columns_that_are_named_are_written_and_no_other(said, django_assert_num_queries):
    before, other = said("Before."), said("Another.")
    writes.insert(before)
    writes.insert(other)
    before.body, before.edited_at, before.name = "After.", NOON, "Bob"

    with django_assert_num_queries(1):
        writes.update(before, ["body", "edited_at"])

    found = Comment.objects.get(pk=before.pk)
    assert (found.body, found.edited_at, found.name) == ("After.", NOON, "")
    assert Comment.objects.get(pk=other.pk).body == "Another."


def test_a_row_that_is_gone_is_not_written(said):
    written = said("Well said.")
    writes.insert(written)
    Comment.objects.all().delete()

    with pytest.raises(DatabaseError):
        writes.update(written, ["body"])
