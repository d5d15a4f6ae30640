"""What the limiter costs a post: `python -m tests.bench.limits` prints microseconds a take.

On SQLite always; on the PostgreSQL of POSTGRES_URL and the Redis of REDIS_URL (defaults as in the
Makefile) if they answer. The transaction is the post's own, so its commit is not counted.
"""

import os
import subprocess
import sys
from datetime import timedelta
from statistics import median
from time import perf_counter

POSTGRES = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
PLACES = {
    "SQLite": {},
    "PostgreSQL": {"DATABASE_URL": POSTGRES},
    "Redis": {"CACHE_URL": REDIS},
}
TIMES = 500
OLD_ROWS = 100_000
KEYS = 4  # a guest's: discussion, address, browser, network


def main() -> None:
    """Each place in a process of its own: settings are read once."""
    ours = {"DATABASE_URL", "CACHE_URL"}
    here = {name: value for name, value in os.environ.items() if name not in ours}
    print(f"microseconds a take of {KEYS} keys, median of {TIMES}; {OLD_ROWS:,} other rows there")
    for place, environment in PLACES.items():
        command = [sys.executable, "-m", "tests.bench.limits", place]
        done = subprocess.run(command, env=here | environment, capture_output=True, text=True)
        print(f"{place:12}", done.stdout.strip() or f"not measured: {done.stderr[-200:].strip()}")


def measure(place: str) -> str:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"] |= {"MIGRATE": False, "NAME": _name(connection)}
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return _measure(place)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _name(connection) -> str:
    return connection.settings_dict["TEST"].get("NAME") or f"bench_limits_{os.getpid()}"


def _measure(place: str) -> str:
    from django.db import transaction
    from django.utils import timezone

    from forum.accounts.models import Hit

    now = timezone.now()
    ends_at = now + timedelta(days=1)
    Hit.objects.bulk_create(
        (Hit(key=f"old:{number}", count=1, ends_at=ends_at) for number in range(OLD_ROWS)), 900
    )
    with transaction.atomic():
        first = [_take(f"{os.getpid()} {number}", now, place) for number in range(TIMES)]
        again = [_take(f"{os.getpid()} 0", now, place) for _ in range(TIMES)]
    return f"{median(first):6.0f} the first of a person   {median(again):6.0f} each one after"


def _take(person: str, now, place: str) -> float:
    from forum.accounts import limits
    from forum.accounts.limits import Limit

    limit = Limit("bench", timedelta(minutes=10), 10)
    begun = perf_counter()
    uses = limits.take([(f"{person} {key}", limit) for key in range(KEYS)], now)
    spent = perf_counter() - begun
    if uses[0].in_redis != (place == "Redis"):
        raise SystemExit("Redis does not answer")
    return spent * 1e6


if __name__ == "__main__":
    if sys.argv[1:]:
        print(measure(sys.argv[1]))
    else:
        main()
