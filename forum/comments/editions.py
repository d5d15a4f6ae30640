"""Which edition of the site a kept page is of, and whether that is still the present one.

An edition is the site's number, which rises when anything changes that stands on many pages, and
the versions of the discussions that the page shows. Both only ever rise. What changes with time
alone is told by a moment: the page holds until then.

Names, menus, boxes and rules are written by the admin, by imports and by commands, in a dozen
tables. Signals see all of it; a door for each would be forgotten one day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import local

from django.db import connections, router, transaction
from django.db.models import F, Model, Subquery
from django.db.models.functions import Coalesce
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest
from django.utils import timezone

from forum.comments.models import Discussion, Edition, Policy
from forum.web import kept
from forum.web.questions import question

FOR_EVER = float("inf")
UNSEEN = {"last_login", "password", "name_key"}  # columns that no page shows


@dataclass(frozen=True, slots=True)
class Shown:
    """The number of the site's edition, and (key, version) of each discussion, in order of keys."""

    number: int
    versions: tuple[tuple[int, int], ...] = ()

    def covers(self, other: "Shown") -> bool:
        """Whether it is of the same things and not older. Newer it is where a replica lags."""
        return (
            self.number >= other.number
            and len(self.versions) == len(other.versions)
            and all(
                mine[0] == its[0] and mine[1] >= its[1]
                for mine, its in zip(self.versions, other.versions, strict=True)
            )
        )


def policy_of(request: HttpRequest) -> Policy:
    """The policy in force, with the edition of that moment: asked once a request, in 1 query.

    `edition` is its number (0 before the first), `next_opening` the moment at which the next
    scheduled discussion opens, None if none is scheduled.
    """
    if not hasattr(request, "policy"):
        request.policy = kept.take("policy", is_present, _policy).thing
    return request.policy


def policy_since(number: int) -> Policy:
    """The policy in force at the site's edition `number`, which was read a moment ago: no query
    where it is kept."""
    return kept.take("policy", lambda edition: edition.number >= number, _policy).thing


def number() -> Coalesce:
    """The number of the site's edition, to be read beside a row (`annotate`)."""
    return Coalesce(Subquery(Edition.objects.filter(pk=1).values("number")), 0)


def _policy() -> kept.Kept:
    policy = next(iter(_in_force(now=timezone.now())), None) or Policy(pk=1)
    return kept.Kept(policy, shown(policy), until(policy))


@question
def _in_force(now):
    scheduled = Discussion.objects.filter(opened_at__gt=now).order_by("opened_at")
    return Policy.objects.in_force().annotate(
        edition=number(), next_opening=Subquery(scheduled.values("opened_at")[:1])
    )


def shown(policy: Policy, discussions: Iterable[Discussion] = ()) -> Shown:
    """The edition of what shows these rows, which were all read after `policy_of`."""
    return Shown(policy.edition, tuple(sorted({(row.pk, row.version) for row in discussions})))


def until(policy: Policy, *moments: datetime | None) -> float:
    """When that may change without a write, in seconds since 1970: at the next of `moments`, or as
    the next scheduled article appears."""
    now = timezone.now()
    coming = [moment for moment in (policy.next_opening, *moments) if moment and moment > now]
    return min(coming).timestamp() if coming else FOR_EVER


def is_present(edition: Shown) -> bool:
    """Whether what was kept in this edition still holds: 1 small query.

    Written by hand: for so small a question the ORM takes longer than the database.
    """
    keys = ", ".join(str(int(pk)) for pk, _version in edition.versions) or "NULL"
    with connections[router.db_for_read(Edition)].cursor() as cursor:
        cursor.execute(_QUESTION.format(keys=keys))
        rows = cursor.fetchall()
    versions = tuple(sorted((pk, version) for _number, pk, version in rows if pk is not None))
    return bool(rows) and edition.covers(Shown(rows[0][0], versions))


_QUESTION = (
    f"SELECT e.number, d.id, d.version FROM {Edition._meta.db_table} e "  # noqa: S608 (no input)
    f"LEFT JOIN {Discussion._meta.db_table} d ON d.id IN ({{keys}}) WHERE e.id = 1"
)


def follow(*models: type[Model]) -> None:
    """Whenever a row of `models` is written, the edition rises. Called when an app is ready."""
    for model in models:
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(_rise_after, sender=model)


def rise() -> None:
    """The next edition, as soon as others can see what was changed: one for all that is changed in
    a transaction.

    After the commit and not within it: writers of different things never wait for this row.
    """
    _thread.must_rise = True
    transaction.on_commit(_rise_once, robust=True)


class _Thread(local):
    must_rise = True


_thread = _Thread()


def _rise_once() -> None:
    """The first that a commit calls does it for the others."""
    if _thread.must_rise:
        _rise_now()
        _thread.must_rise = False


@transaction.atomic  # on SQLite only transactions stand in the line of writers
def _rise_now() -> None:
    row = Edition.objects.filter(pk=1)
    if not row.update(number=F("number") + 1):
        Edition.objects.get_or_create(pk=1, defaults={"number": 0})
        row.update(number=F("number") + 1)


def _rise_after(sender, update_fields=None, **kwargs) -> None:
    if update_fields is None or set(update_fields) - UNSEEN:
        rise()
