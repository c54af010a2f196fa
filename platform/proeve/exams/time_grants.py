"""The extra minutes that were granted on the day itself, each with who did it and why."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class TimeGrant(SQLModel, table=True):
    """Minutes added to one attempt, before or while it runs."""

    __tablename__ = "time_grant"
    __table_args__ = (CheckConstraint("seconds > 0", name="adds_time"),)

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    attempt_id: int = Field(foreign_key="attempt.id", index=True)
    seconds: int
    reason: str = ""
    granted_by: int = Field(foreign_key="person.id")
    granted_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
