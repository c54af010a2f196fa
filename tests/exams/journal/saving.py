"""What tests of the journal do: save, change an attempt behind its back, and read what is stored."""

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.exams.attempts import Attempt
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Receipt, Save

CLIENT_MS = 1_773_133_200_123

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def save_of(sequence: int, slot: int = 0, answer: str | None = '{"choice":1}', *, is_flagged: bool = False) -> Save:
    return Save(sequence, slot, answer, is_flagged, CLIENT_MS)


async def all_entries(database: Database, attempt: Attempt) -> list[JournalEntry]:
    async with database.reading() as session:
        entries = select(JournalEntry).where(col(JournalEntry.attempt_id) == attempt.id)
        return list(await session.scalars(entries.order_by(col(JournalEntry.lease), col(JournalEntry.sequence))))


async def save(journal: Journal, attempt: Attempt, *saves: Save, lease: int = 1, after: float = 0) -> Receipt:
    received_ms = clock.now_ms() + round(1000 * after)
    return await journal.save(Claim(attempt.id, lease), saves, received_ms=received_ms)


async def change(database: Database, attempt: Attempt, **values: object) -> None:
    async with database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == attempt.id).values(**values))
