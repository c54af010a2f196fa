"""What came from the page: answers, taken together per question in a row, and the silences between them."""

from collections.abc import AsyncIterator
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.clock import milliseconds
from proeve.exams.attempts import Attempt
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.presence import ConnectionGap, Presence, silent_since
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
        yield _gap(gap.from_ms, gap.until_ms)
    presence = await session.get(Presence, subject.attempt.id)
    since_ms, closed_ms = _closed_in_silence(subject.attempt, presence.seen_ms if presence else None)
    if since_ms is not None:
        yield _gap(since_ms, closed_ms)


def _closed_in_silence(attempt: Attempt, seen_ms: int | None) -> tuple[int | None, int]:
    """Return since when nothing was heard of an attempt that was closed and not handed in, and when it was closed.

    No sign of life ended that silence, so no row has it.
    """
    if attempt.started_at is None or attempt.closed_at is None or attempt.submitted_at is not None:
        return None, 0
    closed_ms = milliseconds(attempt.closed_at)
    return silent_since(seen_ms, milliseconds(attempt.started_at), closed_ms), closed_ms


def _gap(from_ms: int, until_ms: int) -> Event:
    facts = {"until": moment_of(until_ms), "seconds": round((until_ms - from_ms) / 1000)}
    return Event(moment_of(from_ms), "gap", facts=facts)


def _alike(entry: JournalEntry) -> tuple[int, int, bool]:
    return entry.slot, entry.lease, entry.is_late
