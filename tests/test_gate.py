"""What must hold of the code before it lands: style, migrations, and a production that is safe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))


def run(*command, **environment) -> subprocess.CompletedProcess:
    """One of the environment's programs, in the checkout."""
    program, *arguments = command
    # The browser tests set it for themselves; no production has it.
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def assert_passed(done: subprocess.CompletedProcess):
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache"),
        ("ruff", "format", "--check", "--no-cache"),
        ("djade", "--check", "--target-version", "5.2", *TEMPLATES),
        ("djangofmt", "--check", *TEMPLATES),
    ],
    ids=["ruff check", "ruff format", "djade", "djangofmt"],
)
def test_style(command):
    assert_passed(run(*command))


def test_every_change_of_a_model_has_its_migration(tmp_path):
    done = run(
        "python",
        *("manage.py", "makemigrations", "--check", "--dry-run"),
        DATA_DIR=str(tmp_path),
        DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3",
        DJANGO_SETTINGS_MODULE="forum.settings",
    )

    assert_passed(done)


def check_deployment(tmp_path, **environment):
    return run(
        "python",
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        DATA_DIR=str(tmp_path),
        DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3",
        DJANGO_SETTINGS_MODULE="forum.settings",
        **environment,
    )


def test_production_passes_every_check_and_silences_none(tmp_path):
    done = check_deployment(
        tmp_path, HTTPS="1", ALLOWED_HOSTS="example.org", TRUSTED_PROXIES="1", DEBUG="0"
    )

    assert_passed(done)
    assert "no issues (0 silenced)" in done.stdout + done.stderr


def test_the_check_would_speak(tmp_path):
    done = check_deployment(tmp_path, HTTPS="0", DEBUG="1")

    assert done.returncode != 0
    assert "security.W" in done.stderr
