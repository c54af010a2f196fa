"""Put the timeline of an attempt together from its sources; one more thing to tell is one more source."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.clock import milliseconds
from proeve.core.scope import Role, Scope
from proeve.exams.receipts.chain import chain
from proeve.exams.receipts.stored import chained, facts_of
from proeve.reporting.timeline.acts import acts
from proeve.reporting.timeline.answering import gaps, saves
from proeve.reporting.timeline.beginnings import beginnings
from proeve.reporting.timeline.endings import endings
from proeve.reporting.timeline.events import Event, without_marks
from proeve.reporting.timeline.subject import Subject, read_subject

SEES_MARKS = frozenset({Role.TRAINER})
"""An employer learns who passed, and an assessor decides without knowing what that brings."""

Source = Callable[[AsyncSession, Subject], AsyncIterator[Event]]

SOURCES: tuple[Source, ...] = (beginnings, acts, gaps, saves, endings)
"""Of two events in the same millisecond, the one of the earlier source comes first: saves before handing in."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One attempt and its events, the oldest first."""

    subject: Subject
    events: list[Event]

    @property
    def is_untouched(self) -> bool | None:
        """Say whether the stored answers are those of the receipt and what was accepted since; None without one."""
        subject = self.subject
        if subject.receipt is None:
            return None
        links = chain(facts_of(subject.attempt), (chained(entry) for entry in subject.covered_entries))
        is_as_accepted = all(any(record.has(entry) for record in subject.late) for entry in subject.added_entries)
        return bytes.fromhex(links[-1]) == subject.receipt.digest and is_as_accepted

    def count(self, kind: str) -> int:
        """Return how many events there are of a kind."""
        return sum(event.kind == kind for event in self.events)


async def read_timeline(session: AsyncSession, scope: Scope, attempt_id: int) -> Timeline:
    """Read the timeline of an attempt, or raise NotFound."""
    subject = await read_subject(session, scope, attempt_id)
    events = [event for source in SOURCES async for event in source(session, subject)]
    if scope.role not in SEES_MARKS:
        events = [replace(event, facts=without_marks(event.facts)) for event in events]
    return Timeline(subject, sorted(events, key=lambda event: milliseconds(event.at)))
