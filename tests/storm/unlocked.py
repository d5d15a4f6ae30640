"""The storm without the lock that every writer takes: rows unlocked, no line of writers,
transactions deferred.

What it breaks shows that the proof can fail. Runs in a process of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from forum.comments.models.discussions import DiscussionManager, DiscussionQuerySet
from forum.sqlite3 import base as sqlite3
from tests.storm import acts


def storm(*arguments) -> None:
    with _lock_taken_out():
        acts.storm(*arguments)


@contextmanager
def _lock_taken_out() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(DiscussionManager, "locked", lambda self, pk: self.get(pk=pk))
        broken.setattr(DiscussionQuerySet, "all_locked", lambda self, pks: self.in_bulk(list(pks)))
        if connection.vendor == "sqlite":
            broken.setattr(sqlite3.DatabaseWrapper, "_queue", lambda self: None)
            broken.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        connection.close()  # the next one reads the options anew
        yield
        connection.close()
