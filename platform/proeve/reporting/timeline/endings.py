"""How it ended: handed in or closed by time, receipt, result, certificate."""

from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.endings import Ending, ending_of
from proeve.register import history
from proeve.reporting.timeline.events import MARKS, Event
from proeve.reporting.timeline.subject import Subject


async def endings(session: AsyncSession, subject: Subject) -> AsyncIterator[Event]:
    """Give what came of the attempt."""
    attempt, receipt, result = subject.attempt, subject.receipt, subject.result
    if attempt.closed_at is not None:
        ending = ending_of(attempt)
        # What an invigilator ended, the acts tell of.
        if ending is Ending.HANDED_IN:
            yield Event(attempt.closed_at, "submitted", subject.place.name)
        elif ending is Ending.TIME_UP:
            yield Event(attempt.closed_at, "time_over")
    if receipt is not None:
        yield Event(receipt.made_at, "receipt", facts={"code": receipt.code, "entries": receipt.entry_count})
    if result is not None:
        marks = {name: str(getattr(result, name)) for name in MARKS}
        yield Event(result.graded_at, "graded", facts={"passed": result.passed, **marks})
    if subject.certificate is not None:
        for event in await history.all_events(session, subject.certificate):
            yield Event(event.at, event.kind, event.actor, event.facts)
