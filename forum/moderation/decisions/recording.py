"""Writing down what was decided: a batch, and a row for each thing in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from forum.accounts.models import Member
from forum.moderation.models import Batch, Decision, Verb
from forum.moderation.refusals import LeftAlone


@transaction.atomic(savepoint=False)
def record(
    verb: Verb,
    moderator: Member,
    rows: Sequence[Decision],
    *,
    left: Iterable[tuple[Any, LeftAlone]] = (),
    at: datetime | None = None,
    summary: str = "",
    undoes: Batch | None = None,
) -> Batch:
    """One batch of `rows`, which say what was changed; of none, a batch that is not written.

    `left` are the things left alone; they are told of on the batch, and not written.
    """
    batch = Batch(
        verb=verb,
        moderator=moderator,
        made_at=at or timezone.now(),
        size=len(rows),
        summary=summary[: Batch._meta.get_field("summary").max_length],
        undoes=undoes,
    )
    batch.left_alone = [(thing, why.sentence) for thing, why in left]
    if rows:
        batch.save()
        for row in rows:
            row.batch, row.verb, row.moderator = batch, verb, moderator
            row.made_at = batch.made_at
        Decision.objects.bulk_create(rows, batch_size=500)
    return batch


def record_setting(moderator: Member, what: str, before: Any, after: Any) -> Batch:
    """The log line of a setting that was changed: `what`, and its old and new value as JSON can
    keep them. Whoever changes it has asked for the permission."""
    row = Decision(setting=what[:200], before={"value": before}, after={"value": after})
    return record(Verb.SETTING, moderator, [row])
