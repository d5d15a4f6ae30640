"""Servers of the tests' own: each on a free port of the loopback, started by us and ended by us.

Nothing here is shared with what else runs on the machine; a server that is not installed skips the
test, or fails it where REQUIRE_MACHINES=1 says that it must be there.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from glob import glob
from pathlib import Path
from struct import Struct
from time import monotonic, sleep

import pytest

SHIPPED = Path(__file__).resolve().parent.parent.parent / "docs" / "nginx.conf"
PATIENCE = 60  # seconds until a server that does not start fails the test
# How a file that nginx keeps begins: the format's version, and until when the page is fresh.
KEPT, KEPT_VERSION = Struct("@Nq"), 5


def program(*names: str, package: str) -> str:
    """The path of the first of these programs (a name, or a pattern of paths) that is there."""
    for name in names:
        found = sorted(glob(name)) or [shutil.which(name)]
        if found[-1]:
            return found[-1]
    reason = f"{Path(names[0]).name} is not installed: apt-get install {package}"
    return pytest.fail(reason) if os.environ.get("REQUIRE_MACHINES") == "1" else pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Raises TimeoutError if `is_so` does not come true."""
    end = monotonic() + PATIENCE
    while not is_so():
        if monotonic() > end:
            raise TimeoutError(what)
        sleep(0.02)


class Machine:
    """A server process and the port that it listens on."""

    host = "127.0.0.1"

    def __init__(self, port: int | None = None):
        self.port = port or free_port()
        self.process: subprocess.Popen | None = None

    def run(self, *command: str, **options) -> None:
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, **options
        )
        try:
            wait_until(self._is_up, f"{command[0]} on port {self.port}")
        except Exception:
            self.process.kill()
            raise

    def _is_up(self) -> bool:
        if self.process.poll() is not None:
            raise ChildProcessError(f"{self.process.args[0]} ended with {self.process.returncode}")
        return listens(self.port, self.host)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and wait until it is gone; a second time does nothing."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(how)
            self.process.wait(PATIENCE)


class Redis(Machine):
    """A Redis that keeps nothing."""

    def __init__(self):
        super().__init__()
        self.binary = program("redis-server", "valkey-server", package="redis-server")
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.run(self.binary, *options)


class Nginx(Machine):
    """nginx with the configuration that the documentation ships: only what is marked there to be
    changed is changed, and the two ports."""

    def __init__(self, folder: Path, data: Path, webs: list[tuple[str, int]]):
        super().__init__()
        self.folder, self.redirect_port = folder, free_port()
        self.binary = program("nginx", "/usr/sbin/nginx", package="nginx")
        self._certify()
        (folder / "site.conf").write_text(self._site(data, webs))
        (folder / "nginx.conf").write_text(self._around())
        self.start()

    def start(self) -> None:
        options = ["-p", str(self.folder), "-e", "error.log", "-c", "nginx.conf"]
        self.run(self.binary, *options, stderr=subprocess.DEVNULL)

    def grow_older(self, seconds: int) -> None:
        """Let that much time pass for every page that is kept, without waiting for it."""
        for kept in (self.folder / "cache").glob("*/*/" + "[0-9a-f]" * 32):
            with kept.open("r+b") as file:
                version, until = KEPT.unpack(file.read(KEPT.size))
                assert version == KEPT_VERSION, f"nginx keeps pages another way: {version}"
                file.seek(0)
                file.write(KEPT.pack(version, until - seconds))

    def _site(self, data: Path, webs: list[tuple[str, int]]) -> str:
        servers = "".join(
            f"server {host}:{port} max_fails=1 fail_timeout=5s; " for host, port in webs
        )
        text = SHIPPED.read_text()
        for line, ours in {
            r"server 10\.0\.0\.11:8000 [^;]+;": servers,
            r"server 10\.0\.0\.12:8000 [^;]+;": "",
            r"/var/cache/nginx/afterword ": f"{self.folder}/cache ",
            r"listen 80;": f"listen 127.0.0.1:{self.redirect_port};",
            r"listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            r"/etc/letsencrypt/live/example\.org/": f"{self.folder}/",
            r"root /srv/afterword/data;": f"root {data};",
        }.items():
            text, changes = re.subn(line, ours, text)
            assert changes, f"{SHIPPED} has no {line}"
        return text

    def _around(self) -> str:
        """What Debian's nginx.conf has around a site, with everything in a folder of our own."""
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind}; " for kind in kinds)
        types = "/etc/nginx/mime.types"
        return f"""
            {"user root;" if os.geteuid() == 0 else ""}
            daemon off; pid {self.folder}/pid; worker_processes 1;
            events {{ worker_connections 512; }}
            http {{ include {types}; access_log off; {temporary} include site.conf; }}
        """

    def _certify(self) -> None:
        command = [program("openssl", package="openssl"), "req", "-x509", "-nodes", "-days", "2"]
        command += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        command += ["-subj", "/CN=example.org"]
        command += ["-keyout", "privkey.pem", "-out", "fullchain.pem"]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
