"""What people did to an attempt, from the audit log: openings, take-overs, extra time, pauses, an end."""

from collections.abc import AsyncIterator

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.people.persons import Person
from proeve.reporting.timeline.events import Event
from proeve.reporting.timeline.subject import Subject

READ_ONLY = ("attempt.view", "attempt.export")
"""Who looked is in the log, but did nothing to the attempt."""


async def acts(session: AsyncSession, subject: Subject) -> AsyncIterator[Event]:
    """Give every act on the attempt or its enrolment, and the joint start of its sitting."""
    about = col(AuditEvent.subject)
    own = about.in_([f"attempt:{subject.attempt.id}", f"enrolment:{subject.place.enrolment.id}"])
    joint = and_(about == f"sitting:{subject.place.sitting.id}", col(AuditEvent.action) == "sitting.start")
    statement = (
        select(AuditEvent, Person)
        .outerjoin(Person, col(Person.id) == col(AuditEvent.actor_id))
        .where(or_(own, joint), col(AuditEvent.action).not_in(READ_ONLY))
        .order_by(col(AuditEvent.id))
    )
    for act, person in await session.execute(statement):
        yield Event(act.at, act.action, person.name if person else "", dict(act.facts))
