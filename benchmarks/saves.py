"""Save answers over HTTP with real tokens, and look in the database whether each acknowledged one is there."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from benchmarks.candidates import LEASE, Candidate, Hall
from benchmarks.journal_cost import measure_journal
from benchmarks.load import Load, put_load
from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.attempt_tokens import AttemptTokens, Pass
from proeve.exams.journal.entries import JournalEntry
from question_bank.kinds import accepts

ANSWERS = (
    {"choice": 2},
    {"most": 0, "least": 3},
    {"ratings": [4, 1, 2, 3, 1]},
    {"ranking": [2, 0, 1, 3]},
    {"text": "Ik bel u morgen voor tien uur terug."},
)


@dataclass(frozen=True, slots=True)
class Saves:
    """One run: what the load generator saw, how many saves were acknowledged, and how many of those are not stored."""

    load: Load
    acknowledged: int
    lost: int


class Saving:
    """The candidates of one server, who go on saving with ever higher numbers from run to run."""

    def __init__(self, address: str, settings: Settings, hall: Hall, folder: Path) -> None:
        self._url = f"http://{address}/afname/bewaren"
        self._settings = settings
        self._candidates = hall.saving
        self._folder = folder
        self._first = 1
        folder.mkdir()
        _write_lines(folder / "tokens", _tokens(settings, hall))
        _write_lines(folder / "answers", [json.dumps(fitting_answer(shape)) for shape in hall.shapes])

    def run(self, *, connections: int, seconds: float) -> Saves:
        """Save for some seconds, one answer per request, and compare what was acknowledged with what is stored."""
        load = self._put(self._url, connections, seconds)
        acknowledged = [int(line) for line in (self._folder / "acknowledged").read_text().split()]
        stored = asyncio.run(_stored(self._settings, self._first))
        lost = sum(stored.get(number) != self._attempt_of(number) for number in acknowledged)
        # Requests that were on their way when the load ended may be stored too, so the highest stored number counts.
        self._first = max(stored, default=self._first) + connections + 1
        return Saves(load, len(acknowledged), lost)

    def put_elsewhere(self, address: str, *, connections: int, seconds: float) -> Load:
        """Send the same requests to a server that does nothing with them."""
        return self._put(f"http://{address}/", connections, seconds)

    def run_without_http(self, *, seconds: float) -> float:
        """Save straight into the journal, from this process, for some seconds; return the saves per second."""
        attempts = [candidate.attempt_id for candidate in self._candidates]
        cost = measure_journal(self._settings, attempts, first=self._first, seconds=seconds)
        self._first = max(asyncio.run(_stored(self._settings, self._first))) + 1
        return cost.per_second

    def _put(self, url: str, connections: int, seconds: float) -> Load:
        arguments = (self._folder, self._first)
        return put_load(url, connections=connections, seconds=seconds, script="saves.lua", arguments=arguments)

    def _attempt_of(self, number: int) -> int:
        """Return the attempt that saves under this number; saves.lua divides them in the same way."""
        return self._candidates[number % len(self._candidates)].attempt_id


def _tokens(settings: Settings, hall: Hall) -> list[str]:
    tokens = AttemptTokens(settings.secret_key)
    return [tokens.issue(_pass(candidate, hall.shapes)) for candidate in hall.saving]


def _pass(candidate: Candidate, shapes: tuple[str, ...]) -> Pass:
    return Pass(attempt_id=candidate.attempt_id, lease=LEASE, person_id=candidate.person_id, shapes=shapes)


def fitting_answer(shape: str) -> dict[str, Any]:
    """Return an answer that a slot of this shape takes."""
    return next(answer for answer in ANSWERS if accepts(shape, answer))


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines))


async def _stored(settings: Settings, first: int) -> dict[int, int]:
    """Return the attempt under each stored number, from the first number of a run."""
    database = Database(settings.database_url)
    number, attempt = col(JournalEntry.sequence), col(JournalEntry.attempt_id)
    async with database.reading() as session:
        rows = await session.execute(select(number, attempt).where(number >= first))
        stored = {row[0]: row[1] for row in rows}
    await database.close()
    return stored
