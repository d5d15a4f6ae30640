"""wrk: one run of load against one address, and what it printed as numbers."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MISSING = "The benchmark needs wrk: sudo apt-get install wrk."
SCRIPTS = Path(__file__).parent
# As a browser says it. Every page, the constant one too, travels compressed.
LIKE_A_BROWSER = {"Accept-Encoding": "br, gzip"}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0, "h": 3_600_000.0}


class Unmeasured(Exception):
    """A run says nothing; the message says why."""


class NoAnswer(Unmeasured):
    """The run was over before anything was answered: the machine is too busy."""


@dataclass(frozen=True)
class Load:
    """What one run saw: requests a second, latency in milliseconds; `refused` counts answers from
    400 on, `broken` connections that ended before their answer."""

    rate: float
    half: float
    worst: float
    requests: int
    refused: int = 0
    broken: int = 0


def is_there() -> bool:
    return shutil.which("wrk") is not None


def run(
    url: str,
    seconds: int,
    *,
    threads: int = 2,
    connections: int = 16,
    headers: Mapping[str, str] = {},
    script: str = "",
    arguments: Iterable[str] = (),
) -> Load:
    """Ask for `url` for so long. Raises NoAnswer; Unmeasured if any answer was 400 or above."""
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in {**LIKE_A_BROWSER, **headers}.items():
        command += ["-H", f"{name}: {value}"]
    command += ["-s", str(SCRIPTS / script)] if script else []
    command += ["--timeout", "30s", url, "--", *arguments]
    load = parse(subprocess.run(command, capture_output=True, text=True).stdout)
    if load.refused:
        raise Unmeasured(f"{load.refused} of {load.requests} answers of {url} were 400 or above")
    return load


def parse(printed: str) -> Load:
    """What wrk --latency printed. Raises Unmeasured."""
    rate = re.search(r"^Requests/sec:\s+([\d.]+)$", printed, re.MULTILINE)
    requests = re.search(r"^\s*(\d+) requests in ", printed, re.MULTILINE)
    if not rate or not requests:
        raise Unmeasured(f"wrk printed no figures: {printed.strip()[-200:]!r}")
    if not int(requests[1]):
        raise NoAnswer("the machine is too busy to answer")
    refused = re.search(r"^\s*Non-2xx or 3xx responses: (\d+)$", printed, re.MULTILINE)
    broken = re.search(r"^\s*Socket errors: (.+)$", printed, re.MULTILINE)
    return Load(
        rate=float(rate[1]),
        half=_latency(printed, 50),
        worst=_latency(printed, 99),
        requests=int(requests[1]),
        refused=int(refused[1]) if refused else 0,
        broken=sum(map(int, re.findall(r"\d+", broken[1]))) if broken else 0,
    )


def _latency(printed: str, percent: int) -> float:
    found = re.search(rf"^\s*{percent}%\s+([\d.]+)(us|ms|s|m|h)\s*$", printed, re.MULTILINE)
    if not found:
        raise Unmeasured(f"wrk printed no latency of {percent} %")
    return float(found[1]) * UNITS[found[2]]
