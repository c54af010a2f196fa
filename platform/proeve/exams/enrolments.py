"""The enrolments: who is to sit which exam when, and with how much extra time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class Enrolment(SQLModel, table=True):
    """One staff member's place in a sitting.

    Extra time is a decision only, never its reason: `extra_percent` on the duration, then `extra_minutes` on top.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("sitting_id", "staff_member_id"),
        CheckConstraint("extra_percent BETWEEN 0 AND 200", name="extra_percent_in_range"),
        CheckConstraint("extra_minutes BETWEEN 0 AND 240", name="extra_minutes_in_range"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    sitting_id: int = Field(foreign_key="sitting.id", index=True)
    staff_member_id: int = Field(foreign_key="staff_member.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    extra_percent: int = 0
    extra_minutes: int = 0
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
