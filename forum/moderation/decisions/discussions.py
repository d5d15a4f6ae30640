"""What moderators decide about discussions."""

from typing import Any

from django.db import transaction

from forum.accounts.models import Member
from forum.comments.models import Discussion
from forum.moderation import permissions
from forum.moderation.decisions.recording import record
from forum.moderation.models import Batch, Decision, Verb
from forum.moderation.refusals import AlreadyDecided, NotAllowed

COLUMNS = ["opening", "premoderated"]


@transaction.atomic
def configure(
    discussion: Discussion, moderator: Member, *, reason: str = "", **wanted: Any
) -> Batch | None:
    """Open, close or pre-moderate a discussion: `opening`, `premoderated` or both, and what is not
    named stays as it is by then. None if nothing would change."""
    discussion = locked(discussion.pk, moderator)
    before = set_columns(discussion, wanted)
    if not before:
        return None
    row = Decision(discussion=discussion, before=before, after=state(discussion), reason=reason)
    return record(Verb.CONFIGURE, moderator, [row])


def refuse_changed(discussion: Discussion, shown: dict[str, Any]) -> None:
    """Raises AlreadyDecided if these columns are no longer as a moderator was shown them; from
    then to the end of the transaction nobody else changes them."""
    now = state(Discussion.objects.locked(discussion.pk))
    if any(now[name] != value for name, value in shown.items()):
        decisions = Decision.objects.filter(discussion=discussion, comment=None)
        raise AlreadyDecided(discussion.opening, decisions.select_related("moderator").first())


def locked(pk: int, moderator: Member) -> Discussion:
    """The discussion's row, locked. Raises NotAllowed."""
    permissions.demand(moderator, permissions.CONFIGURE)
    discussion, sections = Discussion.objects.locked(pk), permissions.reach(moderator)
    if sections is not None and discussion.section not in sections:
        raise NotAllowed
    return discussion


def state(discussion: Discussion) -> dict:
    """What moderators decide of it, as the log notes it."""
    return {name: getattr(discussion, name) for name in COLUMNS}


def set_columns(discussion: Discussion, wanted: dict) -> dict:
    """Write those of COLUMNS that are wanted; how all were before, or {} if it was so already."""
    before = state(discussion)
    if before == before | wanted:
        return {}
    for name, value in wanted.items():
        setattr(discussion, name, value)
    discussion.version += 1
    discussion.save(update_fields=[*COLUMNS, "version"])
    return before
