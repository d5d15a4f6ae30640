"""The people of the tests: ann and bob comment, mona moderates, edith edits, ada administrates."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from forum.comments.models import Policy
from tests import make

FIRST_ROWS = import_module("forum.comments.migrations.0002_first_policy_and_documents")
FIRST_WORDS = import_module("forum.comments.migrations.0004_first_words")
MOVED_WORDS = import_module("forum.comments.migrations.0012_kike_is_also_a_name")
GROUPS = [
    import_module("forum.moderation.migrations.0005_groups_of_staff"),
    import_module("articles.migrations.0003_groups_of_staff"),
]


@pytest.fixture(autouse=True)
def what_migrations_wrote(request):
    """A transactional test empties every table when it ends: write policy, documents, words, groups
    of staff again. Before the next test: a live server's tables are emptied after this fixture."""
    if request.session.stash.get(EMPTIED, False):
        with request.getfixturevalue("django_db_blocker").unblock():
            _write_what_is_missing()
    yield
    marker = request.node.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    if is_marked or {"transactional_db", "live_server"} & set(request.fixturenames):
        request.session.stash[EMPTIED] = True


EMPTIED = pytest.StashKey[bool]()


def _write_what_is_missing():
    if Policy._meta.db_table not in connection.introspection.table_names():
        return  # no test has needed the database yet
    if not Policy.objects.exists():
        FIRST_ROWS.write(apps, None)
        FIRST_WORDS.write(apps, None)
        MOVED_WORDS.move(apps, None)
        for groups in GROUPS:
            groups.write(apps, SimpleNamespace(connection=connection))


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


@pytest.fixture
def local_memory(settings):
    """A cache of this test's own, where the other tests have none."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "one-test"}}
    yield cache
    cache.clear()
