"""How much there is to do: counted anew each time, so that it cannot be wrong."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from forum.accounts.models import Member
from forum.comments.models import Comment, Policy
from forum.moderation import permissions
from forum.moderation.models import Batch, Letter
from forum.moderation.queue.decided import Decided
from forum.moderation.queue.queues import QUEUES

LATELY = timedelta(hours=1)  # one key undoes what is fresh in mind; the rest by its own button


@dataclass(frozen=True)
class Tally:
    """How many stand in each queue, how many decisions the list of them begins with (the
    moderator's own, a bulk as one, without those that are undone), how many letters wait, how many
    of the rows asked for there are; the moderator's newest batch of the last hour that can be
    undone (pk, verb, size); whether work is claimed.
    """

    queues: dict[str, int]
    decided: int
    letters: int
    rows: int | None
    last: dict[str, Any] | None
    is_claiming: bool


def tally(moderator: Member, sections: set[str] | None, rows: QuerySet | None = None) -> Tally:
    """What there is for this moderator in these sections (None: all): 1 query."""
    counts = {queue.code: _count(queue.within(sections)) for queue in QUEUES}
    counts["decided"] = _count(Decided().batches(OuterRef("pk")).standing())
    counts["letters"] = _count(Letter.objects.open())
    counts["rows"] = _count(Comment.objects.none() if rows is None else rows)
    # Subqueries want a row to stand beside: the moderator's own.
    found = Member.objects.values(
        **{f"{name}_count": count for name, count in counts.items()},
        is_claiming=Subquery(Policy.objects.values("claiming")[:1]),
        last=Subquery(_to_undo().values(batch=JSONObject(pk="pk", verb="verb", size="size"))[:1]),
    ).get(pk=moderator.pk)
    return Tally(
        queues={queue.code: found[f"{queue.code}_count"] for queue in QUEUES},
        decided=found["decided_count"],
        letters=found["letters_count"],
        rows=None if rows is None else found["rows_count"],
        last=found["last"],
        is_claiming=bool(found["is_claiming"]),
    )


def _count(rows: QuerySet) -> Subquery:
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Subquery(counted, output_field=IntegerField())


def _to_undo() -> QuerySet:
    lately = Batch.objects.filter(made_at__gt=timezone.now() - LATELY)
    own = lately.filter(moderator=OuterRef("pk"), verb__in=permissions.BY_VERB)
    return own.filter(undone_by=None).order_by("-pk")
