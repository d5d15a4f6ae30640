"""SQLite with its writers in a line: who comes first writes first. Django finds it as an ENGINE.

SQLite lets everybody who waits for the write lock sleep and ask again; in a crowd one may ask for
twenty seconds and always come too late ("database is locked"). Here the kernel keeps the line,
on a file beside the database, and only its head asks SQLite.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits in the line before each BEGIN, and leaves it as soon as the transaction has begun."""

    def _start_transaction_under_autocommit(self):
        with _at_the_head(f"{self.settings_dict['NAME']}-line"):
            super()._start_transaction_under_autocommit()


@contextmanager
def _at_the_head(path: str) -> Iterator[None]:
    """The file is opened anew each time: of one that is shared, threads would share the lock."""
    line = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
    finally:
        os.close(line)  # and with it the lock
