"""Results with all a trainer's list says of them: who, where, and which certificate came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, UnaryExpression, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlmodel import col

from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.reporting.result_filter import ResultFilter

PAGE_SIZE = 50
NAME_ORDER = col(StaffMember.sort_name)
SORTS: Mapping[str, tuple[SQLColumnExpression[Any], ...]] = {
    "name": (NAME_ORDER,),
    "corporation": (func.lower(col(Corporation.name)), NAME_ORDER),
    "team": (func.lower(col(StaffMember.team)), NAME_ORDER),
    "exam": (col(Result.exam), NAME_ORDER),
    "closed": (col(Result.closed_at),),
    "grade": (col(Result.grade), col(Result.points)),
    "passed": (col(Result.passed), col(Result.grade)),
}
"""The columns a list can be sorted by; a minus in front turns the order round."""
NEWEST_FIRST = "-closed"

_DOCUMENTS: tuple[Any, ...] = (Result.grading, Attempt.form, Certificate.snapshot)
LIGHT = tuple(defer(document, raiseload=True) for document in _DOCUMENTS)
"""Leaves out of a list what would be read, sorted along and decoded for nothing: some 10 kB a row."""

FoundResults = Select[Result, StaffMember, Corporation, Attempt, Enrolment, Certificate]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result in its surroundings; `certificate` is None until there is one, and once it was erased."""

    result: Result
    staff_member: StaffMember
    corporation: Corporation
    attempt: Attempt
    enrolment: Enrolment
    certificate: Certificate | None

    @property
    def had_extra_time(self) -> bool:
        """Tell whether this person was given more time, beforehand or while it ran."""
        return bool(self.enrolment.extra_percent or self.enrolment.extra_minutes or self.attempt.granted_seconds)


async def all_result_rows(
    session: AsyncSession,
    scope: Scope,
    wanted: ResultFilter,
    *,
    sort: str = NEWEST_FIRST,
    page: int | None = None,
) -> list[ResultRow]:
    """List the results that a filter means: one page of them, or all; without the documents `find_result_row` reads."""
    statement = visible_results(scope).options(*LIGHT).where(*wanted.conditions())
    statement = statement.order_by(*_order(sort), col(Result.id))
    if page is not None:
        statement = statement.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return [ResultRow(*row) for row in await session.execute(statement)]


async def count_results(session: AsyncSession, scope: Scope, wanted: ResultFilter) -> int:
    """Count the results that a filter means."""
    found = visible_results(scope).where(*wanted.conditions())
    return await session.scalar(found.with_only_columns(func.count(), maintain_column_froms=True)) or 0


async def find_result_row(session: AsyncSession, scope: Scope, result_id: int) -> ResultRow:
    """Return one result or raise NotFound."""
    row = (await session.execute(visible_results(scope).where(col(Result.id) == result_id))).one_or_none()
    if row is None:
        raise NotFound("Deze uitslag bestaat niet, of u mag hem niet zien.")
    return ResultRow(*row)


def visible_results(scope: Scope) -> FoundResults:
    """Select the results somebody may see, in their surroundings."""
    return (
        select(Result, StaffMember, Corporation, Attempt, Enrolment, Certificate)
        .join(StaffMember, col(StaffMember.id) == col(Result.staff_member_id))
        .join(Corporation, col(Corporation.id) == col(Result.corporation_id))
        .join(Attempt, col(Attempt.id) == col(Result.attempt_id))
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .outerjoin(
            Certificate,
            and_(
                col(Certificate.result_id) == col(Result.id),
                col(Certificate.superseded_by_id).is_(None),
                # The name stands beside it here, which is what erasing took away.
                col(Certificate.erased_at).is_(None),
            ),
        )
        .where(scope.covers(corporation=col(Result.corporation_id), person=col(Result.person_id)))
    )


def _order(sort: str) -> list[UnaryExpression[Any]]:
    columns = SORTS.get(sort.removeprefix("-"), SORTS["closed"])
    return [column.desc() if sort.startswith("-") else column.asc() for column in columns]
