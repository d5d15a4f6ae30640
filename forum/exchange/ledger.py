"""What has arrived already from one source, so that a move can be interrupted and repeated.

Knows ids alone: theirs and ours. A row is written in the transaction of the thing it stands for.
"""

from collections.abc import Collection, Mapping

from forum.comments import bulk
from forum.exchange.models import Arrival

BATCH = 900  # SQLite takes 999 parameters


class Ledger:
    """The arrivals of one `source`: the other site's address, or a name like "demo"."""

    def __init__(self, source: str):
        self.source = source

    def find(self, kind: str, source_id: str) -> int | None:
        """The id here of what was `source_id` there, None if it has not arrived."""
        return (
            self._of(kind).filter(source_id=source_id).values_list("object_id", flat=True).first()
        )

    def find_all(self, kind: str, source_ids: Collection[str]) -> dict[str, int]:
        """The same for many: those that arrived, one query for every 900."""
        wanted, found = list(source_ids), {}
        for start in range(0, len(wanted), BATCH):
            rows = self._of(kind).filter(source_id__in=wanted[start : start + BATCH])
            found.update(rows.values_list("source_id", "object_id"))
        return found

    def has(self, kind: str) -> bool:
        """Whether anything of this kind has arrived."""
        return self._of(kind).exists()

    def count(self, kind: str) -> int:
        return self._of(kind).count()

    def note(self, kind: str, arrived: Mapping[str, int]) -> None:
        """Write down that `arrived`, their id → ours, are here now."""
        columns = ("source_id", "object_id")
        bulk.Writer(Arrival, columns, source=self.source, kind=kind).write(arrived.items())

    def move(self, kind: str, source_id: str, object_id: int) -> None:
        """Something that arrived is another row now: what it was here is gone."""
        self._of(kind).filter(source_id=source_id).update(object_id=object_id)

    def _of(self, kind: str):
        return Arrival.objects.filter(source=self.source, kind=kind)
