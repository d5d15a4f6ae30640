"""What moderators write down about people: decided, logged and taken back like all they do."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.accounts.models import Member
from forum.moderation import permissions
from forum.moderation.decisions.recording import record
from forum.moderation.models import Batch, Decision, Note, Verb
from forum.moderation.refusals import AlreadyDecided


@transaction.atomic
def note(key: str, moderator: Member, body: str) -> Note:
    """Write something down about a person, for moderators alone. Raises NotAllowed."""
    permissions.demand(moderator, permissions.NOTE)
    at = timezone.now()
    record(Verb.NOTE, moderator, [Decision(whom=key, after={"note": body})], at=at)
    return Note.objects.create(key=key, body=body, by=moderator, made_at=at)


def lock(batch: Batch, moderator: Member) -> None:
    """Of two who take one note back, the second waits here. Raises NotAllowed."""
    permissions.demand(moderator, permissions.NOTE)
    Batch.objects.select_for_update().get(pk=batch.pk)


def take_back(row: Decision, first: Batch) -> Decision:
    """Away with the note that `row` made, or there again as it was when `first` made it. Raises
    AlreadyDecided where it is neither there nor gone as `row` left it."""
    its_own = {"key": row.whom, "by": first.moderator, "made_at": first.made_at}
    notes = Note.objects.filter(**its_own)
    if notes.exists() != bool(row.after):
        raise AlreadyDecided(_("changed"))
    if row.after:
        notes.delete()
    else:
        Note.objects.create(body=row.before["note"], **its_own)
    return Decision(whom=row.whom, before=row.after, after=row.before)
