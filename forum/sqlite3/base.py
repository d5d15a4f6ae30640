"""SQLite with its writers in a line: who comes first writes first. Django finds it as an ENGINE.

SQLite lets everybody who waits for the write lock sleep and ask again, each time longer: in a crowd
the lock lies idle while all of them sleep, and one may ask for twenty seconds and always come too
late ("database is locked"). Here the kernel keeps the line, on a file beside the database, and the
next one is awake as soon as the one before has ended.
"""

import fcntl
import os
from collections import defaultdict
from threading import Lock

from django.db import OperationalError
from django.db.backends.sqlite3 import base

# Of each process only one waits in the line, the others for that one: no longer than `timeout`, so
# that a transaction which hangs takes one thread of a web process and not all.
_turns: dict[str, Lock] = defaultdict(Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """Stands in the line from before each BEGIN to the end of the transaction.

    Raises OperationalError where the process's own turn takes longer than `timeout` seconds.
    """

    _place: int | None = None  # in the line: the open file

    def _start_transaction_under_autocommit(self):
        self._queue()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self):
        try:
            super()._commit()
        finally:
            self._leave()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self):
        try:
            super()._close()
        finally:
            self._leave()

    def _queue(self) -> None:
        name = str(self.settings_dict["NAME"])
        if not _turns[name].acquire(timeout=self.settings_dict["OPTIONS"]["timeout"]):
            raise OperationalError("database is locked: another thread writes for too long")
        try:
            # Opened anew each time: of a file that is shared, threads would share the lock.
            self._place = os.open(f"{name}-line", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            _turns[name].release()
            raise OperationalError(f"no line for writers can be kept: {error}") from error
        fcntl.flock(self._place, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._place is None:
            return
        os.close(self._place)  # and with it the lock
        self._place = None
        _turns[str(self.settings_dict["NAME"])].release()
