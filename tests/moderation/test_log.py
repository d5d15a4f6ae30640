"""The log of decisions: rows are added, never changed, never removed."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from forum.comments.models import Comment
from forum.moderation import decisions
from forum.moderation.models import AppendOnly, Batch, Decision
from tests import make


@pytest.fixture
def decision(mona):
    return decisions.remove(make.comment(), mona, remark="Spam").decisions.get()


WAYS = {
    "save": lambda one: one.save(),
    "save one column": lambda one: one.save(update_fields=["reason"]),
    "delete": lambda one: one.delete(),
    "update": lambda one: Decision.objects.update(reason="x"),
    "update of some": lambda one: Decision.objects.filter(pk=one.pk).update(reason="x"),
    "delete all": lambda one: Decision.objects.all().delete(),
    "delete of some": lambda one: Decision.objects.filter(pk=one.pk).delete(),
    "bulk_update": lambda one: Decision.objects.bulk_update([one], ["reason"]),
    "update_or_create": lambda one: Decision.objects.update_or_create(
        pk=one.pk, defaults={"reason": "x"}
    ),
    "of a comment": lambda one: one.comment.decisions.update(reason="x"),
    "of a moderator": lambda one: one.moderator.decisions.all().delete(),
    "clear": lambda one: one.comment.decisions.clear(),
    "remove": lambda one: one.comment.decisions.remove(one),
    "add to another": lambda one: make.comment().decisions.add(one),
    "set of another": lambda one: make.comment().decisions.set([one]),
    "base manager": lambda one: Decision._base_manager.filter(pk=one.pk).update(reason="x"),
    "upsert": lambda one: Decision.objects.bulk_create(
        [Decision(pk=one.pk, batch=one.batch, verb="remove", moderator=one.moderator)],
        update_conflicts=True,
        update_fields=["reason"],
        unique_fields=["id"],
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_row_of_the_log_is_neither_changed_nor_removed(decision, way):
    before = Decision.objects.values().get()

    with pytest.raises(AppendOnly), transaction.atomic():
        WAYS[way](Decision.objects.get())

    assert Decision.objects.values().get() == before


@pytest.mark.parametrize(
    "way",
    [
        lambda batch: batch.save(),
        lambda batch: batch.delete(),
        lambda batch: Batch.objects.update(size=9),
        lambda batch: Batch.objects.all().delete(),
        lambda batch: batch.moderator.batches.all().delete(),
        lambda batch: batch.decisions.all().delete(),
    ],
)
def test_nor_is_a_batch(decision, way):
    with pytest.raises(AppendOnly), transaction.atomic():
        way(Batch.objects.get())

    assert (Batch.objects.get().size, Decision.objects.count()) == (1, 1)


@pytest.mark.parametrize("of", ["comment", "discussion", "moderator"])
def test_what_the_log_names_cannot_be_deleted(decision, of):
    with pytest.raises((ProtectedError, AppendOnly)), transaction.atomic():
        getattr(decision, of).delete()

    assert Decision.objects.get() == decision


def test_comments_cannot_be_deleted_in_bulk_past_the_log(decision):
    with pytest.raises(ProtectedError):
        Comment.objects.all().delete()

    assert Decision.objects.get().comment is not None


def test_the_newest_decision_stands_first(mona):
    comment = make.comment()

    made = [decisions.remove(comment, mona), decisions.restore(comment, mona)]

    assert list(Batch.objects.all()) == made[::-1]
    assert [decision.batch for decision in Decision.objects.all()] == made[::-1]
