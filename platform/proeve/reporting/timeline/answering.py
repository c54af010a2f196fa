"""What came from the page: answers, taken together per question in a row, and the silences between them."""

from collections.abc import AsyncIterator
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.presence import ConnectionGap
from proeve.reporting.timeline.events import Event, moment_of
from proeve.reporting.timeline.subject import Subject


async def saves(_session: AsyncSession, subject: Subject) -> AsyncIterator[Event]:
    """Give the saves; those of the same question that came one after the other are one event."""
    added = {entry.lease for entry in subject.added_entries}
    by_arrival = sorted(subject.entries, key=lambda entry: (entry.received_ms, entry.lease, entry.sequence))
    for (slot, lease, is_late), group in groupby(by_arrival, key=_alike):
        entries = tuple(group)
        facts = {"slot": slot, "lease": lease, "late": is_late, "accepted": lease in added}
        yield Event(moment_of(entries[0].received_ms), "saves", facts=facts, saves=entries)


async def gaps(session: AsyncSession, subject: Subject) -> AsyncIterator[Event]:
    """Give the silences, each at the moment it began."""
    mine = select(ConnectionGap).where(col(ConnectionGap.attempt_id) == subject.attempt.id)
    for gap in await session.scalars(mine.order_by(col(ConnectionGap.from_ms))):
        seconds = round((gap.until_ms - gap.from_ms) / 1000)
        facts = {"until": moment_of(gap.until_ms), "seconds": seconds}
        yield Event(moment_of(gap.from_ms), "gap", facts=facts)


def _alike(entry: JournalEntry) -> tuple[int, int, bool]:
    return entry.slot, entry.lease, entry.is_late
