"""What one save costs the journal itself, without HTTP, with many requests waiting at once."""

import asyncio
import time
from dataclasses import dataclass

import uvloop

from benchmarks.candidates import LEASE
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Outcome, Save

AT_ONCE = 256
"""Requests that wait for the journal at the same time: a node under the load of a whole sector has as many."""
ANSWER = '{"choice":2}'
SLOTS = 20
WARM_UP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class JournalCost:
    """Saves per second, and microseconds of this process's time per save (without what a database server uses)."""

    per_second: float
    cpu_us: float

    @property
    def us(self) -> float:
        """Return the microseconds that one save took."""
        return 1e6 / self.per_second


def measure_journal(settings: Settings, attempts: list[int], *, first: int, seconds: float) -> JournalCost:
    """Save round and round over these attempts for some seconds, with sequence numbers from the first one on."""
    return uvloop.run(_measure(settings, _Round(attempts, first), seconds))


class _Round:
    """Hands out the next save: attempt after attempt, and then all of them again with the next number."""

    def __init__(self, attempts: list[int], first: int) -> None:
        self._attempts = attempts
        self._first = first
        self.count = 0

    def next_save(self) -> tuple[Claim, Save]:
        turn, place = divmod(self.count, len(self._attempts))
        self.count += 1
        save = Save(self._first + turn, (self._first + turn) % SLOTS, ANSWER, is_flagged=False, client_ms=0)
        return Claim(self._attempts[place], LEASE), save


async def _measure(settings: Settings, saves: _Round, seconds: float) -> JournalCost:
    database = Database(settings.database_url)
    journal = Journal(database)
    await journal.start()
    try:
        await _save_for(WARM_UP_SECONDS, journal, saves)
        before, began, cpu = saves.count, time.perf_counter(), time.process_time()
        await _save_for(seconds, journal, saves)
        count, took = saves.count - before, time.perf_counter() - began
        return JournalCost(count / took, (time.process_time() - cpu) / count * 1e6)
    finally:
        await journal.stop()
        await database.close()


async def _save_for(seconds: float, journal: Journal, saves: _Round) -> None:
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_keep_saving(until, journal, saves) for _ in range(AT_ONCE)))


async def _keep_saving(until: float, journal: Journal, saves: _Round) -> None:
    while time.perf_counter() < until:
        claim, save = saves.next_save()
        receipt = await journal.save(claim, [save], received_ms=clock.now_ms())
        if list(receipt.outcomes) != [Outcome.ACKNOWLEDGED]:
            raise RuntimeError(f"A save of the benchmark was not stored: {receipt}")
