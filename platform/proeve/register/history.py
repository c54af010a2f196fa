"""What happened to a certificate: issued, told, revoked; by whom and when."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.core.mail.messages import Message
from proeve.corporations.staff import StaffMember
from proeve.people.persons import Person
from proeve.register.certificates import Certificate
from proeve.register.recording import certificate_subject


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `kind` is an action of the audit log, or `message` for a mail to the holder.

    `facts` are those of the log, or the state of the message, whose recipient is empty when it is an address that the
    holder chose themselves; `actor` is empty for what the system did by itself.
    """

    at: datetime
    kind: str
    actor: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


async def all_events(session: AsyncSession, certificate: Certificate) -> list[Event]:
    """List what happened to a certificate that the caller was allowed to find, the oldest first."""
    events = [*await _acts(session, certificate), *await _letters(session, certificate)]
    return sorted(events, key=lambda event: event.at)


async def _acts(session: AsyncSession, certificate: Certificate) -> list[Event]:
    statement = (
        select(AuditEvent, Person)
        .outerjoin(Person, col(Person.id) == col(AuditEvent.actor_id))
        .where(col(AuditEvent.subject) == certificate_subject(certificate.id))
        .order_by(col(AuditEvent.id))
    )
    rows = await session.execute(statement)
    return [Event(act.at, act.action, person.name if person else "", act.facts) for act, person in rows]


async def _letters(session: AsyncSession, certificate: Certificate) -> list[Event]:
    """List the mails to the holder about this certificate, at the corporation and at an address of their own."""
    member = await session.get(StaffMember, certificate.staff_member_id) if certificate.staff_member_id else None
    at_work = member.person_id if member else None
    holders = {certificate.person_id, at_work} - {None}
    mine = select(Message).where(col(Message.person_id).in_(holders)).order_by(col(Message.id))
    messages = [each for each in await session.scalars(mine) if each.facts.get("number") == certificate.number]
    return [_letter(each, to=each.recipient if each.person_id == at_work else "") for each in messages]


def _letter(message: Message, *, to: str) -> Event:
    return Event(message.created_at, "message", facts={"kind": message.kind, "state": message.state, "recipient": to})
