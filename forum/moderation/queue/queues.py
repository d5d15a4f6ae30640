"""The queues and their orders: which comments stand in each, and who stands after whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Comment
from forum.moderation.numbers import read_number


class Place(NamedTuple):
    """Where a comment stands in any order, whatever becomes of it meanwhile."""

    urgency: int
    pk: int

    @classmethod
    def of(cls, comment: Comment) -> "Place":
        return cls(comment.urgency, comment.pk)

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """What `str` of a place says; None for anything else."""
        urgency, _dash, pk = text.partition("-")
        level, key = read_number(urgency), read_number(pk)
        return cls(level, key) if None not in (level, key) else None

    def __str__(self):
        return f"{self.urgency}-{self.pk}"


@dataclass(frozen=True)
class Order:
    """An order of comments. `after` asks for those behind a place; the keys of equals go up or
    down by `step`. `of_few` is the order said so that a database does not walk along the keys of
    the whole site in search of the few that it is asked for."""

    label: str | Promise
    columns: tuple[OrderBy, ...]
    after: Callable[[Place], Q]
    of_few: tuple[OrderBy, ...]
    step: int = 1

    def before(self, comment: Comment) -> Place:
        """The place right before a comment."""
        return Place(comment.urgency, comment.pk - self.step)


def _less_urgent(place: Place) -> Q:
    return Q(urgency__lte=place.urgency) & (Q(urgency__lt=place.urgency) | Q(pk__gt=place.pk))


_URGENCY = (F("urgency").desc(), F("pk").asc())

ORDERS = {
    "urgency": Order(_("most urgent first"), _URGENCY, after=_less_urgent, of_few=_URGENCY),
    "oldest": Order(
        _("oldest first"),
        (F("pk").asc(),),
        after=lambda place: Q(pk__gt=place.pk),
        of_few=((F("pk") + 0).asc(),),
    ),
    "newest": Order(
        _("newest first"),
        (F("pk").desc(),),
        after=lambda place: Q(pk__lt=place.pk),
        of_few=((F("pk") + 0).desc(),),
        step=-1,
    ),
}


@dataclass(frozen=True)
class Queue:
    """Comments that want a moderator for one reason. `rows` gives all of them, in no order;
    `is_vast` where that may be most of the site."""

    code: str
    label: str | Promise
    what: str | Promise
    rows: Callable[[], QuerySet]
    usual_order: str
    empty: str | Promise
    is_vast: bool = False

    def within(self, sections: set[str] | None) -> QuerySet:
        """Those in the sections a moderator reaches (`permissions.reach`); None: all."""
        rows = self.rows()
        return rows if sections is None else rows.filter(discussion__section__in=sections)


QUEUES = (
    Queue(
        "reported",
        _("Reported"),
        _("by readers, and nobody has answered"),
        Comment.objects.reported,
        usual_order="urgency",
        empty=_("No reader’s report waits for an answer."),
    ),
    Queue(
        "waiting",
        _("Waiting"),
        _("held by a rule, out of readers’ sight"),
        Comment.objects.waiting,
        usual_order="urgency",
        empty=_("Nothing waits."),
    ),
    Queue(
        "unseen",
        _("Unseen"),
        _("published, and no moderator has looked"),
        Comment.objects.unseen,
        usual_order="newest",
        empty=_("A moderator has seen every comment that readers see."),
        is_vast=True,
    ),
)
BY_CODE = {queue.code: queue for queue in QUEUES}
