"""The results: what an attempt was worth, kept with everything needed to explain it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Numeric, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope


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


async def find_result(session: AsyncSession, scope: Scope, result_id: int) -> Result:
    """Return one result or raise NotFound."""
    return await _find(session, scope, col(Result.id) == result_id)


async def find_result_of_attempt(session: AsyncSession, scope: Scope, attempt_id: int) -> Result:
    """Return the result of an attempt, or raise NotFound as long as it has none."""
    return await _find(session, scope, col(Result.attempt_id) == attempt_id)


async def _find(session: AsyncSession, scope: Scope, condition: ColumnElement[bool]) -> Result:
    mine = scope.covers(corporation=col(Result.corporation_id), person=col(Result.person_id))
    result = await session.scalar(select(Result).where(condition, mine))
    if result is None:
        raise NotFound("Deze uitslag is er (nog) niet.")
    return result
