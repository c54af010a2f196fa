"""Read the journal back: per slot the answer that counts."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.journal.entries import JournalEntry


class StoredAnswer(Struct, frozen=True):
    """The last answer to a slot, as the page sent it, and the save it came with."""

    slot: int
    answer: dict[str, Any] | None
    flagged: bool
    lease: int
    sequence: int


async def last_answers(session: AsyncSession, attempt_id: int) -> list[StoredAnswer]:
    """List per slot, in the order of the form, the answer of the highest (lease, sequence); untouched slots are out."""
    slot, lease, sequence = col(JournalEntry.slot), col(JournalEntry.lease), col(JournalEntry.sequence)
    place = func.row_number().over(partition_by=slot, order_by=(lease.desc(), sequence.desc())).label("place")
    ranked = (
        select(slot, col(JournalEntry.answer), col(JournalEntry.is_flagged), lease, sequence, place)
        .where(col(JournalEntry.attempt_id) == attempt_id)
        .subquery()
    )
    rows = await session.execute(select(ranked).where(ranked.c.place == 1).order_by(ranked.c.slot))
    return [
        StoredAnswer(slot, None if answer is None else msgspec.json.decode(answer), flagged, lease, sequence)
        for slot, answer, flagged, lease, sequence, _ in rows
    ]
