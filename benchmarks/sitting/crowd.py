"""Let many candidates sit at once from one process, apart from the server's, and return what they saw."""

import asyncio
import gc
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import uvloop

from benchmarks.candidates import Candidate as Seat
from benchmarks.sitting.candidate import Candidate
from benchmarks.sitting.open_connections import OpenConnections
from benchmarks.sitting.plan import Pace, Plan
from benchmarks.sitting.records import Acknowledged, Record
from benchmarks.visiting import CSRF_COOKIE
from proeve.web.visitor import SESSION_COOKIE


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a sitting that one process plays: seats with their numbers in the sitting.

    `begins_at` is a moment of the clock that all processes of a machine share (`time.perf_counter`).
    """

    seats: list[tuple[int, Seat]]
    plan: Plan
    port: int
    form_token: str
    shapes: tuple[str, ...]
    begins_at: float
    most_connections: int
    acknowledged: Path


def get_ready() -> None:
    """Do nothing; a process that was asked has imported all it needs, so that the first candidates are not late."""


def play(share: Share) -> Record:
    """Let everybody of this share sit, and return when the last one has handed in."""
    return uvloop.run(_play(share))


async def _play(share: Share) -> Record:
    crowd = Crowd(share)
    candidates = [(share.plan.comes_in_after(number), crowd.candidate(number, seat)) for number, seat in share.seats]
    gc.disable()  # Looking through all of them for garbage would hold up the clock that answers are timed by.
    await asyncio.gather(*(candidate.sit(starts_at) for starts_at, candidate in candidates))
    crowd.acknowledged.close()
    crowd.record.connections = crowd.connections.opened
    crowd.record.cpu_seconds = time.process_time()
    return crowd.record


class Crowd:
    """What the candidates of one process share: the clock, the connections and the record."""

    def __init__(self, share: Share) -> None:
        self.record = Record()
        self.acknowledged = Acknowledged(share.acknowledged)
        self.connections = OpenConnections(share.port, share.most_connections)
        self.shapes = share.shapes
        self.with_page = share.plan.with_page
        self._share = share
        self._outside = len(share.seats)

    def candidate(self, number: int, seat: Seat) -> Candidate:
        """Return the candidate of a seat."""
        cookies = {SESSION_COOKIE: seat.cookie, CSRF_COOKIE: self._share.form_token}
        pace = Pace(Random(number), self._share.plan.speed)
        return Candidate(self, number, seat.attempt_id, cookies, pace)

    def now(self) -> float:
        """Return the seconds on the run's clock."""
        return time.perf_counter() - self._share.begins_at

    def came_in(self) -> None:
        """Count one more candidate; from the last one on, the sitting is full."""
        self._outside -= 1
        if self._outside == 0:
            self.record.all_in_at = self.now()

    def hands_in_at(self, number: int) -> float:
        """Return when a candidate is to hand in; infinity until everybody is in."""
        if self._outside:
            return float("inf")
        return self.record.all_in_at + self._share.plan.hands_in_after(number)
