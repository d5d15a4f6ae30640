"""The log of decisions: rows are added, never changed, never removed."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from forum.comments.models import Comment
from forum.moderation import decisions
from forum.moderation.models import AppendOnly, Decision
from tests import make


@pytest.fixture
def decision(mona):
    return decisions.remove(make.comment(), mona, "Spam")


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
        [Decision(pk=one.pk, verb="remove", moderator=one.moderator, discussion=one.discussion)],
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

    assert list(Decision.objects.all()) == made[::-1]
