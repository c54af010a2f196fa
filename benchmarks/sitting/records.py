"""What one process of candidates saw: how long each answer took, what failed, and which saves were acknowledged."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

START, PAGE, OPEN, SAVE, BEAT, HAND_IN = KINDS = ("start", "page", "open", "save", "heartbeat", "hand_in")

_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Timings:
    """Moments at which requests of one kind were answered, in seconds on the run's clock, and how long they took."""

    at: "array[float]" = field(default_factory=lambda: array("d"))
    ms: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, at: float, ms: float) -> None:
        """Note one answer."""
        self.at.append(at)
        self.ms.append(ms)


@dataclass(slots=True)
class Record:
    """Everything one process saw; `behind_ms` is how late it was itself with what it meant to do.

    `started` and `handed_in` are attempts of which the server said so.
    """

    timings: dict[str, Timings] = field(default_factory=lambda: {kind: Timings() for kind in KINDS})
    failures: Counter[str] = field(default_factory=Counter)
    behind_ms: "array[float]" = field(default_factory=lambda: array("d"))
    started: list[int] = field(default_factory=list)
    handed_in: list[int] = field(default_factory=list)
    all_in_at: float = 0.0
    first_hand_in_at: float = 0.0
    connections: int = 0
    cpu_seconds: float = 0.0


class Acknowledged:
    """A file with every save that the server acknowledged, one a line."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=1 << 20)

    def add(self, attempt_id: int, lease: int, sequence: int, slot: int, answer: object) -> None:
        """Write one save down."""
        self._file.write(_encode([attempt_id, lease, sequence, slot, answer]) + b"\n")

    def close(self) -> None:
        """Write the rest to the file."""
        self._file.close()
