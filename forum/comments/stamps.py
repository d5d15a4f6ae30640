"""When a form was made, signed and sent along with it. Knows no request and no rule.

A page that caches keep carries its day alone, so that it changes once a day and is the same for
everybody; however long a cache kept it, the stamp only says that the form is one of ours. A page
made for one reader carries the second.
"""

from datetime import UTC, datetime, time, timedelta

from django.core.signing import BadSignature, Signer


class NotOurs(Exception):
    """No stamp, or one that this site has not signed."""


def _signer() -> Signer:
    """With the keys of this moment, the old ones that are still kept included."""
    return Signer(salt="forum.comments.stamp")


def of_day(at: datetime) -> str:
    return _signer().sign(f"{at.astimezone(UTC):%Y-%m-%d}")


def next_day(at: datetime) -> datetime:
    """When the stamp of the day changes."""
    return datetime.combine(at.astimezone(UTC) + timedelta(days=1), time(), UTC)


def of_moment(at: datetime) -> str:
    return _signer().sign(f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}")


def age(stamp: str, at: datetime) -> timedelta | None:
    """How old the form with this stamp is at the moment `at`. Raises NotOurs.

    None where nobody can know: of a page that a cache may have kept, or by another machine's clock
    that goes ahead.
    """
    try:
        text = _signer().unsign(stamp)
    except BadSignature:
        raise NotOurs from None
    if "T" not in text:
        return None
    passed = at - datetime.fromisoformat(text).replace(tzinfo=UTC)
    return passed if passed >= timedelta(0) else None
