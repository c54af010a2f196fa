"""What running programs use: processor time and memory of a process and all it started, as Linux tells."""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PARENT, USER, WAITED_SYSTEM = 1, 11, 14
"""Places in `stat` after the name of the program: of the parent, and of four times in a row (proc(5))."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of processor time so far, and bytes of memory now; shared memory is divided among its users."""

    cpu_seconds: float
    memory_bytes: int


def usage_of(roots: Iterable[int]) -> Usage:
    """Return what these processes and all they started use together; nothing where there is no Linux to tell."""
    pids = _family(roots)
    return Usage(sum(map(_cpu_seconds, pids)), sum(map(_memory_bytes, pids)))


def _family(roots: Iterable[int]) -> set[int]:
    children = defaultdict(list)
    for entry in PROC.glob("[0-9]*"):
        if facts := _facts(int(entry.name)):
            children[int(facts[PARENT])].append(int(entry.name))
    family, waiting = set(), list(roots)
    while waiting:
        pid = waiting.pop()
        family.add(pid)
        waiting += children[pid]
    return family


def _facts(pid: int) -> list[str]:
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # It has ended.
        return []


def _cpu_seconds(pid: int) -> float:
    """Return the time of a process and of those it started that have ended."""
    return sum(map(int, _facts(pid)[USER : WAITED_SYSTEM + 1])) / TICKS_PER_SECOND


def _memory_bytes(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
