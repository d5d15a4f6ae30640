"""The site as in production: gunicorn on a free port of this machine, its workers, their memory."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from tests.bench.site import wrk
from tests.bench.site.wrk import LIKE_A_BROWSER, Load, NoAnswer, Unmeasured

CHECKOUT = Path(__file__).parents[3]
STARTS_WITHIN, STOPS_WITHIN = 60, 15  # seconds


class Server:
    """gunicorn with the settings of `forum.serving`, from `with` to its end.

    `options` are added to its command, `environment` to its environment.
    """

    def __init__(self, *options: str, **environment: str):
        self.url = f"http://127.0.0.1:{_free_port()}"
        self.command = [Path(sys.executable).with_name("gunicorn"), "-c", "python:forum.serving"]
        self.command += options
        port = self.url.rpartition(":")[2]
        self.environment = os.environ | {"PORT": port, "HOST": "127.0.0.1"} | environment

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(
            self.command, cwd=CHECKOUT, env=self.environment, stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.get("/robots.txt").status == 200:
                    return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise Unmeasured("the site did not start")

    def __exit__(self, *error) -> None:
        """Its workers end with it: they notice that their parent is gone."""
        self.process.terminate()
        try:
            self.process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def get(self, path: str, **headers: str):
        """The answer to one request, whatever its status, redirects not followed."""
        asked = urllib.request.Request(self.url + path, headers={**LIKE_A_BROWSER, **headers})
        try:
            return _opener.open(asked, timeout=30)
        except urllib.error.HTTPError as answer:
            return answer

    def load(self, path: str, seconds: int, **options) -> Load:
        """What wrk sees of `path`, longer on a machine that is too busy. Raises Unmeasured.

        wrk leaves without waiting: what it left behind is answered before the next one comes.
        """
        for longer in (1, 5, 20):
            self.get("/robots.txt")
            with suppress(NoAnswer):
                return wrk.run(self.url + path, longer * seconds, **options)
        raise NoAnswer(f"no answer at {path}: the machine is too busy")

    @property
    def workers(self) -> list[int]:
        pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
        return [pid for pid in pids if _parent(pid) == self.process.pid]

    @property
    def memory(self) -> float:
        """Of the largest worker, in MB, without the pages of the database file that it looks at:
        they are the system's, and given back when somebody needs the room."""
        return max(map(_own_memory, self.workers)) / 1024

    @property
    def seconds_worked(self) -> float:
        """Of processor time, by all workers so far, those that were replaced included."""
        ended = sum(map(int, _fields(self.process.pid)[13:15]))
        alive = sum(int(ticks) for pid in self.workers for ticks in _fields(pid)[11:13])
        return (ended + alive) / os.sysconf("SC_CLK_TCK")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _own_memory(pid: int) -> int:
    """In kB."""
    total, is_own = 0, True
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            is_own = ".sqlite3" not in line
        elif is_own and line.startswith("Rss:"):
            total += int(line.split()[1])
    return total


def peak_of(pid: int) -> float:
    """The most memory a process has had since it began its program, in MB; 0 if it has ended.

    (What `wait4` tells of a child counts the moment before, when it was a copy of this process.)
    """
    with suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def _parent(pid: int) -> int:
    """0 where the process has ended in the meantime."""
    try:
        return int(_fields(pid)[1])
    except OSError:
        return 0


def _fields(pid: int) -> list[str]:
    """What the system says of a process, after its name (proc(5), stat, from the third on)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
