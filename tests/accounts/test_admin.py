"""Members in the admin: nobody makes themselves, or anybody, more than they are."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from forum.accounts.models import Member, Scope
from tests import make

MEMBERS = reverse("admin:accounts_member_changelist")
ADD = reverse("admin:accounts_member_add")


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def page(member: Member, which: str = "change") -> str:
    return reverse(f"admin:accounts_member_{which}", args=[member.pk])


def sent(member: Member, **fields) -> dict:
    """The form of a member as it would be sent back, with what an attacker adds."""
    known = {
        "username": member.username,
        "name": member.name,
        "email": member.email,
        "is_active": "on",
        "scopes-TOTAL_FORMS": 0,
        "scopes-INITIAL_FORMS": 0,
    }
    return known | fields


@pytest.fixture
def adam(db):
    """An administrator who is no superuser."""
    made = make.staff("adam")
    made.groups.add(group("Administrators"))
    return made


@pytest.fixture
def desk(client, adam):
    client.force_login(adam)
    return client


def test_an_administrator_makes_a_moderator(desk):
    member = make.member("milo")

    response = desk.post(
        page(member), sent(member, is_staff="on", groups=[group("Moderators").pk]), follow=True
    )

    assert response.status_code == 200
    member.refresh_from_db()
    assert member.is_staff
    assert list(member.groups.all()) == [group("Moderators")]


def test_an_administrator_adds_an_account(desk):
    secret = "lamps-at-dusk-7"
    person = {"username": "nell", "name": "Nell", "email": "n@example.org"}
    data = person | {"password1": secret, "password2": secret, "usable_password": "true"}

    desk.post(ADD, data | {"is_superuser": "on", "is_staff": "on"})

    nell = Member.objects.get(username="nell")
    assert nell.check_password(secret)
    assert not nell.is_superuser


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_an_administrator_makes_no_superuser_and_gives_no_single_permission(desk, adam, whose):
    member = adam if whose == "own" else make.member("milo")
    permission = Permission.objects.get(codename="delete_member")
    groups = [one.pk for one in member.groups.all()]
    data = sent(
        member,
        is_staff="on",
        groups=groups,
        is_superuser="on",
        user_permissions=[permission.pk],
    )

    assert desk.post(page(member), data).status_code == 302

    member.refresh_from_db()
    assert not member.is_superuser
    assert not member.user_permissions.exists()
    assert 'name="is_superuser"' not in desk.get(page(member)).content.decode()


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_an_administrator_gives_no_group_that_can_more_than_they(desk, adam, whose):
    member = adam if whose == "own" else make.member("milo")
    mighty = Group.objects.create(name="Mighty")
    mighty.permissions.add(Permission.objects.get(codename="delete_member"))

    response = desk.post(page(member), sent(member, is_staff="on", groups=[mighty.pk]))

    assert response.status_code == 200
    assert "groups" in response.context["adminform"].form.errors
    assert not member.groups.filter(pk=mighty.pk).exists()


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("kind", ["superuser", "permission", "group"])
def test_an_administrator_takes_over_nobody_who_can_more(desk, kind, is_active):
    """With a new password, or address, come the permissions, also of an account that sleeps."""
    boss = make.member("boss", is_staff=True, is_active=is_active, is_superuser=kind == "superuser")
    permission = Permission.objects.get(codename="delete_member")
    if kind == "permission":
        boss.user_permissions.add(permission)
    if kind == "group":
        mighty = Group.objects.create(name="Mighty")
        mighty.permissions.add(permission)
        boss.groups.add(mighty)
    secret = {"password1": "lamps-at-dusk-7", "password2": "lamps-at-dusk-7"}
    password = reverse("admin:auth_user_password_change", args=[boss.pk])

    assert desk.post(page(boss), sent(boss, email="adam@example.org")).status_code == 403
    assert desk.post(password, secret | {"usable_password": "true"}).status_code == 403
    assert desk.post(page(boss, "delete"), {"post": "yes"}).status_code == 403

    boss.refresh_from_db()
    assert boss.check_password("secret")
    assert boss.email == "boss@example.org"


def test_who_may_delete_members_deletes_no_superuser_in_bulk(client, db):
    remover = make.staff("rex", "accounts.view_member", "accounts.delete_member")
    boss = make.member("boss", is_staff=True, is_superuser=True)
    client.force_login(remover)

    data = {"action": "delete_selected", "_selected_action": [boss.pk], "post": "yes"}
    client.post(MEMBERS, data)

    assert Member.objects.filter(pk=boss.pk).exists()


def test_a_superuser_does_all_of_it(client, mona):
    client.force_login(mona)
    member, permission = make.member("milo"), Permission.objects.get(codename="delete_member")

    client.post(page(member), sent(member, is_superuser="on", user_permissions=[permission.pk]))

    member.refresh_from_db()
    assert member.is_superuser
    assert list(member.user_permissions.all()) == [permission]


# sections


def test_a_moderator_is_limited_to_sections_that_there_are(desk):
    make.discussion(section="Screen")
    member = make.member("milo")
    scopes = {"scopes-TOTAL_FORMS": 1, "scopes-0-member": member.pk, "scopes-0-id": ""}

    refused = desk.post(page(member), sent(member, **scopes, **{"scopes-0-section": "Screem"}))
    assert refused.status_code == 200
    assert not Scope.objects.exists()

    desk.post(page(member), sent(member, **scopes, **{"scopes-0-section": "Screen"}))
    assert Scope.objects.get().section == "Screen"


def test_a_section_that_is_no_more_stays_where_it_was_given(desk):
    member = make.member("milo")
    scope = Scope.objects.create(member=member, section="Gone")

    assert '<option value="Gone" selected>' in desk.get(page(member)).content.decode()
    assert Scope.objects.get() == scope
