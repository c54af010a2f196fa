"""Put load on an address with wrk and read what it reports."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

MISSING = "make bench needs the load generator wrk (Debian: apt-get install wrk; macOS: brew install wrk)."
SPARE_SECONDS = 60
IN_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw: answers per second, and how long half and nearly all of them took.

    `refused` answers had a status of 400 or more; `broken` counts connections that failed or took over two seconds.
    """

    per_second: float
    p50_ms: float
    p99_ms: float
    answers: int
    refused: int
    broken: int


def is_installed() -> bool:
    """Say whether there is a load generator."""
    return shutil.which("wrk") is not None


def put_load(
    url: str, *, connections: int, seconds: float, script: str | None = None, arguments: tuple[object, ...] = ()
) -> Load:
    """Ask for a URL over a number of connections, with a Lua script of this folder that makes the requests."""
    command = ["wrk", "--threads", "1", "--latency", f"-c{connections}", f"-d{round(seconds)}s"]
    if script:
        command += ["-s", str(Path(__file__).with_name(script))]
    command += [url, "--", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + SPARE_SECONDS)
    return read_report(done.stdout)


def read_report(report: str) -> Load:
    """Read the text that wrk prints."""
    return Load(
        per_second=float(_found(r"Requests/sec:\s+([\d.]+)", report)),
        p50_ms=_percentile(50, report),
        p99_ms=_percentile(99, report),
        answers=int(_found(r"(\d+) requests in", report)),
        refused=int(_found(r"Non-2xx or 3xx responses: (\d+)", report, "0")),
        broken=sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", report))),
    )


def _percentile(percent: int, report: str) -> float:
    """Return a percentile in milliseconds; wrk writes it as `1.54ms` or `2.10s`."""
    found = _found(rf"(?m)^\s+{percent}%\s+([\d.]+[a-z]+)", report)
    unit = found.lstrip("0123456789.")
    return float(found.removesuffix(unit)) * IN_MS[unit]


def _found(pattern: str, report: str, otherwise: str | None = None) -> str:
    found = re.search(pattern, report)
    if found:
        return found[1]
    if otherwise is None:
        raise ValueError(f"wrk printed something else than expected:\n{report}")
    return otherwise
