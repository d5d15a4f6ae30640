"""Long lists of the admin: counted as far as anybody turns pages."""

import pytest
from django.urls import reverse

from forum.comments.models import Discussion
from forum.moderation import decisions
from forum.moderation.admin import lists
from tests import make

DISCUSSIONS = reverse("admin:comments_discussion_changelist")


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(lists, "COUNTED", 3)


def test_a_short_list_is_counted_exactly(db, short):
    for number in range(2):
        make.discussion(url=f"/{number}/")

    assert str(lists.counted(Discussion.objects.order_by("pk"))) == "2"


def test_a_long_list_is_not_counted_to_its_end(db, short, django_assert_num_queries):
    for number in range(5):
        make.discussion(url=f"/{number}/")

    with django_assert_num_queries(1) as asked:
        assert str(lists.counted(Discussion.objects.order_by("pk"))) == "3+"
    assert "LIMIT 3" in asked[0]["sql"]


def test_the_page_says_that_there_are_more(client, db, short):
    for number in range(5):
        make.discussion(url=f"/{number}/")
    client.force_login(make.member("root", is_staff=True, is_superuser=True))

    assert "3+ discussions" in client.get(DISCUSSIONS).content.decode()


def test_the_log_can_be_narrowed_to_whoever_decided(client, mona):
    root = make.member("root", is_staff=True, is_superuser=True)
    make.member("ann")
    decisions.remove(make.comment(), mona)
    decisions.remove(make.comment(), root)
    client.force_login(root)

    page = client.get(reverse("admin:moderation_decision_changelist"))

    (offered,) = [one for one in page.context["cl"].filter_specs if one.title == "moderator"]
    assert [name for _pk, name in offered.lookup_choices] == ["Mona", "Root"]
