"""What no page of the admin sends: refused with a sentence, and never an error of ours."""

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from tests import make

HUGE = "9223372036854775808"  # one more than a key can be


def name_of(model) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


LISTS = sorted(name_of(model) for model in admin.site._registry)
FILTERS = {
    "accounts_standing": ["key", "state", "id__in"],
    "articles_article": ["discussion", "section"],
    "comments_comment": ["status", "discussion", "id__in"],
    "comments_discussion": ["opening__exact", "section"],
    "moderation_batch": ["verb__exact", "summary", "moderator__id__exact", "undoes"],
    "moderation_decision": ["verb__exact", "reason_code__exact", "whom", "setting", "discussion"],
    "moderation_letter": ["state", "member"],
    "moderation_note": ["key", "by"],
}


@pytest.fixture
def root(client, db):
    client.force_login(make.member("root", is_staff=True, is_superuser=True))
    return client


def address(name: str) -> str:
    return reverse(f"admin:{name}_changelist")


def test_every_row_of_the_admin_goes_by_a_number():
    assert {type(model._meta.pk) for model in admin.site._registry} <= {
        models.AutoField,
        models.BigAutoField,
        models.PositiveSmallIntegerField,
    }


def test_a_search_with_what_no_text_has_is_refused(root):
    for name in LISTS:
        response = root.get(address(name), {"q": "a\x00b"})
        assert response.status_code == 400, name
        assert "Something in it could not be read." in response.content.decode()


@pytest.mark.parametrize("value", ["\x00", HUGE, "9" * 5000, "-9" + HUGE, "²", "x"])
def test_a_filter_that_means_nothing_breaks_nothing(root, value):
    make.comment()

    for name, filters in FILTERS.items():
        for asked in filters:
            response = root.get(address(name), {asked: value})
            assert response.status_code in (200, 302, 400), (name, asked)


def test_a_row_that_cannot_be_is_not_found(root):
    for name in ["comments_comment", "moderation_batch", "moderation_letter", "moderation_note"]:
        for key in ["9" * 5000, HUGE, "²", "x", "\x01"]:
            response = root.get(reverse(f"admin:{name}_change", args=[key]))
            assert response.status_code in (302, 404), (name, key)


def test_a_note_about_an_account_that_cannot_be_does_not_break_their_list(root):
    note = {"key": "member:" + "9" * 200, "body": "Who is this?"}

    root.post(reverse("admin:moderation_note_add"), note)

    assert root.get(address("moderation_note")).status_code == 200


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("comments_comment", "approve"),
        ("comments_discussion", "close"),
        ("moderation_letter", "answer"),
        ("accounts_standing", "lift"),
        ("articles_article", "publish"),
    ],
)
def test_a_mark_that_is_no_row_is_refused(root, name, action):
    for key in ["\x00", "1\x00", HUGE, "9" * 5000, "-1", "²", "None", "xxx", ""]:
        marks = {"action": action, "_selected_action": ["1", key]}
        response = root.post(address(name), marks)
        assert response.status_code == 400, key
        assert "Something in it could not be read." in response.content.decode()
