"""`python -m tests.bench.site`: the site on every database that answers, as one table."""

import json
import os
import platform
import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.site import lasting, places, reading, table, writing, wrk
from tests.bench.site.building import build
from tests.bench.site.scale import FULL, QUICK
from tests.bench.site.server import CHECKOUT, Server
from tests.bench.site.table import Found
from tests.bench.site.wrk import Unmeasured

IS_QUICK = os.environ.get("QUICK", "0") not in ("", "0")
SCALE = QUICK if IS_QUICK else FULL


def main() -> None:
    """Each place in a process of its own: settings are read once."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all that is made is unmade
    if not wrk.is_there():
        print(wrk.MISSING, file=sys.stderr)
        sys.exit(2)
    begun, found = time.monotonic(), {}
    for name, place in _places().items():
        found[name] = _measured(name, place)
    minutes = (time.monotonic() - begun) / 60
    print(_heading(minutes))
    print("\n".join(table.lines(found, SCALE)))
    _write(found, minutes)


def _places() -> dict[str, AbstractContextManager]:
    found = {"SQLite": places.sqlite()}
    if IS_QUICK:
        return found
    if places.postgresql_answers():
        name = "PostgreSQL + Redis" if places.redis_answers() else "PostgreSQL"
        return found | {name: places.postgresql()}
    _say("PostgreSQL does not answer at POSTGRES_URL: SQLite alone.")
    return found


def _measured(name: str, place: AbstractContextManager) -> dict[str, Found]:
    with place as environment:
        result = Path(environment["DATA_DIR"]) / "found.json"
        command = [sys.executable, "-m", "tests.bench.site", name, result]
        child = subprocess.Popen(command, cwd=CHECKOUT, env=environment)
        try:
            child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()
        rows = json.loads(result.read_text()) if result.exists() else {}
    return {key: Found(**row) for key, row in rows.items()}


def measure(name: str, result: Path) -> None:
    """One place: what is found is written at once, so that a later fault costs no row."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    import django

    django.setup()
    found = {}

    def keep(what: str, measuring, *given) -> None:
        _say(f"{name}: {what}")
        try:
            found.update(measuring(*given))
        except Unmeasured as why:
            _say(f"{name}: {what}: {why}")
        result.write_text(json.dumps({key: asdict(one) for key, one in found.items()}))

    _say(f"{name}: building a site of {SCALE.comments + SCALE.replies + SCALE.posted_into:,}")
    built = build(SCALE)
    with Server() as warm, Server(BENCH_CACHE="off") as cold:
        keep("pages", reading.measure, warm, cold, built, SCALE)
        keep("idle readers", lasting.polling, warm, built, SCALE)
        keep("posting into many", writing.into_many, warm, built, SCALE)
        keep("posting", writing.rates, warm, built, SCALE)
    keep("memory", lasting.memory, built, SCALE)
    keep("import", lasting.imported, result.parent, SCALE)


def _heading(minutes: float) -> str:
    size = "a taste, on a small site" if IS_QUICK else "the whole"
    return (
        f"\n{size}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{minutes:.1f} minutes; medians of {SCALE.rounds} rounds, ratios within a round; "
        "pages compressed as a browser asks for them (br)\n"
    )


def _write(found: dict, minutes: float) -> None:
    file = Path(os.environ.get("DATA_DIR") or "var") / "bench.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "minutes": round(minutes, 1),
        "quick": IS_QUICK,
        "cores": os.cpu_count(),
        "scale": asdict(SCALE),
        "rows": table.report(found, SCALE),
    }
    file.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    print(f"\n{file}")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
