"""How many posts a second: `python -m tests.bench.writers`; one, eight and 32 processes at once.

All in one discussion, each in one of its own, and each in one of its own behind one lock for the
whole site, for comparison. On SQLite always; on the PostgreSQL of POSTGRES_URL (default as in the
Makefile) if it answers. Every post is another guest's, a third of them begin a thread.
"""

import os
import random
import subprocess
import sys
from statistics import quantiles
from time import monotonic

from tests.comments import processes

POSTGRES = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
PLACES = {"SQLite": {}, "PostgreSQL": {"DATABASE_URL": POSTGRES}}
WRITERS = [1, 8, 32]
SECONDS = float(os.environ.get("SECONDS", 5))  # that each figure is measured for
HOW = {  # whether all write in one discussion, and whether one lock is taken for the whole site
    "one discussion": (True, False),
    "many": (False, False),
    "many, one lock": (False, True),
}
SAYING = "The lamp on the harbour wall was lit again last night, and nobody knows who did it."


def main() -> None:
    """Each database in a process of its own: settings are read once."""
    here = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    print(
        "posts a second, and in milliseconds how long half of them, 99 of 100, and the longest took"
    )
    for place, environment in PLACES.items():
        print(place, flush=True)
        command = [sys.executable, "-m", "tests.bench.writers", place]
        subprocess.run(command, env=here | environment)


def measure() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"bench_writers_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for count in WRITERS:
            _measure(connection, count)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _measure(connection, count: int) -> None:
    from forum.comments import integrity
    from forum.comments.models import Policy

    Policy.objects.update(discussion_limit=10_000_000, close_after_days=0)
    with processes.started(connection, count, patience=600) as crowd:
        for label, (is_shared, one_lock) in HOW.items():
            if one_lock and connection.vendor != "postgresql":
                continue  # SQLite is one lock
            places = [_discussion(number) for number in range(1 if is_shared else count)]
            work = [(seed, places[seed % len(places)], SECONDS, one_lock) for seed in range(count)]
            print(f"  {count:2} writers, {label:16}", _figures(crowd(write, work)), flush=True)
    if faults := list(integrity.problems()):
        raise SystemExit(f"the figures are worth nothing: {faults[0]}")


def _discussion(number: int) -> int:
    from tests import make

    return make.discussion(url=f"/{number}/", opening="open").pk


def _figures(by_writer: list[list[float]]) -> str:
    taken = [one for of_one in by_writer for one in of_one]
    rate = len(taken) / max(map(sum, by_writer))
    half, most = (1000 * quantiles(taken, n=100, method="inclusive")[cut] for cut in (49, 98))
    return f"{rate:6.0f}/s   {half:6.0f} {most:6.0f} {1000 * max(taken):6.0f} ms"


def write(seed: int, place: int, seconds: float, one_lock: bool) -> list[float]:
    """Post as long as that; what each post took, in seconds."""
    from contextlib import nullcontext

    from django.db import transaction

    dice, taken, own = random.Random(f"{seed} {place} {os.getpid()}"), [], []
    end = monotonic() + seconds
    while (begun := monotonic()) < end:
        parent = dice.choice(own[-5:]) if own and dice.random() < 0.67 else None
        with transaction.atomic() if one_lock else nullcontext():
            own.append(_post(place, parent, f"{seed} {dice.random()}", one_lock))
        taken.append(monotonic() - begun)
    return taken


def _post(place: int, parent: int | None, who: str, one_lock: bool) -> int:
    from django.db import connection

    from forum.comments import posting
    from forum.comments.rules import Commenter

    if one_lock:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(1)")
    author = Commenter(f"Guest {who}", f"{who}@example.org", hand=who, network=who)
    return posting.post(place, author, f"{SAYING} {who}", parent_id=parent).pk


if __name__ == "__main__":
    if sys.argv[1:]:
        measure()
    else:
        main()
