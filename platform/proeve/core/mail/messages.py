"""The messages: what was to be sent to whom, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope


class MessageState(StrEnum):
    """What became of a message."""

    QUEUED = "queued"
    SENT = "sent"
    KEPT = "kept"  # There is no mail server to send it; in the demo the outbox page shows it.
    FAILED = "failed"


class Message(SQLModel, table=True):
    """One mail to one person; its words are composed when it is sent, so that no sign-in link rests here.

    `subject` is filled in when it is composed; `body` only in the demo, for its outbox page. `claimed_at` is set while
    a job is sending it, so that no other one does.
    """

    __tablename__ = "message"

    id: int = Field(default=None, primary_key=True)
    corporation_id: int | None = Field(default=None, foreign_key="corporation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    kind: str
    recipient: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDocument)
    state: MessageState = Field(default=MessageState.QUEUED, sa_type=String(10))
    subject: str | None = None
    body: str | None = None
    error: str | None = None
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def _visible_to(scope: Scope) -> Select[Message]:
    return (
        select(Message)
        .where(scope.covers(corporation=col(Message.corporation_id), person=col(Message.person_id)))
        .order_by(col(Message.created_at).desc(), col(Message.id).desc())
    )


async def all_messages(session: AsyncSession, scope: Scope, *, limit: int = 50, offset: int = 0) -> list[Message]:
    """List messages, the newest first."""
    return list(await session.scalars(_visible_to(scope).limit(limit).offset(offset)))


async def find_message(session: AsyncSession, scope: Scope, message_id: int) -> Message:
    """Return one message or raise NotFound."""
    message = await session.scalar(_visible_to(scope).where(col(Message.id) == message_id))
    if message is None:
        raise NotFound("Dit bericht bestaat niet.")
    return message
