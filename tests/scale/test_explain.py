"""No query reads a whole table: what the database says of each that visitors and moderators ask.

The tables hold 50,000 comments; PostgreSQL's statistics are then told that they hold a million,
by which it plans, and that pages which it would read one after the other cost as many would. What a
step of a plan touches is what it did touch.
"""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from forum.comments.models import Edition, Policy
from tests.scale import excepted, filling, moderators, plans, reads

ARTICLES, MILLION = 8_000, 1_000_000
pytestmark = [pytest.mark.postgres, pytest.mark.django_db]  # on SQLite the plan alone is read


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        Edition.objects.get_or_create(pk=1)
        Policy.objects.update_or_create(pk=1, defaults={"pause_seconds": 0})
        filling.fill(ARTICLES, reads.COMMENTS)
        if connection.vendor == "postgresql":
            tell_of_a_million()
        yield
        transaction.set_rollback(True)


def tell_of_a_million():
    """As after VACUUM: what stands in an index need not be looked up in the table."""
    times = MILLION // reads.COMMENTS
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET reltuples = reltuples * %s, relallvisible = relpages"
            " WHERE relname ~ '^(accounts|article|comment|moderation)'",
            [times],
        )
        cursor.execute(f"SET LOCAL seq_page_cost = {times}")


@pytest.fixture
def asked(site):
    """The queries of a read."""

    def run(read) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            read()
        return [query["sql"].strip() for query in queries]

    return run


READS = reads.READS | moderators.READS


@pytest.mark.parametrize("name", READS)
def test_no_read_grows_with_the_site(asked, name):
    queries = asked(READS[name])

    each_time = [query for query in queries if not excepted.why(name, query)]
    found = {query: list(plans.faults(query)) for query in each_time}

    assert queries
    assert not {query: faults for query, faults in found.items() if faults}


@pytest.mark.parametrize("read", ["a discussion's feed", "a deep page of a discussion's feed"])
def test_a_discussion_that_was_busy_once_is_found_by_its_own_index(asked, read):
    """Half of all comments are its, and none of the newest. As before the first VACUUM, and with no
    more comments than there are."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE comments_comment")
                cursor.execute("UPDATE pg_class SET relallvisible = 0 WHERE relname ~ '^comment'")
                cursor.execute("SET LOCAL seq_page_cost = 1")
        found = [fault for query in asked(READS[read]) for fault in plans.faults(query)]
        transaction.set_rollback(True)

    assert not found


def test_a_query_without_an_index_is_found(site):
    """The proof can fail."""
    by_words = "SELECT id FROM comments_comment WHERE body = 'Nobody said this.'"

    assert list(plans.faults(by_words))
