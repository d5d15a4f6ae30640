"""The site as it runs in production, several times over: gunicorn on the test database."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic, sleep

from tests.comments import processes

PATIENCE = 60  # seconds until a server must listen


@contextmanager
def running(connection, count: int) -> Iterator[list[int]]:
    """Yields the ports of so many servers, each a process of its own, with four threads."""
    with ExitStack() as stack:
        ports = [stack.enter_context(_server(processes.url_of(connection))) for _ in range(count)]
        for port in ports:
            _wait_for(port)
        yield ports


@contextmanager
def _server(database_url: str) -> Iterator[int]:
    port = _free_port()
    here = {"DATABASE_URL": database_url, "PORT": str(port), "WEB_WORKERS": "1"}
    here["DJANGO_SETTINGS_MODULE"] = "forum.settings"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:forum.serving"], env=os.environ | here
    )
    try:
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    latest = monotonic() + PATIENCE
    while monotonic() < latest:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise TimeoutError(f"nobody listens at port {port}")
