"""Select results for figures: those somebody may see, and which of them belong to a group."""

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.results import Result


async def count_both(session: AsyncSession, results: Select[Result], is_group: ColumnElement[bool]) -> tuple[int, int]:
    """Return the number of results in the group and of all others."""
    side = case((is_group, 1), else_=0)
    statement = results.with_only_columns(side, func.count(), maintain_column_froms=True).group_by(side)
    counts: dict[int, int] = {row[0]: row[1] for row in await session.execute(statement)}
    return counts.get(1, 0), counts.get(0, 0)


def results_in(scope: Scope, *conditions: ColumnElement[bool]) -> Select[Result]:
    """Select results somebody may see, with staff member and corporation joined for the conditions of a filter."""
    return (
        select(Result)
        .join(StaffMember, col(StaffMember.id) == col(Result.staff_member_id))
        .join(Corporation, col(Corporation.id) == col(Result.corporation_id))
        .where(scope.covers(corporation=col(Result.corporation_id), person=col(Result.person_id)))
        .where(and_(true(), *conditions))
    )
