"""PostgreSQL servers of the tests' own: a primary, and a standby that streams from it.

PostgreSQL refuses to run as root, so then it runs as the user that its package made.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.beyond.machines import Machine, program, wait_until

PERSON = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


class Postgres(Machine):
    """A primary with a database `site`, empty or that of `model`, a server that has been stopped;
    it trusts whoever comes over the loopback."""

    def __init__(self, model: "Postgres | None" = None):
        super().__init__()
        self.model = model
        self.folder = Path(tempfile.mkdtemp(prefix="afterword-postgres-"))
        if PERSON:
            shutil.chown(self.folder, **PERSON)
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/site"
        self.fill()
        self.start()

    def fill(self) -> None:
        if self.model:
            subprocess.run(["cp", "-a", self.model._data, self._data], check=True)
            return
        self._do("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.start()
        with self.connect("postgres") as connection:
            connection.execute("CREATE DATABASE site")

    def start(self) -> None:
        if self.process and self.process.poll() is None:
            return
        options = ["-k", str(self.folder), "-c", "listen_addresses=127.0.0.1"]
        options += ["-c", "max_connections=60", "-c", "logging_collector=off"]
        command = [self._binary("postgres"), "-D", str(self._data), "-p", str(self.port), *options]
        with (self.folder / "log").open("ab") as log:
            self.run(*command, **self._as_person(), stderr=log)
        wait_until(self._answers, f"PostgreSQL on port {self.port}")

    def connect(self, database: str = "site", **options) -> psycopg.Connection:
        return psycopg.connect(
            f"postgres://postgres@127.0.0.1:{self.port}/{database}", autocommit=True, **options
        )

    def ask(self, question: str, *given):
        """The first column of the first row."""
        with self.connect() as connection:
            return connection.execute(question, given).fetchone()[0]

    def crash(self) -> None:
        """What `pg_ctl stop -m immediate` does: no checkpoint, no goodbye."""
        self.stop(signal.SIGQUIT)

    def remove(self) -> None:
        self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _answers(self) -> bool:
        try:
            self.connect("postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _do(self, name: str, *options: str) -> None:
        command = [self._binary(name), "--pgdata", str(self._data), *options]
        done = subprocess.run(command, **self._as_person(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def _as_person(self) -> dict:
        return PERSON | {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}

    def _binary(self, name: str) -> str:
        return program(f"/usr/lib/postgresql/*/bin/{name}", name, package="postgresql")


class Standby(Postgres):
    """A copy of `primary` that streams from it and can be read."""

    def __init__(self, primary: Postgres):
        self.primary = primary
        super().__init__()

    def fill(self) -> None:
        source = ["--host=127.0.0.1", f"--port={self.primary.port}", "--username=postgres"]
        self._do("pg_basebackup", *source, "--write-recovery-conf", "--checkpoint=fast")

    def pause(self) -> None:
        """Receive what the primary does, but do not do it: lag."""
        self.ask("SELECT pg_wal_replay_pause()")
        wait_until(lambda: self._state() == "paused", "the pause of the standby")

    def resume(self) -> None:
        """Go on, and catch up."""
        self.ask("SELECT pg_wal_replay_resume()")
        there = self.primary.ask("SELECT pg_current_wal_lsn()")
        behind = "SELECT pg_last_wal_replay_lsn() < %s"
        wait_until(lambda: not self.ask(behind, there), "the standby to catch up")

    def _state(self) -> str:
        return self.ask("SELECT pg_get_wal_replay_pause_state()")
