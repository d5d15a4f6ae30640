"""What differs between machines: nonsense stops the start with one sentence, keys are kept."""

import os
import socket
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest

from forum import environment

ROOT = Path(__file__).resolve().parent.parent
OURS = (
    *("DATABASE_URL", "CACHE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "HTTPS", "TIME_ZONE"),
    *("AKISMET_KEY", "AKISMET_URL", "SITE_URL", "REPLICA_URL"),
)
SHOW = "from forum import settings as s; print(repr(eval({!r})))"


def start(data_dir, *command, **environment) -> subprocess.CompletedProcess:
    """Run Python in the checkout with nothing but `environment` set of what is ours."""
    inherited = {k: v for k, v in os.environ.items() if k not in (*OURS, "DJANGO_SETTINGS_MODULE")}
    return subprocess.run(
        [sys.executable, *(command or ("-c", "import forum.settings"))],
        cwd=ROOT,
        env=inherited | {"DATA_DIR": str(data_dir)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def setting(data_dir, expression: str, **environment) -> str:
    """`expression` about the settings `s`, as they come out."""
    done = start(data_dir, "-c", SHOW.format(expression), **environment)
    assert done.returncode == 0, done.stderr
    return eval(done.stdout)


def assert_stopped(done: subprocess.CompletedProcess, says: str):
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("Afterword cannot start: ")
    assert done.stderr.rstrip().endswith(".")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_URL", "nonsense", "DATABASE_URL must be like sqlite:////"),
        ("DATABASE_URL", "mysql://me@localhost/site", "DATABASE_URL must be like sqlite:////"),
        ("DATABASE_URL", "postgres://me@localhost:port/site", "DATABASE_URL must be like"),
        ("DATABASE_URL", "http://example.org/", "DATABASE_URL must be like"),
        ("CACHE_URL", "nonsense", "CACHE_URL must be like locmem://"),
        ("CACHE_URL", "http://example.org/", "CACHE_URL must be like locmem://"),
        ("REPLICA_URL", "postgres://me@db.example/site", "REPLICA_URL needs DATABASE_URL to name"),
        ("DEBUG", "maybe", "DEBUG must be 1 (yes) or 0 (no)"),
        ("HTTPS", "2", "HTTPS must be 1 (yes) or 0 (no)"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE must be a name like Europe/Berlin, not 'Mars"),
        ("TIME_ZONE", "../etc/passwd", "TIME_ZONE must be a name like Europe/Berlin"),
        ("TIME_ZONE", "", "TIME_ZONE must be a name like Europe/Berlin"),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number, 0 or more"),
        ("TRUSTED_PROXIES", "one", "TRUSTED_PROXIES must be a whole number, 0 or more"),
        ("TRUSTED_PROXIES", "1.5", "TRUSTED_PROXIES must be a whole number, 0 or more"),
        ("SECRET_KEY", "too-short", "SECRET_KEY must have at least 50 characters"),
        ("ALLOWED_HOSTS", "https://example.org", "ALLOWED_HOSTS must be host names, by commas"),
        ("ALLOWED_HOSTS", "example.org:8000", "ALLOWED_HOSTS must be host names, by commas"),
        ("ALLOWED_HOSTS", "example.org,", "ALLOWED_HOSTS must be host names, by commas"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must be host names, by commas"),
        ("LANGUAGE_CODE", "no such language", "LANGUAGE_CODE must be"),
        ("LANGUAGE_CODE", "zz", "LANGUAGE_CODE must be a language like en-gb or de, not 'zz'"),
        ("LANGUAGE_CODE", "", "LANGUAGE_CODE must be"),
        ("AKISMET_KEY", "123abc", "AKISMET_KEY needs SITE_URL, like https://example.org"),
        ("SITE_URL", "example.org", "SITE_URL must be an address like https://example.org"),
        ("SITE_URL", "https://", "SITE_URL must be an address like https://example.org"),
        ("AKISMET_URL", "file:///etc/passwd", "AKISMET_URL must be an address like https://"),
        ("AKISMET_URL", "http://me@host/", "AKISMET_URL must be an address like https://"),
        ("AKISMET_URL", "https://host/?a", "AKISMET_URL must be an address like https://"),
        ("DATABASE_URL", "sqlite:////nonexist/x.sqlite3", "the folder /nonexist does not exist"),
        ("HTTPS", "1", "HTTPS=1 needs ALLOWED_HOSTS"),
        ("DATA_DIR", "/dev/null/var", "DATA_DIR (/dev/null/var) is not a folder that can be made"),
        ("DATA_DIR", str(ROOT / "manage.py"), "is not a folder that can be made"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_sentence(tmp_path, name, value, says):
    assert_stopped(start(tmp_path, **{name: value}), says)


@pytest.mark.parametrize(
    ("replica", "says"),
    [
        ("nonsense", "REPLICA_URL must be like postgres://"),
        ("sqlite:////tmp/x.sqlite3", "REPLICA_URL must be like postgres://"),
        ("postgres://me@replica:port/site", "REPLICA_URL must be like postgres://"),
        ("postgres://me@primary/site", "REPLICA_URL names the primary itself"),
    ],
)
def test_a_wrong_replica_stops_the_start_with_one_sentence(tmp_path, replica, says):
    urls = {"DATABASE_URL": "postgres://me@primary/site", "REPLICA_URL": replica}

    assert_stopped(start(tmp_path, "manage.py", "check", **urls), says)


def test_a_replica_can_only_be_read(tmp_path):
    urls = {"DATABASE_URL": "postgres://me@a/site", "REPLICA_URL": "postgres://me@b/site"}
    options = "[s.DATABASES[k]['OPTIONS']['options'] for k in ('default', 'replica')]"

    primary, replica = setting(tmp_path, options, **urls)

    assert replica == f"{primary} -c default_transaction_read_only=on"
    assert setting(tmp_path, "list(s.DATABASES)", REPLICA_URL="") == ["default"]


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "check"),
        ("manage.py", "migrate"),
        ("manage.py", "help"),
        ("-c", "import forum.wsgi"),
        ("-c", "import forum.asgi"),
    ],
    ids=" ".join,
)
def test_whatever_is_started_stops_alike(tmp_path, command):
    assert_stopped(start(tmp_path, *command, DEBUG="maybe"), "DEBUG must be")


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "http"), ("PORT", "0"), ("PORT", "65536"), ("WEB_WORKERS", "-1"), ("DEBUG", "maybe")],
)
def test_the_server_does_not_start_with_a_wrong_value(tmp_path, name, value):
    done = start(tmp_path, "-c", "import forum.serving", **{name: value})

    assert_stopped(done, f"{name} must be")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_stops_the_start(tmp_path):
    tmp_path.chmod(0o500)

    assert_stopped(start(tmp_path), "cannot be written to")


def test_nothing_need_be_set(tmp_path):
    done = start(tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "value", "expression", "expected"),
    [
        ("DEBUG", "1", "s.DEBUG", True),
        ("DEBUG", "0", "s.DEBUG", False),
        ("DEBUG", "yes", "s.DEBUG", True),
        ("ALLOWED_HOSTS", "example.org,example.net", "s.ALLOWED_HOSTS",
         ["example.org", "example.net"]),
        ("ALLOWED_HOSTS", "*", "s.ALLOWED_HOSTS", ["*"]),
        ("ALLOWED_HOSTS", ".example.org,[::1]", "s.ALLOWED_HOSTS", [".example.org", "[::1]"]),
        ("TRUSTED_PROXIES", "2", "s.TRUSTED_PROXIES", 2),
        ("TIME_ZONE", "Europe/Berlin", "s.TIME_ZONE", "Europe/Berlin"),
        ("LANGUAGE_CODE", "de", "s.LANGUAGE_CODE", "de"),
        ("LANGUAGE_CODE", "pt-BR", "s.LANGUAGE_CODE", "pt-br"),
        ("LANGUAGE_CODE", "de-lu", "s.LANGUAGE_CODE", "de-lu"),
        ("SECRET_KEY", "k" * 50, "s.SECRET_KEY", "k" * 50),
        ("CACHE_URL", "redis://127.0.0.1:6379/1", "s.CACHES['default']['BACKEND']",
         "forum.web.caches.ForgivingRedisCache"),
        ("DATABASE_URL", "postgres://me:p%40ss@db.example:6432/site",
         "[s.DATABASES['default'][k] for k in ('NAME', 'USER', 'PASSWORD', 'HOST', 'PORT')]",
         ["site", "me", "p@ss", "db.example", 6432]),
        ("DATABASE_URL", "postgres://me@db.example/site", "s.DATABASES['default']['ENGINE']",
         "forum.postgresql"),
        ("DATABASE_URL", "sqlite:////tmp/other.sqlite3", "s.DATABASES['default']['NAME']",
         "/tmp/other.sqlite3"),
    ],
)  # fmt: skip
def test_a_right_value_is_taken(tmp_path, name, value, expression, expected):
    assert setting(tmp_path, expression, **{name: value}) == expected


def test_https_makes_the_cookies_secure(tmp_path):
    names = setting(tmp_path, "s.SESSION_COOKIE_NAME", HTTPS="1", ALLOWED_HOSTS="example.org")

    assert names == "__Host-sessionid"


def test_the_toolbar_stands_inside_what_compresses_pages(tmp_path):
    order = setting(tmp_path, "s.MIDDLEWARE", DEBUG="1", DEBUG_TOOLBAR="1")

    packing = order.index("forum.web.compression.CompressionMiddleware")
    assert order[packing + 1] == "debug_toolbar.middleware.DebugToolbarMiddleware"


def test_an_empty_folder_counts_as_not_given(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", "")

    assert environment.folder("DATA_DIR", tmp_path) == tmp_path


def test_a_database_out_of_reach_is_told_in_one_sentence(tmp_path):
    done = start(
        tmp_path, "manage.py", "migrate", DATABASE_URL="postgres://me:secret@127.0.0.1:1/lamps"
    )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("Afterword cannot use the database lamps on 127.0.0.1:1: ")
    assert "refused" in done.stderr
    assert "secret" not in done.stderr


def test_a_port_that_is_taken_stops_the_server_with_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = start(tmp_path, "-m", "gunicorn", "-c", "python:forum.serving", PORT=str(port))

    assert_stopped(done, f"port {port} is taken: PORT={port + 1} make run.")


def test_an_environment_that_could_not_be_made_leaves_nothing_behind(tmp_path):
    python = tmp_path / "python3"
    python.write_text(
        "#!/bin/sh\n[ $1 = -c ] || { mkdir -p .venv/bin; touch .venv/bin/python; exit 1; }\n"
    )
    python.chmod(0o700)

    done = subprocess.run(
        ["make", "-f", ROOT / "Makefile", ".venv/bin/python", f"PYTHON={python}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert done.returncode != 0
    assert "python3-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_all_state_lies_in_one_folder(tmp_path):
    places = setting(
        tmp_path, "[str(s.DATABASES['default']['NAME']), str(s.MEDIA_ROOT), str(s.STATIC_ROOT)]"
    )

    assert places == [str(tmp_path / name) for name in ("afterword.sqlite3", "media", "static")]
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_folder_is_made_where_it_is_missing(tmp_path):
    folder = tmp_path / "deep" / "down"

    assert start(folder).returncode == 0

    assert (folder / "secret_key").exists()


@pytest.mark.parametrize(
    ("url", "option", "value"),
    [
        (None, "transaction_mode", "IMMEDIATE"),
        ("sqlite:////tmp/other.sqlite3", "transaction_mode", "IMMEDIATE"),
        ("postgres://me@db.example/site", "pool",
         {"min_size": 1, "max_size": 8, "timeout": 2, "reconnect_timeout": 2,
          "max_lifetime": 1800}),
    ],
)  # fmt: skip
def test_each_engine_has_the_options_it_needs(tmp_path, url, option, value):
    environment = {"DATABASE_URL": url} if url else {}

    assert (
        setting(tmp_path, f"s.DATABASES['default']['OPTIONS'][{option!r}]", **environment) == value
    )


def test_sqlite_keeps_what_it_acknowledged(tmp_path):
    command = setting(tmp_path, "s.DATABASES['default']['OPTIONS']['init_command']")

    assert "journal_mode=WAL" in command
    assert "synchronous=FULL" in command


# the key


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path):
    first, second = setting(tmp_path, "s.SECRET_KEY"), setting(tmp_path, "s.SECRET_KEY")

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_two_sites_have_two_keys(tmp_path):
    assert setting(tmp_path / "a", "s.SECRET_KEY") != setting(tmp_path / "b", "s.SECRET_KEY")


def test_a_given_key_is_kept_nowhere(tmp_path):
    start(tmp_path, SECRET_KEY="k" * 50)

    assert list(tmp_path.iterdir()) == []


def test_an_empty_key_file_stops_the_start(tmp_path):
    (tmp_path / "secret_key").touch()

    assert_stopped(start(tmp_path), "is empty; remove it")


def test_a_key_file_that_is_none_stops_the_start(tmp_path):
    (tmp_path / "secret_key").mkdir()

    assert_stopped(start(tmp_path), "cannot be written or read")


def test_a_key_that_another_process_is_about_to_write_is_waited_for(tmp_path):
    kept = tmp_path / "secret_key"
    kept.touch()
    writer = Timer(0.5, kept.write_text, ["k" * 50])
    writer.start()

    assert setting(tmp_path, "s.SECRET_KEY") == "k" * 50

    writer.join()


def test_processes_that_start_at_once_have_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: setting(tmp_path, "s.SECRET_KEY"), range(8)))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_outside_service_is_off_until_it_has_a_key_and_a_site(tmp_path):
    shown = "s.AKISMET_KEY, s.AKISMET_URL, s.SITE_URL"

    assert setting(tmp_path, shown) == ("", "https://rest.akismet.com", "")
    given = {"AKISMET_KEY": " 123abc ", "AKISMET_URL": "http://127.0.0.1:8001/"}
    assert setting(tmp_path, shown, **given, SITE_URL="https://lantern.example/blog/") == (
        "123abc",
        "http://127.0.0.1:8001",
        "https://lantern.example/blog",
    )
