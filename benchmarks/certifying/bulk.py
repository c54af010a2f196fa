"""Issue the certificates of a whole exam day by jobs, while people look at pages of the same server."""

import asyncio
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.candidates import Candidate, Hall
from benchmarks.certifying.installation import ask_for_all, count_issued
from benchmarks.servers import APPLICATION, serving
from benchmarks.visiting import Visit
from proeve.core.database import Database
from proeve.core.settings import Settings

PAGES = ("/mijn", "/mijn/certificaten", "/hulp")
EVERY_SECONDS = 0.1
QUIET_SECONDS = 5
LOOK_SECONDS = 0.2
MOST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long pages took, in milliseconds."""

    pages: int
    median_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Bulk:
    """How many certificates jobs issued in how many seconds, and what people noticed of it."""

    certificates: int
    seconds: float
    before: Waiting
    meanwhile: Waiting


class Visitors:
    """People who each open a page ten times a second, as long as the block lasts."""

    def __init__(self, address: str, candidates: list[Candidate]) -> None:
        self._durations: list[float] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._look, args=(address, each)) for each in candidates]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    @property
    def waiting(self) -> Waiting:
        """Return how long they waited."""
        percentiles = statistics.quantiles(self._durations, n=100)
        return Waiting(len(self._durations), statistics.median(self._durations), percentiles[98])

    def _look(self, address: str, candidate: Candidate) -> None:
        with Visit(address, candidate) as visit:
            number = 0
            while not self._stop.wait(EVERY_SECONDS):
                self._durations.append(visit.get(PAGES[number % len(PAGES)]).ms)
                number += 1


def measure_bulk(settings: Settings, hall: Hall, folder: Path) -> Bulk:
    """Serve, look around for a while, and then look around while every certificate is made."""
    with serving(APPLICATION, folder, settings) as address:
        with Visitors(address, hall.opening) as quiet:
            time.sleep(QUIET_SECONDS)
        with Visitors(address, hall.opening) as busy:
            seconds = asyncio.run(_issue_all(settings, len(hall.starting)))
    return Bulk(len(hall.starting), seconds, quiet.waiting, busy.waiting)


async def _issue_all(settings: Settings, count: int) -> float:
    """Ask for all certificates, wait until they are there, and return how long that took."""
    database, started = Database(settings.database_url), time.perf_counter()
    await ask_for_all(database)
    while await count_issued(database) < count:
        if time.perf_counter() - started > MOST_SECONDS:
            raise RuntimeError(f"After {MOST_SECONDS} seconds {await count_issued(database)} of {count} were issued.")
        await asyncio.sleep(LOOK_SECONDS)
    await database.close()
    return time.perf_counter() - started
