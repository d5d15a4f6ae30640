"""The demo's moderator, and the accounts of its authors: who may sign in, and with what."""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string

from articles.models import Author
from forum.accounts.models import Member

USERNAME, NAME = "mona", "Mona Reyes"


class Taken(Exception):
    """The account is there and its password is not kept: it may be somebody's own."""


def password() -> str:
    """The moderator's password, made once, kept where only the operator reads it.

    Makes the account if it is missing. One that is there keeps what it has. Raises Taken.
    """
    kept = Path(settings.DATA_DIR) / "demo_login"
    is_there = Member.objects.filter(username=USERNAME).exists()
    if is_there and not kept.exists():
        raise Taken
    _make(kept)
    secret = kept.read_text().strip()
    if not is_there:
        Member.objects.create_superuser(USERNAME, "mona@example.org", secret, name=NAME)
    return secret


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
    fields = {"name": name, "email": f"{slug}@example.org", "is_staff": True}
    member, is_new = Member.objects.get_or_create(username=slug, defaults=fields)
    if is_new:
        member.set_unusable_password()
        member.save(update_fields=["password"])
    return member.pk
