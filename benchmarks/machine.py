"""What the figures were measured on: cores, versions, and how fast the disk makes one write durable."""

import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.cluster import Cluster

LIBRARIES = ("uvicorn", "httptools", "litestar", "sqlalchemy", "asyncpg", "uvloop", "reportlab")
BLOCK = b"\0" * 8192
SYNC_SECONDS = 1.0


def machine_facts(folder: Path, cluster: Cluster | None) -> dict[str, object]:
    """Describe this machine and what runs on it."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "busy_before": round(os.getloadavg()[0], 2),
        "durable_writes_per_second": round(durable_writes_per_second(folder)),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": cluster.version if cluster else None,
        **{library: version(library) for library in LIBRARIES},
    }


def durable_writes_per_second(folder: Path) -> float:
    """Write one block over and over, each time waiting until the disk has it: what a commit at least costs."""
    count, started = 0, time.perf_counter()
    with (folder / "durable").open("wb", buffering=0) as file:
        while time.perf_counter() - started < SYNC_SECONDS:
            file.seek(0)
            file.write(BLOCK)
            os.fdatasync(file.fileno())
            count += 1
    return count / (time.perf_counter() - started)
