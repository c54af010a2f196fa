"""Compare what the server said it has with what the database has: every answer, every start, every hand-in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlmodel import col

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.attempts import Attempt
from proeve.exams.journal.entries import JournalEntry

Place = tuple[int, int]
"""Lease and sequence: where an answer stands in the journal of its attempt."""
Answered = tuple[int, str]
"""Slot and answer, the answer as JSON with sorted keys, so that two can be compared."""

AT_ONCE = 500
"""Attempts whose answers are read together."""

_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many answers were acknowledged, how many are stored, and what was promised and is not there.

    More may be stored than acknowledged: an answer whose acknowledgement got lost on its way.
    """

    acknowledged: int
    stored: int
    lost_answers: int
    lost_starts: int
    lost_hand_ins: int

    @property
    def lost(self) -> int:
        """Return how many promises were broken: any but 0 is a fault."""
        return self.lost_answers + self.lost_starts + self.lost_hand_ins


async def compare(
    settings: Settings, files: Iterable[Path], *, started: Iterable[int], handed_in: Iterable[int]
) -> Comparison:
    """Read everything that was promised and look for it in the database."""
    waiting = read_acknowledged(files)
    acknowledged = sum(map(len, waiting.values()))
    database = Database(settings.database_url)
    try:
        stored = await _strike_out(database, waiting)
        began, closed = await _moved_attempts(database)
    finally:
        await database.close()
    return Comparison(
        acknowledged,
        stored,
        lost_answers=sum(map(len, waiting.values())),
        lost_starts=len(set(started) - began),
        lost_hand_ins=len(set(handed_in) - closed),
    )


def read_acknowledged(files: Iterable[Path]) -> dict[int, dict[Place, Answered]]:
    """Read what was acknowledged, by attempt."""
    found: dict[int, dict[Place, Answered]] = defaultdict(dict)
    for path in files:
        with path.open("rb") as file:
            for line in file:
                attempt_id, lease, sequence, slot, answer = _decode(line)
                found[attempt_id][lease, sequence] = slot, normal(answer)
    return found


def strike_out(waiting: dict[int, dict[Place, Answered]], row: tuple[int, int, int, int, str | None]) -> None:
    """Take an answer off the list when this row of the journal holds exactly it."""
    attempt_id, lease, sequence, slot, answer = row
    expected = waiting.get(attempt_id, {})
    if expected.get((lease, sequence)) == (slot, normal(None if answer is None else _decode(answer))):
        del expected[lease, sequence]


def normal(answer: Any) -> str:
    """Write an answer in the one way in which equal answers are equal texts."""
    return _encode(answer).decode()


async def _strike_out(database: Database, waiting: dict[int, dict[Place, Answered]]) -> int:
    """Strike out all that is stored, and return how many rows there are."""
    names = ("attempt_id", "lease", "sequence", "slot", "answer")
    rows = select(*(col(getattr(JournalEntry, name)) for name in names))
    attempt_id, stored = col(JournalEntry.attempt_id), 0
    async with database.reading() as session:
        last = await session.scalar(select(func.max(attempt_id))) or 0
        for first in range(0, last + 1, AT_ONCE):
            for row in await session.execute(rows.where(attempt_id.between(first, first + AT_ONCE - 1))):
                strike_out(waiting, tuple(row))
                stored += 1
    return stored


async def _moved_attempts(database: Database) -> tuple[set[int], set[int]]:
    """Return which attempts were started and which were closed."""
    started, closed = col(Attempt.started_at), col(Attempt.closed_at)
    async with database.reading() as session:
        began = set(await session.scalars(select(col(Attempt.id)).where(started.is_not(None))))
        ended = set(await session.scalars(select(col(Attempt.id)).where(closed.is_not(None))))
    return began, ended
