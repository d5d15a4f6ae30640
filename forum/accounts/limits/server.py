"""Counting in Redis or Valkey, where CACHE_URL names one. What to do without it, others say."""

from collections.abc import Callable

from django.core.cache import caches

from forum.accounts.limits.windows import SECOND, Limit, Use, Window
from forum.web.caches import ForgivingRedisCache


def add(windows: list[Window]) -> dict[str, tuple[int, int]] | None:
    """What `table.add` gives; None without a server, or while it does not answer.

    One transaction (MULTI), one round trip: a counter is never left without its end.
    """
    slots = {window.slot: window for window in windows}

    def count(pipeline):
        for slot, window in slots.items():
            _change(pipeline, slot, window.limit, +1)
            pipeline.get(caches["default"].make_key(window.slot_before))

    answers = _ask(count)
    if answers is None:
        return None
    befores = [int(before or 0) for before in answers[2::3]]
    return dict(zip(slots, zip(answers[0::3], befores, strict=True), strict=True))


def give_back(uses: list[Use]) -> None:
    """One use less in every slot of `uses`."""
    slots = {use.slot: use.limit for use in uses}

    def uncount(pipeline):
        for slot, limit in slots.items():
            _change(pipeline, slot, limit, -1)

    _ask(uncount)


def _change(pipeline, slot: str, limit: Limit, by: int) -> None:
    key = caches["default"].make_key(slot)
    pipeline.incrby(key, by)
    pipeline.expire(key, 2 * limit.per // SECOND)  # it counts for this window and the next


def _ask(fill: Callable) -> list | None:
    """The answers to the commands that `fill` puts into a pipeline; None if there are none."""
    backend = caches["default"]
    return backend.transact(fill) if isinstance(backend, ForgivingRedisCache) else None
