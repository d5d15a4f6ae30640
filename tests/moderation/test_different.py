"""The few values of a column: each once, in order, and asked for in one query."""

from forum.comments.models import Discussion
from forum.moderation.different import different
from tests import make


def test_each_value_is_there_once_and_in_order(db, django_assert_num_queries):
    for number, section in enumerate(["Screen", "Books", "", "Screen", "Books"]):
        make.discussion(url=f"/{number}/", section=section)

    with django_assert_num_queries(1):
        assert different(Discussion, "section") == ["", "Books", "Screen"]


def test_an_empty_table_has_none(db):
    assert different(Discussion, "section") == []


def test_what_is_null_is_left_out(db):
    make.discussion(opened_at=None)

    assert different(Discussion, "opened_at") == []
