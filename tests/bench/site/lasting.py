"""What stays: the memory of workers, the cost of readers who only wait, a long import."""

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.site import export
from tests.bench.site.building import Built
from tests.bench.site.scale import Scale
from tests.bench.site.server import CHECKOUT, Server, peak_of
from tests.bench.site.table import Found
from tests.bench.site.wrk import Unmeasured

READERS, BETWEEN = 1_000, 45  # seconds between two questions of one reader
STRETCH = 5  # seconds of load


def memory(built: Built, scale: Scale) -> dict[str, Found]:
    """Of workers that are not replaced after 2,000 requests, as those of production are."""
    with Server("--max-requests", "0") as server:
        begun = server.memory
        first = _read(server, built, scale)
        second = _read(server, built, scale)
    told = f"{begun:.0f} MB at the start, {first:.0f} MB, then {second:.0f} MB"
    return {"memory": Found([first], told), "growth": Found([second / first], told)}


def _read(server: Server, built: Built, scale: Scale) -> float:
    """Ask for pages of all kinds until each worker has had its number; then its MB."""
    steps = range(1, built.long_pages + 1, max(1, built.long_pages // 100))
    paths = [f"{built.known}?page={page}" for page in range(1, 12)]
    paths += [f"{built.long}?page={page}" for page in steps]
    paths += ["/", built.thread, *built.permalinks]
    left = scale.requests * len(server.workers)
    while left > 0:
        left -= server.load("/", STRETCH, script="mixed.lua", arguments=paths).requests
    return server.memory


def polling(server: Server, built: Built, scale: Scale) -> dict[str, Found]:
    """What `READERS` cost who ask every `BETWEEN` seconds whether there is anything new."""
    path = _news(built)
    if path is None:
        return {"polling": Found((), "not built: there is no such resource yet")}
    pause, begun, worked = BETWEEN / READERS, time.monotonic(), server.seconds_worked
    asked = 0
    while time.monotonic() - begun < scale.polls_for:
        if server.get(path).status != 200:
            raise Unmeasured(f"no answer at {path}")
        asked += 1
        time.sleep(max(0.0, begun + asked * pause - time.monotonic()))
    seconds = time.monotonic() - begun
    share = 100 * (server.seconds_worked - worked) / seconds
    return {"polling": Found([share], f"{asked / seconds:.1f} questions a second")}


def _news(built: Built) -> str | None:
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse("comments:news", args=[built.full])
    except NoReverseMatch:
        return None


def imported(folder: Path, scale: Scale) -> dict[str, Found]:
    """Comments a second, and the most memory it ever took beside that of a small import."""
    _, small = _import(folder, scale.imported_before, "https://small.example.org")
    seconds, large = _import(folder, scale.imported, "https://large.example.org")
    rate = scale.imported / seconds
    told = f"{seconds:.1f} s, at most {large:.0f} MB; {small:.0f} MB for {scale.imported_before:,}"
    return {"imported": Found([rate], told), "import_memory": Found([large / small], told)}


def _import(folder: Path, comments: int, source: str) -> tuple[float, float]:
    """Seconds, and MB at most."""
    file = folder / f"export-{comments}.xml"
    export.write(file, comments)
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_wordpress", file, "--source", source],
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
    )
    most = 0.0
    while process.poll() is None:
        most = peak_of(process.pid) or most
        time.sleep(0.05)
    seconds = time.monotonic() - begun
    file.unlink()
    if process.returncode:
        raise Unmeasured("the import failed")
    return seconds, most
