"""What differs between machines, read from the environment. Nothing here knows Django's settings.

A wrong or missing value stops the start with one sentence on standard error, never a traceback.
"""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import NoReturn
from zoneinfo import ZoneInfo

from django.conf.locale import LANG_INFO
from django.core.management.utils import get_random_secret_key
from environs import Env, EnvError

env = Env()


def stop(sentence: str) -> NoReturn:
    """End the process with `sentence`. SystemExit passes through every framework's `except`."""
    sys.exit(f"Afterword cannot start: {sentence}")


def read(kind: str, name: str, default=None, *, expects: str = "", **options):
    """The environment variable `name`, read by environs' method `kind`.

    `expects` completes the sentence "NAME must be …" that stops the start if the value is wrong.
    """
    try:
        return getattr(env, kind)(name, default, **options)
    except (EnvError, ValueError) as error:
        stop(f"{name} must be {expects}." if expects else f"{error}")


def flag(name: str, default: bool = False) -> bool:
    return read("bool", name, default, expects="1 (yes) or 0 (no)")


def number(name: str, default: int) -> int:
    value = read("int", name, default, expects="a whole number, 0 or more")
    if value < 0:
        stop(f"{name} must be a whole number, 0 or more.")
    return value


def address(name: str, default: str = "", *, needed_by: str = "") -> str:
    """An http or https address, no slash at its end; may be empty unless something needs it."""
    given = (read("str", name, default).strip() or default).rstrip("/")
    if needed_by and not given:
        stop(f"{needed_by} needs {name}, like https://example.org.")
    if given and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", given):
        stop(f"{name} must be an address like https://example.org, not {given!r}.")
    return given


def folder(name: str, default: Path) -> Path:
    """An existing, writable folder, made if it is missing."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"{name} ({path}) is not a folder that can be made: {error.strerror}.")
    if not os.access(path, os.W_OK):
        stop(f"{name} ({path}) cannot be written to.")
    return path


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY, or the one kept in `data_dir`, made at the first start.

    The file is created exclusively, so that of several processes starting at once one wins
    and the others read what it wrote.
    """
    if given := os.environ.get("SECRET_KEY"):
        if len(given) < 50:
            stop("SECRET_KEY must have at least 50 characters; leave it out to have one made.")
        return given
    kept = data_dir / "secret_key"
    try:
        with suppress(FileExistsError):
            descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with open(descriptor, "w") as file:
                file.write(get_random_secret_key())
        for _ in range(20):
            if key := kept.read_text().strip():
                return key
            sleep(0.05)  # another process has made the file and is about to write
    except OSError as error:
        stop(f"the key file {kept} cannot be written or read: {error.strerror}.")
    return stop(f"the key file {kept} is empty; remove it.")


def hosts(name: str, default: list[str], *, https: bool = False) -> list[str]:
    """The names this site is asked by, as Django's ALLOWED_HOSTS takes them.

    A site with HTTPS is a public one: the default would answer nobody.
    """
    if https and name not in os.environ:
        stop(f"HTTPS=1 needs {name}, the site's host names, like example.org,www.example.org.")
    names = read("list", name, default)
    if not names or not all(
        re.fullmatch(r"\*|\.?[\w.-]+|\[[0-9A-Fa-f:.]+\]", one) for one in names
    ):
        stop(f"{name} must be host names, by commas, like example.org,www.example.org.")
    return names


def time_zone(name: str, default: str) -> str:
    """The name of a time zone, like Europe/Berlin."""
    zone = read("str", name, default)
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        stop(f"{name} must be a name like Europe/Berlin, not {zone!r}.")
    return zone


def language(name: str, default: str) -> str:
    """A language that Django knows, like en-gb; what is not translated is shown in English."""
    code = read("str", name, default).lower()
    if not {code, code.partition("-")[0]} & LANG_INFO.keys():
        stop(f"{name} must be a language like en-gb or de, not {code!r}.")
    return code


def databases(data_dir: Path) -> dict:
    """DATABASE_URL and, where it is given, REPLICA_URL as Django's DATABASES."""
    found = {"default": database(data_dir)}
    if url := read("str", "REPLICA_URL", "").strip():
        if not found["default"]["ENGINE"].endswith("postgresql"):
            stop("REPLICA_URL needs DATABASE_URL to name PostgreSQL.")
        if url == read("str", "DATABASE_URL").strip():
            stop("REPLICA_URL names the primary itself, the database of DATABASE_URL.")
        found["replica"] = replica()
    return found


def database(data_dir: Path) -> dict:
    """DATABASE_URL as Django's DATABASES["default"], with the options each engine needs here."""
    expects = "like sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
    default = f"sqlite:///{data_dir / 'afterword.sqlite3'}"
    config = read("dj_db_url", "DATABASE_URL", default, expects=expects)
    engine = config.get("ENGINE", "")
    if engine.endswith("sqlite3"):
        file = Path(config["NAME"])
        if not file.parent.is_dir():
            stop(f"DATABASE_URL names {file}, but the folder {file.parent} does not exist.")
        ours = {"ENGINE": "forum.sqlite3", "OPTIONS": SQLITE, "CONN_MAX_AGE": KEPT_OPEN}
        return config | ours
    if engine.endswith("postgresql"):
        return config | POOLED | {"OPTIONS": POSTGRESQL}
    return stop(f"DATABASE_URL must be {expects}.")


def replica() -> dict:
    """REPLICA_URL as Django's DATABASES["replica"]: nothing can be written through it."""
    expects = "like postgres://user:password@host:5432/name"
    config = read("dj_db_url", "REPLICA_URL", expects=expects)
    if not config.get("ENGINE", "").endswith("postgresql"):
        stop(f"REPLICA_URL must be {expects}.")
    read_only = f"{POSTGRESQL['options']} -c default_transaction_read_only=on"
    options = POSTGRESQL | {"options": read_only, "pool": POSTGRESQL["pool"] | {"timeout": 1}}
    return config | POOLED | {"OPTIONS": options, "TEST": {"MIRROR": "default"}}


# One writer at a time, taken when the transaction begins (a lock upgraded half-way is "database
# is locked"); FULL because WAL with NORMAL may lose acknowledged comments at a power cut.
# Django itself turns foreign keys on for every connection. The file is read through the system's
# memory, which all connections share, not into 4 MB of each thread.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=1073741824;"
        "PRAGMA journal_size_limit=27103364;"
    ),
}

KEPT_OPEN = 60  # seconds; to open the file and to set it up costs more than to read a page from it

# The pool is one a process: workers x max_size must stay under PostgreSQL's max_connections. It has
# more connections than a worker has threads, so whoever waits for one waits for a server that is
# away: two seconds, then the reader is told. Somebody asks anew at least every two seconds. It does
# not ask its connections whether they work: forum.postgresql knows without a question.
#
# What a connection asks for the fourth time is prepared: the server has read and planned it, which
# is more than half of its work for a page. To compile a plan (jit) takes longer than any of ours.
POSTGRESQL = {
    "server_side_binding": True,
    "prepare_threshold": 3,
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,  # milliseconds; a machine that is gone says nothing
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "pool": {
        "min_size": 1,
        "max_size": 8,
        "timeout": 2,
        "reconnect_timeout": 2,
        "max_lifetime": 1800,
    },
    "options": (
        "-c jit=off -c statement_timeout=15000 -c lock_timeout=5000"
        " -c idle_in_transaction_session_timeout=30000"
    ),
}
POOLED = {"ENGINE": "forum.postgresql", "CONN_MAX_AGE": 0}


def cache(default: str = "locmem://") -> dict:
    """CACHE_URL as Django's CACHES["default"]: local memory, Redis or Valkey, a database table."""
    expects = "like locmem:// or redis://127.0.0.1:6379/0"
    config = read("dj_cache_url", "CACHE_URL", default, expects=expects)
    if config["BACKEND"].endswith("RedisCache"):
        # A cache that is away must cost a reader no more than a blink.
        config["BACKEND"] = "forum.web.caches.ForgivingRedisCache"
        config["OPTIONS"] = {"socket_timeout": 0.25, "socket_connect_timeout": 0.25}
    return config
