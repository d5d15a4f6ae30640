"""The people of the tests: ann and bob comment, mona moderates, edith edits, ada administrates."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from forum.comments.models import Policy
from tests import make

FIRST_ROWS = import_module("forum.comments.migrations.0002_first_policy_and_documents")


@pytest.fixture(autouse=True)
def what_migrations_wrote(request):
    """A transactional test empties every table when it ends: write policy and documents again."""
    yield
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        with request.getfixturevalue("django_db_blocker").unblock():
            tables = connection.introspection.table_names()  # none where the test was skipped
            if Policy._meta.db_table in tables and not Policy.objects.exists():
                FIRST_ROWS.write(apps, None)


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
