"""What one sitting showed, in figures: rates, waiting times, what it cost per candidate, and what was lost."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.sitting.comparing import Comparison
from benchmarks.sitting.records import KINDS, Record

SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long answers of one kind took, in milliseconds, and how many there were."""

    count: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What one candidate cost a part of the installation, from start to hand-in."""

    cpu_seconds: float
    memory_bytes: float


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting on one installation.

    `hold` is the time in which everybody was in and nobody handed in, as seconds from and until; `waiting` is over the
    whole run and `waiting_in_hold` over that time. `per_second` counts good answers of each kind, second by second.
    `behind_p99_ms` is how late the generators were with what they meant to do: far below the waiting times, or those
    are the generators' own. Memory is what a part grew by, at its largest, over the candidates.
    """

    name: str
    candidates: int
    starts_per_second: float
    best_minute_of_starts: float
    hold: tuple[float, float]
    saves_per_second: float
    waiting: dict[str, Waiting]
    waiting_in_hold: dict[str, Waiting]
    per_second: dict[str, list[int]]
    failures: dict[str, int]
    comparison: Comparison
    costs: dict[str, Cost]
    database_bytes: float
    connections: int
    generator_cpu_seconds: float
    behind_p99_ms: float

    @property
    def lost(self) -> int:
        """Return how many promises were broken."""
        return self.comparison.lost


class Observed:
    """The records of all processes of a run, taken together."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.hold = _hold(records)
        self.failures = dict(sum((record.failures for record in records), Counter()))
        self.connections = sum(record.connections for record in records)
        self.generator_cpu_seconds = sum(record.cpu_seconds for record in records)
        self.behind_p99_ms = _percentile([record.behind_ms for record in records], 99)
        self._at = {kind: _joined(record.timings[kind].at for record in records) for kind in KINDS}
        self._ms = {kind: _joined(record.timings[kind].ms for record in records) for kind in KINDS}

    def waiting(self, *, in_hold: bool = False) -> dict[str, Waiting]:
        """Return the waiting times of each kind that was asked for."""
        found = {kind: self._ms[kind][self._held(kind)] if in_hold else self._ms[kind] for kind in KINDS}
        return {kind: waiting_of(times) for kind, times in found.items() if len(times)}

    def rate_in_hold(self, kind: str) -> float:
        """Return how many answers there were per second while everybody was in."""
        begin, end = self.hold
        return float(np.count_nonzero(self._held(kind))) / (end - begin) if end > begin else 0.0

    def rate(self, kind: str) -> float:
        """Return how many answers there were per second, from the first to the last."""
        at = self._at[kind]
        return float((len(at) - 1) / (at.max() - at.min())) if len(at) > 1 else 0.0

    def best_minute(self, kind: str) -> float:
        """Return the rate over the best minute; over all of it when it took less."""
        seconds = self.per_second().get(kind, [])
        sums = [
            sum(seconds[start : start + SECONDS_PER_MINUTE]) for start in range(len(seconds) - SECONDS_PER_MINUTE + 1)
        ]
        return max(sums) / SECONDS_PER_MINUTE if sums and self._lasted(kind) >= SECONDS_PER_MINUTE else self.rate(kind)

    def per_second(self) -> dict[str, list[int]]:
        """Count the answers of each kind second by second, all rows of the same length."""
        length = 1 + int(max((at.max() for at in self._at.values() if len(at)), default=0))
        return {
            kind: np.bincount(at.astype(int), minlength=length).tolist() for kind, at in self._at.items() if len(at)
        }

    def _lasted(self, kind: str) -> float:
        return float(self._at[kind].max() - self._at[kind].min()) if len(self._at[kind]) else 0.0

    def _held(self, kind: str) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        begin, end = self.hold
        return (self._at[kind] >= begin) & (self._at[kind] < end)


def waiting_of(times: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Waiting:
    """Return how these times, in milliseconds, are spread."""
    p50, p95, p99 = (float(value) for value in np.percentile(times, (50, 95, 99)))
    return Waiting(len(times), p50, p95, p99, float(times.max()))


def _hold(records: Sequence[Record]) -> tuple[float, float]:
    begin = max(record.all_in_at for record in records)
    return begin, min((record.first_hand_in_at for record in records if record.first_hand_in_at), default=begin)


def _joined(parts: Iterable["array[float]"]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.concatenate([np.frombuffer(part, dtype=np.float64) for part in parts if part] or [np.empty(0)])


def _percentile(parts: Sequence["array[float]"], percent: float) -> float:
    times = _joined(parts)
    return float(np.percentile(times, percent)) if len(times) else 0.0
