"""How often somebody may do something: uses counted by key, in Redis or else in the database.

Knows no rule and no person. The caller names what is counted and how much of it is too much, and
decides what follows. `windows` has the arithmetic, `table` and `server` the two ways to count.
"""

from collections.abc import Iterable
from datetime import datetime

from forum.accounts.limits import server, table
from forum.accounts.limits.windows import Limit, Use, Window

__all__ = ["Limit", "Use", "give_back", "take"]


def take(spent: Iterable[tuple[str, Limit]], at: datetime, *, sweeps: bool = True) -> list[Use]:
    """Count one use of every (key, limit) at the moment `at`; one Use for each, in that order.

    No two processes get the same count, and what comes to nothing is given back (`give_back`).
    In the database rows are locked until the caller's transaction ends, if there is one, always
    in one order; so take once in a transaction, all that it spends. Costs one statement, and where
    it adds rows to the table a second one that `sweeps` away old ones; not so under a lock that
    others wait for, if it was done before.
    """
    windows = [Window.holding(at, key, limit) for key, limit in spent]
    if not windows:
        return []
    counts = server.add(windows)
    in_redis = counts is not None
    if not in_redis:
        counts = table.add(windows, sweep_at=at if sweeps else None)
    elif sweeps and table.is_new_in(counts):
        table.sweep(at)  # what an outage has left
    return [window.use(at, *counts[window.slot], in_redis=in_redis) for window in windows]


def give_back(uses: Iterable[Use]) -> None:
    """Take back what `take` counted, there where it was counted.

    A use that Redis did not give back counts until its window has passed: that raises nothing.
    """
    uses = list(uses)
    if in_redis := [use for use in uses if use.in_redis]:
        server.give_back(in_redis)
    table.give_back(sorted({use.slot for use in uses if not use.in_redis}))
