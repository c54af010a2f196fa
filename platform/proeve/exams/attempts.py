"""The attempts: one person's sitting of one form, from prepared to graded."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime


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
    granted_seconds, kept beside them for the database to compare and to find what is due.
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
    granted_seconds: int = 0
    prepared_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    allowed_seconds: int | None = None
    deadline_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease: int = 0
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
