"""The rows that say how people stand: locked, changed, and noted as JSON so that it can be undone.

Before and after hold the columns that a verb sets.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from forum.accounts.models import Member, Standing
from forum.moderation import permissions
from forum.moderation.models import Decision, Verb
from forum.moderation.people import members_of
from forum.moderation.refusals import NobodyKnown, NotAllowed, NotYours

KINDS = {"member", "email", "hand"}
MOMENTS = {"suspended_until", "warned_at", "acknowledged_at"}
COLUMNS = {"suspended_for_good", "rung", "always_held", "warning"} | MOMENTS

Noted = dict[str, Any]


def locked(keys: str | Iterable[str], moderator: Member) -> list[Standing]:
    """The standings of a person, by key, new ones where there were none.

    Raises NotAllowed without the permission to judge people, of one who is no lower in rank or has
    written nothing in the moderator's sections, NotYours of oneself, NobodyKnown without a key, and
    ValueError for a key of another kind.
    """
    permissions.demand(moderator, permissions.JUDGE_PEOPLE)
    keys = sorted({keys} if isinstance(keys, str) else set(keys))
    if not keys:
        raise NobodyKnown
    if strange := [key for key in keys if not _is_key(key)]:
        raise ValueError(f"no person goes by {strange[0]!r}")
    for member in members_of(keys):
        if member == moderator:
            raise NotYours
        if not permissions.outranks(moderator, member):
            raise NotAllowed
    if not permissions.knows(moderator, keys):
        raise NotAllowed
    Standing.objects.bulk_create([Standing(key=key) for key in keys], ignore_conflicts=True)
    return list(Standing.objects.of(keys).select_for_update().order_by("key"))


def change(standing: Standing, goal: Noted) -> Decision | None:
    """Bring a standing to its goal, and the row that notes it; None if it was so already."""
    if all(getattr(standing, name) == value for name, value in goal.items()):
        return None
    before = noted(standing, goal)
    for name, value in goal.items():
        setattr(standing, name, value)
    standing.save(update_fields=goal)
    return Decision(whom=standing.key, before=before, after=noted(standing, goal))


def decisions_about(keys: Iterable[str]) -> QuerySet[Decision]:
    """What was decided about how people stand, the newest first, with by whom; no notes."""
    about = Decision.objects.filter(whom__in=keys, comment=None).select_related("moderator")
    return about.exclude(verb=Verb.NOTE).exclude(batch__undoes__verb=Verb.NOTE)


def noted(standing: Standing, columns: Iterable[str]) -> Noted:
    """These columns as JSON can keep them, moments to the microsecond."""
    values = {name: getattr(standing, name) for name in sorted(columns)}
    return {n: v.isoformat() if isinstance(v, datetime) else v for n, v in values.items()}


def read(noted: Noted) -> Noted:
    """What `noted` wrote, as columns again."""
    return {
        name: datetime.fromisoformat(value) if name in MOMENTS and value else value
        for name, value in noted.items()
    }


def _is_key(key: str) -> bool:
    kind, _colon, value = key.partition(":")
    return kind in KINDS and bool(value) and (kind != "member" or value.isdecimal())
