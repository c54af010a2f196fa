"""The attempts: one person's sitting of one form, from prepared to graded."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import CheckConstraint, ColumnElement, Index, Select, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Scope
from question_bank.forms import Form

NOT_STARTED = "U bent nog niet begonnen. Lees eerst de uitleg en druk op 'Toets starten'."


class AttemptState(StrEnum):
    """Where an attempt stands."""

    PREPARED = "prepared"
    RUNNING = "running"
    CLOSED = "closed"
    GRADED = "graded"


class Attempt(SQLModel, table=True):
    """One attempt; it has a deadline only once it runs.

    `form` holds the slots (item version, drawn order of the replies) and the seed they were drawn with. `lease` counts
    the pages that took over the attempt: only the last one writes. `deadline_at` is started_at + allowed_seconds +
    granted_seconds, kept beside them for the database to compare and to find what is due. While `paused_at` is set the
    clock stands still; going on moves the deadline by as much. `wording` is what the corporation called things when the
    form was first opened, None while it was not, or when the form asks for no such words.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("(state = 'prepared') = (started_at IS NULL)", name="started_when_not_prepared"),
        CheckConstraint("(started_at IS NULL) = (deadline_at IS NULL)", name="deadline_once_started"),
        CheckConstraint("(state IN ('closed', 'graded')) = (closed_at IS NOT NULL)", name="closed_when_closed"),
        Index("ix_attempt_due", "state", "deadline_at"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    enrolment_id: int = Field(foreign_key="enrolment.id", unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    blueprint_id: int = Field(foreign_key="blueprint.id")
    exam: str
    state: AttemptState = Field(default=AttemptState.PREPARED, sa_type=String(10))
    seed: str
    form: dict[str, Any] = Field(sa_type=JsonDocument)
    wording: dict[str, str] | None = Field(default=None, sa_type=JsonDocument)
    granted_seconds: int = 0
    prepared_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    allowed_seconds: int | None = None
    deadline_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease: int = 0
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def form_of(attempt: Attempt) -> Form:
    """Return the form of an attempt, decoded."""
    return msgspec.convert(attempt.form, Form)


def begins_later(attempt: Attempt) -> bool:
    """Say whether the clock was set for a moment still to come: a joint start is announced a little ahead."""
    return attempt.started_at is not None and clock.now() < attempt.started_at


async def find_attempt(session: AsyncSession, scope: Scope, attempt_id: int) -> Attempt:
    """Return one attempt or raise NotFound."""
    visible = scope.covers(corporation=col(Attempt.corporation_id), person=col(Attempt.person_id))
    return _found(await session.scalar(select(Attempt).where(col(Attempt.id) == attempt_id, visible)))


async def hold_own_attempt(session: AsyncSession, scope: Scope, attempt_id: int) -> Attempt:
    """Return an attempt to its own candidate, whatever their role, and hold it until the transaction ends.

    Raises NotFound for anybody else: others may look at an attempt, but only the candidate sits it. Holding it also
    waits for the journal's groups with answers to it, so what is read afterwards has them all.
    """
    own = col(Attempt.person_id) == scope.person_id
    return _found(await session.scalar(held(col(Attempt.id) == attempt_id, own)))


async def hold_attempts(session: AsyncSession, attempt_ids: Collection[int]) -> dict[int, Attempt]:
    """Return attempts by id, held in the same way, in the order of their ids; what does not exist is left out."""
    return {attempt.id: attempt for attempt in await session.scalars(held(col(Attempt.id).in_(attempt_ids)))}


async def hold_attempt(session: AsyncSession, attempt_id: int) -> Attempt:
    """Return an attempt for work of our own, held in the same way."""
    return _found(await session.scalar(held(col(Attempt.id) == attempt_id)))


def held(*conditions: ColumnElement[bool]) -> Select[Attempt]:
    """Return the statement that reads attempts as they are and holds them until the transaction ends.

    Always in one order, so that two who hold some of the same never wait for each other in a circle.
    """
    wanted = select(Attempt).where(*conditions).order_by(col(Attempt.id))
    return wanted.with_for_update().execution_options(populate_existing=True)


def no_such_attempt() -> NotFound:
    """Return the error for an attempt that does not exist, or is somebody else's."""
    return NotFound("Deze toets bestaat niet.")


def not_started() -> Conflict:
    """Return the error for what can only be done with an attempt that has begun."""
    return Conflict(NOT_STARTED, code="not_started")


def _found(attempt: Attempt | None) -> Attempt:
    if attempt is None:
        raise no_such_attempt()
    return attempt
