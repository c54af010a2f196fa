"""Attempts that are closed but could not be graded: what went wrong, kept for the operator until it is mended."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation
from proeve.exams.attempts import Attempt

LONGEST_PROBLEM = 300

log = structlog.get_logger()


class GradingFailure(SQLModel, table=True):
    """Why an attempt could not be graded; it goes away as soon as it is."""

    __tablename__ = "grading_failure"

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    problem: str
    failed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class UngradedAttempt:
    """One attempt without a result, and whose it is."""

    failure: GradingFailure
    attempt: Attempt
    corporation: Corporation


async def keep_failure(session: AsyncSession, attempt_id: int, error: Exception) -> None:
    """Keep what went wrong; the log hears of it as an error once, and of further tries in passing."""
    problem = f"{type(error).__name__}: {error}"[:LONGEST_PROBLEM]
    known = await session.get(GradingFailure, attempt_id)
    if known is None:
        session.add(GradingFailure(attempt_id=attempt_id, problem=problem))
        log.error("attempt_not_graded", attempt=attempt_id, exc_info=error)
        return
    known.problem, known.failed_at = problem, clock.now()
    log.info("attempt_still_not_graded", attempt=attempt_id, problem=problem)


async def drop_failure(session: AsyncSession, attempt_id: int) -> None:
    """Forget that an attempt could not be graded, because it is now."""
    await session.execute(delete(GradingFailure).where(col(GradingFailure.attempt_id) == attempt_id))


async def all_ungraded(session: AsyncSession, scope: Scope) -> list[UngradedAttempt]:
    """List the attempts that could not be graded, the longest waiting first; raise NotFound but for the operator."""
    if scope.role is not Role.OPERATOR:
        raise NotFound
    statement = (
        select(GradingFailure, Attempt, Corporation)
        .join(Attempt, col(Attempt.id) == col(GradingFailure.attempt_id))
        .join(Corporation, col(Corporation.id) == col(Attempt.corporation_id))
        .order_by(col(Attempt.closed_at), col(Attempt.id))
    )
    return [UngradedAttempt(*row) for row in await session.execute(statement)]
