"""How it began: enrolled, invited, prepared, started."""

from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.mail.messages import Message
from proeve.people.persons import Person
from proeve.reporting.timeline.events import Event
from proeve.reporting.timeline.subject import Subject


async def beginnings(session: AsyncSession, subject: Subject) -> AsyncIterator[Event]:
    """Give the steps up to the start."""
    attempt, enrolment = subject.attempt, subject.place.enrolment
    planner = await session.get(Person, enrolment.created_by)
    yield Event(enrolment.created_at, "enrolled", planner.name if planner else "")
    async for event in _invitations(session, subject):
        yield event
    yield Event(attempt.prepared_at, "prepared", facts={"questions": len(attempt.form["slots"])})
    if attempt.started_at is not None:
        yield Event(attempt.started_at, "started", subject.place.name, {"seconds": attempt.allowed_seconds})


async def _invitations(session: AsyncSession, subject: Subject) -> AsyncIterator[Event]:
    person = col(Message.person_id) == subject.attempt.person_id
    mails = select(Message).where(person, col(Message.kind) == "invitation").order_by(col(Message.id))
    for mail in await session.scalars(mails):
        if mail.facts.get("enrolment_id") == subject.place.enrolment.id:
            facts = {"state": str(mail.state), "recipient": mail.recipient}
            yield Event(mail.sent_at or mail.created_at, "invited", facts=facts)
