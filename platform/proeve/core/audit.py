"""The audit log: who did or saw what, written in the transaction of the act itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime


class AuditEvent(SQLModel, table=True):
    """One act; `subject` names a thing as `kind:id`, `facts` hold what a reader needs to understand it later."""

    __tablename__ = "audit_event"

    id: int = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    corporation_id: int | None = Field(default=None, foreign_key="corporation.id", index=True)
    action: str
    subject: str = Field(index=True)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDocument)


def record(
    session: AsyncSession,
    action: str,
    subject: str,
    *,
    actor_id: int | None,
    corporation_id: int | None = None,
    **facts: Any,
) -> None:
    """Add one line to the log; `action` reads `thing.verb`, as in `certificate.revoke`."""
    session.add(
        AuditEvent(action=action, subject=subject, actor_id=actor_id, corporation_id=corporation_id, facts=facts)
    )


class AuditLine(NamedTuple):
    """What is written of one act of many; its parts are those of `record`."""

    action: str
    subject: str
    actor_id: int | None
    corporation_id: int | None
    facts: dict[str, Any]


async def record_all(session: AsyncSession, lines: Iterable[AuditLine]) -> None:
    """Add many lines to the log, by one statement."""
    at = clock.now()
    if rows := [{"at": at, **line._asdict()} for line in lines]:
        await session.execute(insert(AuditEvent), rows)


async def all_events(session: AsyncSession, subject: str, *actions: str) -> list[AuditEvent]:
    """List what was done to a thing, of these kinds, the latest first."""
    events = select(AuditEvent).where(col(AuditEvent.subject) == subject).where(col(AuditEvent.action).in_(actions))
    return list(await session.scalars(events.order_by(col(AuditEvent.at).desc(), col(AuditEvent.id).desc())))
