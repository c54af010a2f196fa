"""The results: what an attempt was worth, kept with everything needed to explain it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Numeric
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime


class Result(SQLModel, table=True):
    """One graded attempt; `grading` is the whole outcome of `question_bank.grading`, the columns are for lists."""

    __tablename__ = "result"

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    attempt_id: int = Field(foreign_key="attempt.id", unique=True)
    staff_member_id: int = Field(foreign_key="staff_member.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    exam: str = Field(index=True)
    points: Decimal = Field(sa_type=Numeric(9, 4))
    maximum: Decimal = Field(sa_type=Numeric(9, 4))
    cut: Decimal = Field(sa_type=Numeric(9, 4))
    passed: bool
    grade: Decimal = Field(sa_type=Numeric(3, 1))
    grading: dict[str, Any] = Field(sa_type=JsonDocument)
    closed_at: datetime = Field(sa_type=UtcDateTime, index=True)
    graded_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
