"""How far a replica is behind its primary, and whether it can be read from."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from django.db import Error, connections

LONGEST = 30  # seconds; what a shared cache keeps comes on top of it
PAUSE = 5  # seconds between two looks

logger = logging.getLogger(__name__)


class Health:
    """Whether the replica can be read from, as this process knows it.

    One request in a while looks; the others go by what it saw. The log has one line when that
    turns bad, and one when it is good again.
    """

    def __init__(self, lag: Callable[[], float | None]):
        """`lag` asks the replica: see `lag_of`."""
        self._lag = lag
        self._lock = Lock()
        self._looked_again_at = self._fresh_at = float("-inf")
        self._problem = ""

    def is_good(self) -> bool:
        with self._lock:
            is_due = monotonic() >= self._looked_again_at
            if is_due:
                self._looked_again_at = monotonic() + PAUSE
        if is_due:
            self._look()
        return not self._problem and monotonic() - self._fresh_at <= LONGEST

    def note_failure(self, problem: str) -> None:
        """Leave it alone until the next look."""
        if not self._problem:
            logger.warning("The replica is not read from: %s", problem)
        self._problem = problem

    def _look(self) -> None:
        try:
            lag = self._lag()
        except Error as error:
            self.note_failure(str(error).strip())
            return
        if lag is not None:  # else nobody knows, and what was known goes on for its time
            self._fresh_at = monotonic() - lag
        if monotonic() - self._fresh_at > LONGEST:
            self.note_failure(f"it is more than {LONGEST} seconds behind")
        elif self._problem:
            logger.warning("The replica is read from again.")
            self._problem = ""


def lag_of(alias: str) -> float | None:
    """How far this database is behind, in seconds; None while it has no word of its primary.

    Raises django.db.Error if it does not answer.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(_LAG)
        return cursor.fetchone()[0]


_LAG = """
SELECT CASE WHEN pg_is_in_recovery() AND NOT EXISTS (SELECT FROM pg_stat_wal_receiver) THEN NULL
            WHEN pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()
            THEN extract(epoch FROM now() - coalesce(pg_last_xact_replay_timestamp(), now()))
            ELSE 0 END::float
"""
