"""Read the journal back: per slot the answer that counts."""

from collections.abc import Collection
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
    return (await last_answers_of(session, [attempt_id]))[attempt_id]


async def last_answers_of(session: AsyncSession, attempt_ids: Collection[int]) -> dict[int, list[StoredAnswer]]:
    """Return the last answers of each of these attempts, by its id."""
    attempt, slot = col(JournalEntry.attempt_id), col(JournalEntry.slot)
    lease, sequence = col(JournalEntry.lease), col(JournalEntry.sequence)
    newest_first = (lease.desc(), sequence.desc())
    place = func.row_number().over(partition_by=(attempt, slot), order_by=newest_first).label("place")
    ranked = (
        select(attempt, slot, col(JournalEntry.answer), col(JournalEntry.is_flagged), lease, sequence, place)
        .where(attempt.in_(attempt_ids))
        .subquery()
    )
    rows = await session.execute(select(ranked).where(ranked.c.place == 1).order_by(ranked.c.slot))
    answers: dict[int, list[StoredAnswer]] = {attempt_id: [] for attempt_id in attempt_ids}
    for attempt_id, number, answer, flagged, *save, _ in rows:
        decoded = None if answer is None else msgspec.json.decode(answer)
        answers[attempt_id].append(StoredAnswer(number, decoded, flagged, *save))
    return answers
