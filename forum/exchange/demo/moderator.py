"""The demo's moderator, and the accounts of its authors: who may sign in, and with what."""

import os
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string

from articles.models import Author
from forum.accounts.models import Member

USERNAME, NAME = "mona", "Mona Reyes"


def password() -> str:
    """The moderator's password, made once, kept where only the operator reads it.

    Makes the account if it is missing. One that is there keeps what it has.
    """
    kept = Path(settings.DATA_DIR) / "demo_login"
    is_new = _make(kept)
    secret = kept.read_text().strip()
    member = Member.objects.filter(username=USERNAME).first()
    if member is None:
        Member.objects.create_superuser(USERNAME, "mona@example.org", secret, name=NAME)
    elif is_new:
        member.set_password(secret)
        member.save(update_fields=["password"])
    return secret


def _make(kept: Path) -> bool:
    """Create the file exclusively: of two runs at once, one password wins."""
    try:
        with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(get_random_string(12))
    except FileExistsError:
        return False
    return True


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
