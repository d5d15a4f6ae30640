"""The demo's moderators, and the accounts of its authors: who may sign in, and with what."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string

from articles.models import Author
from forum.accounts.groups import SENIOR_MODERATORS
from forum.accounts.models import Member
from forum.moderation import permissions

USERNAME, NAME = "mona", "Mona Reyes"


class Taken(Exception):
    """The account is there and its password is not kept: it may be somebody's own."""


def password() -> str:
    """The moderator's password, made once, kept where only the operator reads it. Raises Taken."""
    account()
    return _kept().read_text().strip()


def account() -> Member:
    """The moderator, made if missing. One that is there keeps what it has. Raises Taken."""
    here = Member.objects.filter(username=USERNAME).first()
    if here and not _kept().exists():
        raise Taken
    _make(_kept())
    secret = _kept().read_text().strip()
    return here or Member.objects.create_superuser(USERNAME, "mona@example.org", secret, name=NAME)


def team(others: Iterable[dict]) -> list[Member]:
    """All who have moderated in the demo: `others`, by username and name, and the moderator.

    Whoever was here before under one of these names gets no right and no past.
    """
    made = [_member(one["username"], one["name"]) for one in others]
    ours = [member for member in made if not member.has_usable_password()]
    for member in ours:
        member.groups.set(Group.objects.filter(name=SENIOR_MODERATORS))
    with suppress(Taken):
        ours.append(account())
    return [member for member in ours if member.has_perm(permissions.MODERATE)]


def _kept() -> Path:
    return Path(settings.DATA_DIR) / "demo_login"


def _make(kept: Path) -> None:
    """Create the file exclusively: of two runs at once, one password wins."""
    with (
        suppress(FileExistsError),
        open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file,
    ):
        file.write(get_random_string(12))


def account_of(slug: str, name: str) -> int:
    """The account of an author, which cannot sign in: it makes their comments the staff's."""
    linked = Author.objects.filter(slug=slug).values_list("member_id", flat=True).first()
    if linked:
        return linked
    return _member(slug, name).pk


def _member(username: str, name: str) -> Member:
    """One of the staff who cannot sign in."""
    fields = {"name": name, "email": f"{username}@example.org", "is_staff": True}
    member, is_new = Member.objects.get_or_create(username=username, defaults=fields)
    if is_new:
        member.set_unusable_password()
        member.save(update_fields=["password"])
    return member
