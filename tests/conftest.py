"""The people of the tests: ann and bob comment, mona moderates, edith edits, ada administrates."""

import pytest

from forum.comments.models import Policy
from tests import make


@pytest.fixture
def ann():
    return make.guest("Ann")


@pytest.fixture
def bob():
    return make.guest("Bob")


@pytest.fixture
def mona(db):
    return make.member("mona", is_staff=True, is_superuser=True)


@pytest.fixture
def policy(db):
    """Change a number of the policy: policy(pause_seconds=0)."""

    def change(**numbers):
        Policy.objects.update_or_create(pk=1, defaults=numbers)

    return change
