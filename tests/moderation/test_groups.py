"""The groups of staff: what a new database has, and that it can be written again."""

import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection

from forum.accounts import groups
from tests.conftest import GROUPS

READ = """
    accounts.view_standing comments.view_comment comments.view_discussion moderation.view_batch
    moderation.view_decision moderation.view_letter moderation.view_note
"""
MODERATE = f"""{READ}
    comments.change_discussion comments.moderate_comment moderation.add_note
    moderation.change_letter
"""
MODERATE_AS_SENIOR = f"""{MODERATE}
    accounts.change_standing comments.view_policy comments.change_policy
    comments.add_word comments.change_word comments.delete_word comments.view_word
    comments.add_phrase comments.change_phrase comments.delete_phrase comments.view_phrase
"""
ARTICLES = """
    articles.{act}_article articles.{act}_author articles.{act}_block articles.{act}_blocklink
    articles.{act}_correction articles.{act}_oldaddress articles.{act}_page articles.{act}_picture
    articles.{act}_profilelink articles.{act}_section articles.{act}_tag
"""
EDIT_ARTICLES = " ".join(ARTICLES.format(act=act) for act in ("add", "change", "delete", "view"))
EDIT = f"""{EDIT_ARTICLES}
    comments.view_comment comments.view_discussion comments.change_discussion
    comments.view_document comments.add_document
    moderation.view_letter moderation.change_letter
"""
ADMINISTRATE = f"""{MODERATE_AS_SENIOR} {EDIT}
    accounts.view_member accounts.add_member accounts.change_member
    accounts.view_scope accounts.add_scope accounts.change_scope accounts.delete_scope
    auth.view_group
"""


def permissions_of(name: str) -> list[str]:
    found = Permission.objects.filter(group__name=name)
    return sorted(".".join(one) for one in found.values_list("content_type__app_label", "codename"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Moderators", MODERATE),
        ("Senior moderators", MODERATE_AS_SENIOR),
        ("Editors", EDIT),
        ("Administrators", ADMINISTRATE),
    ],
)
def test_a_new_database_has_the_groups_with_exactly_these_permissions(db, name, expected):
    assert permissions_of(name) == sorted(set(expected.split()))


def test_nobody_else_is_there(db):
    names = {"Moderators", "Senior moderators", "Editors", "Administrators"}
    assert set(Group.objects.values_list("name", flat=True)) == names


def test_permissions_bear_the_names_that_django_gives_them(db):
    assert Permission.objects.get(codename="add_article").name == "Can add article"
    moderate = Permission.objects.get(codename="moderate_comment")
    assert moderate.name == "Can approve, remove and restore comments"


def test_no_group_deletes_members_or_changes_groups(db):
    for name in Group.objects.values_list("name", flat=True):
        assert not [one for one in permissions_of(name) if re.search("delete_member|e_group", one)]


def test_what_somebody_added_to_a_group_stays_when_it_is_written_again(db):
    group, extra = Group.objects.get(name="Editors"), Permission.objects.get(codename="add_tag")
    moderators = Group.objects.get(name="Moderators")
    moderators.permissions.add(extra)
    before = permissions_of("Moderators")

    for migration in GROUPS:
        migration.write(apps, SimpleNamespace(connection=connection))

    assert permissions_of("Moderators") == before
    assert group.permissions.count() == len(set(EDIT.split()))


def test_a_permission_that_no_model_has_is_an_error(db):
    with pytest.raises(Permission.DoesNotExist):
        groups.grant(apps, "default", {"Moderators": ["comments.fly_comment"]})
