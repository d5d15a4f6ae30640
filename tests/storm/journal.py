"""What a writer did, noted in a file before and after each act, so that it outlives the writer."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"


class Entry(NamedTuple):
    """One act: what was asked for, and what came of it.

    An act that was answered with an error, or never, is UNKNOWN. Moments are seconds on one clock
    for all processes of the machine; `told` is what the answer said, or why there was none.
    """

    key: str
    act: str
    outcome: str
    asked_at: float
    answered_at: float
    told: dict[str, Any]


class Journal:
    """One writer's own file; `asked` and `answered` put a line into it at once."""

    def __init__(self, path: str):
        self._file = Path(path).open("a", buffering=1)  # noqa: SIM115 (as long as the writer lives)

    def asked(self, key: str, act: str) -> None:
        self._put(key=key, act=act, at=monotonic())

    def answered(self, key: str, outcome: str, **told: Any) -> None:
        self._put(key=key, outcome=outcome, at=monotonic(), told=told)

    def _put(self, **line: Any) -> None:
        self._file.write(json.dumps(line) + "\n")


def read(paths: Iterable[Path]) -> list[Entry]:
    """All that these journals hold, in the order in which it was asked for."""
    entries = [entry for path in paths for entry in _entries(path)]
    return sorted(entries, key=lambda entry: entry.asked_at)


def _entries(path: Path) -> Iterator[Entry]:
    asked: dict[str, dict] = {}
    for line in map(json.loads, path.read_text().splitlines()):
        if "act" in line:
            asked[line["key"]] = line
            continue
        begun = asked.pop(line["key"])
        yield Entry(
            line["key"], begun["act"], line["outcome"], begun["at"], line["at"], line["told"]
        )
    for key, begun in asked.items():
        yield Entry(key, begun["act"], UNKNOWN, begun["at"], float("inf"), {"why": "no answer"})
