"""Changes of the word lists: written down as JSON, and taken back. They are made in the admin."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from forum.accounts.models import Member
from forum.comments import wordlists
from forum.comments.models import Phrase, Policy, Word
from forum.moderation import permissions
from forum.moderation.decisions.recording import record
from forum.moderation.models import Batch, Decision, Verb
from forum.moderation.refusals import AlreadyDecided, ChangedSince, LeftAlone

ALLOWED = "allowed"  # the list of the phrases, beside those of the words

Noted = dict[str, Any]
Row = Word | Phrase


def told(row: Row) -> Noted:
    """What a row says, as the log keeps it."""
    if isinstance(row, Phrase):
        return {"list": ALLOWED, "text": row.text, "note": row.note, "source": row.source}
    return {name: getattr(row, name) for name in ("list", "text", "language", "note")}


def record_words(
    moderator: Member, changes: Iterable[tuple[str, Noted | None, Noted | None]]
) -> Batch:
    """One batch of the log: each row's text, and how it was and is, None where it was or is not.
    Whoever changes the lists has asked for the permission."""
    rows = [
        Decision(setting=_("word “%s”") % text, before=before or {}, after=after or {})
        for text, before, after in changes
    ]
    return record(Verb.WORDS, moderator, rows)


def lock(moderator: Member) -> None:
    """Keep the lists as they are until the transaction ends. Raises NotAllowed."""
    permissions.demand(moderator, permissions.LIST_WORDS)
    Policy.objects.select_for_update().filter(pk=1).first()


def take_back(
    rows: Sequence[Decision],
) -> tuple[list[Decision], list[tuple[Decision, LeftAlone]]]:
    """Bring what these decisions changed back to what it was; the caller holds the lock. With
    those left alone: what they changed is no longer as they left it."""
    made, left = [], []
    for decision in rows:
        before, after = decision.before, decision.after
        if _stands(after, where=before) and not _is_taken(before, by=after):
            _bring_back(_row(after) if after else None, before)
            made.append(Decision(setting=decision.setting, before=after, after=before))
        else:
            left.append((decision, _why(decision)))
    return made, left


def _stands(after: Noted, *, where: Noted) -> bool:
    """Whether the lists are as the log says they were left."""
    row = _row(after or where)
    return (told(row) if row else {}) == after


def _is_taken(before: Noted, *, by: Noted) -> bool:
    """Whether a word that was spelt differently has come back by itself."""
    return bool(before and by) and _row(before) not in (None, _row(by))


def _bring_back(row: Row | None, before: Noted) -> None:
    if not before:
        wordlists.discard(type(row).objects.filter(pk=row.pk))
        return
    if row is None:
        row = Phrase() if before["list"] == ALLOWED else Word()
    for name, value in before.items():
        setattr(row, name, value)
    wordlists.save(row)


def _row(noted: Noted) -> Row | None:
    """The row that stands where `noted` stood."""
    if noted["list"] == ALLOWED:
        return Phrase.objects.filter(text=noted["text"]).first()
    return Word.objects.filter(text=noted["text"], language=noted["language"]).first()


def _why(decision: Decision) -> LeftAlone:
    later = Decision.objects.filter(setting=decision.setting, pk__gt=decision.pk)
    found = later.select_related("moderator").first()
    return ChangedSince(decision.setting, found) if found else AlreadyDecided(_("changed"))
