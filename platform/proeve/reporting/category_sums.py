"""Add up the category profiles of many results in the database, which need not send them one by one."""

from sqlalchemy import JSON, ColumnElement, Select, and_, case, column, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.results import Result
from proeve.reporting.tallies import Sums, Tally

UNPACK = {"sqlite": "json_each", "postgresql": "jsonb_array_elements"}
"""The function of each database that makes rows of a JSON list; both call the row's value `value`."""


async def sum_categories(
    session: AsyncSession, results: Select[Result], is_group: ColumnElement[bool]
) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Return how often each category was shown, of the times it was on offer: in the group, and by all others.

    `results` selects both together, `is_group` tells them apart. A category that never came up is left out.
    """
    unpack = getattr(func, UNPACK[session.get_bind().dialect.name])
    # The value of a list's row carries no type of its own on either database.
    entry = unpack(col(Result.grading)["profile"]).table_valued(column("value", JSON), name="entry")
    code = entry.c.value["code"].as_string()
    x, n = entry.c.value["shown"].as_integer(), entry.c.value["offered"].as_integer()
    side = case((is_group, 1), else_=0)
    sums = (func.count(), *(func.sum(each) for each in (x, n, x * x, x * n, n * n)))
    statement = (
        results.join(entry, true())
        .where(n > 0)
        .with_only_columns(side, code, *sums, maintain_column_froms=True)
        .group_by(side, code)
    )
    tallies: tuple[dict[str, Tally], dict[str, Tally]] = ({}, {})
    for in_group, category, *numbers in await session.execute(statement):
        tallies[0 if in_group else 1][category] = Sums(*map(int, numbers)).tally()
    return tallies


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
