"""What moderators decide about people. A person is meant by a key or by several: see `people`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member, Standing
from forum.moderation.decisions import standings
from forum.moderation.decisions.recording import record
from forum.moderation.models import Batch, Verb
from forum.moderation.refusals import AlreadyDecided

# Days of the first, second … suspension; the next one is for good.
LADDER = (1, 3, 7, 30)
GOOD = "good"
LAST = len(LADDER) + 1  # the rung of a suspension for good
LONGER = timedelta(hours=1)  # by less than that two moderators have meant the same

Keys = str | Iterable[str]


@transaction.atomic
def warn(keys: Keys, moderator: Member, *, message: str, reason: str = "") -> Batch:
    """Give a person a warning: it stands on their receipts until they say that they have read it.

    Raises AlreadyDecided while they have not read the one before: it would be lost.
    """
    people = standings.locked(keys, moderator)
    if any(standing.warned_at and not standing.acknowledged_at for standing in people):
        raise _already(_("warned"), people, Verb.WARN)
    goal = {"warning": message, "warned_at": timezone.now(), "acknowledged_at": None}
    return _decide(Verb.WARN, moderator, people, goal, message=message, reason=reason)


@transaction.atomic
def suspend(
    keys: Keys, moderator: Member, *, rung: int | str | None = None, reason: str = ""
) -> Batch:
    """Let a person write no more for the days of `rung` on the ladder, 1 to 4, or for "good".

    Without `rung` it is the one above their highest so far; while a suspension lasts it is that
    one, which then holds for all `keys`. One that lasts can only be made longer, until it is
    lifted. Raises AlreadyDecided where each of the keys is suspended so long already: of two
    moderators with one thought, the second must not double it. Raises ValueError for a rung that
    is not on the ladder.
    """
    people, now = standings.locked(keys, moderator), timezone.now()
    highest = max(standing.rung for standing in people)
    suspended = [standing for standing in people if standing.is_suspended(now)]
    if rung is None and suspended:
        longest = max(suspended, key=lambda one: (one.suspended_for_good, one.suspended_until))
        rung, until = longest.rung, longest.suspended_until
    else:
        rung = _rung(rung, highest)
        until = None if rung == LAST else now + timedelta(days=LADDER[rung - 1])
    meant = [one for one in people if one not in suspended or _is_longer(until, one)]
    if not meant:
        raise _already(_("suspended"), people, Verb.SUSPEND)
    goal = {
        "rung": max(rung, highest),
        "suspended_for_good": until is None,
        "suspended_until": until,
    }
    return _decide(Verb.SUSPEND, moderator, meant, goal, reason=reason)


@transaction.atomic
def lift(keys: Keys, moderator: Member, *, reason: str = "") -> Batch:
    """End a suspension now; the ladder remembers it. Raises AlreadyDecided if there is none."""
    people, now = standings.locked(keys, moderator), timezone.now()
    suspended = [standing for standing in people if standing.is_suspended(now)]
    if not suspended:
        raise _already(_("free to write"), people, Verb.LIFT)
    goal = {"suspended_for_good": False, "suspended_until": None}
    return _decide(Verb.LIFT, moderator, suspended, goal, reason=reason)


@transaction.atomic
def always_hold(keys: Keys, moderator: Member, *, held: bool, reason: str = "") -> Batch:
    """Let a moderator read all that a person writes first, or no longer.

    Raises AlreadyDecided if that is so already.
    """
    people, verb = standings.locked(keys, moderator), Verb.ALWAYS_HOLD if held else Verb.TRUST
    if all(standing.always_held == held for standing in people):
        raise _already(_("pre-moderated") if held else _("not pre-moderated"), people, verb)
    return _decide(verb, moderator, people, {"always_held": held}, reason=reason)


def _rung(asked: int | str | None, highest: int) -> int:
    """The number of the rung that is asked for, None for the one above the highest so far."""
    rung = min(highest + 1, LAST) if asked is None else LAST if asked == GOOD else asked
    if rung not in range(1, LAST + 1):
        raise ValueError(f"the ladder has no rung {asked!r}")
    return rung


def _is_longer(until: datetime | None, standing: Standing) -> bool:
    """Whether a suspension until then, None for good, is longer than the one that lasts."""
    if standing.suspended_for_good:
        return False
    return until is None or until - standing.suspended_until > LONGER


def _already(status: str, people: list[Standing], verb: Verb) -> AlreadyDecided:
    """With who decided it, if anybody did."""
    keys = [standing.key for standing in people]
    decisions = standings.decisions_about(keys).filter(verb__in=[verb, Verb.UNDO])
    return AlreadyDecided(status, decisions.first())


def _decide(
    verb: Verb, moderator: Member, people: list[Standing], goal: standings.Noted, **words: str
) -> Batch:
    """Change each standing and write it down."""
    rows = [row for standing in people if (row := standings.change(standing, goal))]
    for row in rows:
        for name, value in words.items():
            setattr(row, name, value)
    return record(verb, moderator, rows)
