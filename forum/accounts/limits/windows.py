"""Limits, windows of time and what is left in them: arithmetic alone, nothing is counted here.

A window is as long as its limit, and windows begin at whole multiples of that length since 1970.
What was used in the window before counts for the share of it that still lies within reach: the
sliding window of two counters described by Cloudflare ("How we built rate limiting capable of
scaling to millions of domains", blog.cloudflare.com/counting-things-a-lot-of-different-things).
Unlike with windows alone nobody gets twice the number where two windows meet: `allowed` at once
and then `allowed` per window is the most, as with a token bucket.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.utils.crypto import salted_hmac

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Limit:
    """At most `allowed` uses (1 or more) in `per`, a number of whole seconds.

    `name` tells limits apart: two names never count together. Raises ValueError.
    """

    name: str
    per: timedelta
    allowed: int

    def __post_init__(self):
        if self.allowed < 1 or self.per < SECOND or self.per % SECOND:
            raise ValueError(f"{self!r} can limit nothing.")


@dataclass(frozen=True)
class Use:
    """One use, counted. `count` is the uses of the last `limit.per`, this one included, those of
    the window before estimated and rounded up; at `ends_at` this one would be within the limit."""

    key: str
    limit: Limit
    count: int
    ends_at: datetime
    slot: str = ""  # where it was counted
    in_redis: bool = False

    @property
    def is_over(self) -> bool:
        return self.count > self.limit.allowed

    def retry_after(self, at: datetime) -> int:
        """Seconds from `at` until it would be within the limit, if nobody else uses it up."""
        return max(0, -((at - self.ends_at) // SECOND))


@dataclass(frozen=True)
class Window:
    """One stretch of time in which uses of `key` are counted, the `number`th since 1970."""

    key: str
    limit: Limit
    number: int

    @classmethod
    def holding(cls, at: datetime, key: str, limit: Limit) -> "Window":
        return cls(key, limit, (at - EPOCH) // limit.per)

    @cached_property
    def slot(self) -> str:
        return self._slot(self.number)

    @cached_property
    def slot_before(self) -> str:
        return self._slot(self.number - 1)

    def _slot(self, number: int) -> str:
        """The name of a counter. The key in it is hashed, for each window anew: it may be an
        e-mail address, and what is stored must not tell who came back an hour later."""
        window = f"{self.limit.name}:{self.limit.per // SECOND}:{number}"
        digest = salted_hmac(f"forum.accounts.limits:{window}", self.key, algorithm="sha256")
        return f"{window}:{digest.hexdigest()[:32]}"

    @property
    def ends_at(self) -> datetime:
        return EPOCH + (self.number + 1) * self.limit.per

    @property
    def forgotten_at(self) -> datetime:
        """From when on the counter says nothing any more: the end of the window that follows."""
        return self.ends_at + self.limit.per

    def use(self, at: datetime, here: int, before: int, *, in_redis: bool) -> Use:
        """The use at `at` that made this window's counter `here`, the one before being `before`."""
        per, left = self.limit.per, self.ends_at - at
        count = here - (-before * left // per)  # minus minus: rounded up, in whole microseconds
        ends_at = at if count <= self.limit.allowed else self._room_at(here, before)
        return Use(self.key, self.limit, count, ends_at, self.slot, in_redis)

    def _room_at(self, here: int, before: int) -> datetime:
        """When there is room for the last of `here`: the earlier window has faded so far that
        both together are within the limit, or, if this one alone is over it, this one has."""
        per, allowed, ends_at = self.limit.per, self.limit.allowed, self.ends_at
        if here > allowed:
            here, before, ends_at = 1, here - 1, ends_at + per
        return ends_at - (allowed - here) * per // before
