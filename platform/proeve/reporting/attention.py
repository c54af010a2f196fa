"""Who asks for attention: whose last try failed or only just passed, and whose certificate is about to expire."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from certificates.status import Status
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.register.finding import has_status
from proeve.reporting.result_filter import ResultFilter
from proeve.reporting.result_rows import LIGHT, NAME_ORDER, PAGE_SIZE, FoundResults, ResultRow, visible_results

COMFORTABLE = Decimal("6.0")
"""Who passed with a lower grade than this passed only just."""


class Reason(StrEnum):
    """Why somebody asks for attention."""

    FAILED = "failed"
    JUST_PASSED = "just_passed"
    EXPIRING = "expiring"


async def all_who_ask_attention(
    session: AsyncSession,
    scope: Scope,
    reason: Reason,
    wanted: ResultFilter,
    *,
    page: int = 1,
) -> list[ResultRow]:
    """List one page of the people with a reason, each with the result it is about: the most urgent first."""
    statement = _asking(scope, reason, wanted).options(*LIGHT).order_by(_URGENCY[reason], NAME_ORDER, col(Result.id))
    rows = await session.execute(statement.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return [ResultRow(*row) for row in rows]


async def count_who_ask_attention(session: AsyncSession, scope: Scope, reason: Reason, wanted: ResultFilter) -> int:
    """Count the people with a reason; somebody counts once for each exam."""
    statement = _asking(scope, reason, wanted)
    return await session.scalar(statement.with_only_columns(func.count(), maintain_column_froms=True)) or 0


_URGENCY: dict[Reason, SQLColumnExpression[Any]] = {
    Reason.FAILED: col(Result.grade),
    Reason.JUST_PASSED: col(Result.grade),
    Reason.EXPIRING: col(Certificate.valid_until),
}


def _asking(scope: Scope, reason: Reason, wanted: ResultFilter) -> FoundResults:
    # The period does not count: somebody who failed long ago and did nothing since still asks for attention.
    people = replace(wanted, since=None, until=None, passed=None)
    return (
        visible_results(scope)
        .where(*people.conditions())
        .where(col(StaffMember.left_at).is_(None))
        .where(*_conditions(reason))
    )


def _conditions(reason: Reason) -> Iterator[ColumnElement[bool]]:
    match reason:
        case Reason.FAILED:
            yield col(Result.passed).is_(False)
            yield _is_last_result()
        case Reason.JUST_PASSED:
            yield col(Result.passed).is_(True)
            yield col(Result.grade) < COMFORTABLE
            yield _is_last_result()
        case Reason.EXPIRING:
            yield has_status(Status.EXPIRING_SOON)
            yield _is_last_certificate()


def _is_last_result() -> ColumnElement[bool]:
    later = aliased(Result)
    same = and_(
        col(later.staff_member_id) == col(Result.staff_member_id),
        col(later.exam) == col(Result.exam),
        tuple_(col(later.closed_at), col(later.id)) > tuple_(col(Result.closed_at), col(Result.id)),
    )
    return ~exists().where(same)


def _is_last_certificate() -> ColumnElement[bool]:
    later = aliased(Certificate)
    renewed = and_(
        col(later.staff_member_id) == col(Certificate.staff_member_id),
        col(later.exam) == col(Certificate.exam),
        col(later.valid_until) > col(Certificate.valid_until),
        col(later.revoked_at).is_(None),
    )
    return ~exists().where(renewed)
