"""The site's edition: it rises with whatever pages show, once for all that changes together."""

import pytest
from django.db import transaction

from forum.comments import editions
from forum.comments.models import Edition, Policy
from tests import make


@pytest.fixture
def risen(db, django_capture_on_commit_callbacks):
    """How often the edition rises with what `write` does."""

    def count(write) -> int:
        before = _number()
        with django_capture_on_commit_callbacks(execute=True):
            write()
        return _number() - before

    return count


def _number() -> int:
    return next(iter(Edition.objects.values_list("number", flat=True)), 0)


def test_the_edition_rises_once_a_transaction(risen):
    def write():
        make.member("nell")
        Policy.objects.get(pk=1).save()
        editions.rise()

    assert [risen(write), risen(write_nothing), risen(save), risen(save)] == [1, 0, 1, 1]


def test_what_was_rolled_back_takes_no_other_rise_with_it(risen):
    def write():
        save()
        with transaction.atomic():
            save()
            transaction.set_rollback(True)

    def write_after():
        with transaction.atomic():
            save()
            transaction.set_rollback(True)
        save()

    assert [risen(write), risen(write_after)] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_every_write_rises_at_once():
    before = _number()
    save()
    save()

    assert _number() == before + 2


def save():
    Policy.objects.get(pk=1).save()


def write_nothing():
    pass
