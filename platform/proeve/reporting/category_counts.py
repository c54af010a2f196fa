"""The category profile of each result as rows, so that the database can add up those of a group."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, case, delete, func, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.exams.after_grading import after_grading
from proeve.exams.results import Result
from proeve.reporting.tallies import Sums, Tally


class CategoryCount(SQLModel, table=True):
    """How often one category was shown in one result, of the times it was on offer (at least once)."""

    __tablename__ = "category_count"
    __table_args__ = {"sqlite_with_rowid": False}  # The key is the order in which counts are read: no second tree.

    result_id: int = Field(primary_key=True, foreign_key="result.id")
    category: str = Field(primary_key=True)
    shown: int
    offered: int


@after_grading
async def keep_counts(session: AsyncSession, results: Sequence[Result]) -> None:
    """Store the counts of results in the transaction that stores these, in place of those they had."""
    await session.execute(delete(CategoryCount).where(col(CategoryCount.result_id).in_(each.id for each in results)))
    rows = [
        {"result_id": result.id, "category": tally["code"], "shown": tally["shown"], "offered": tally["offered"]}
        for result in results
        for tally in result.grading["profile"]
        if tally["offered"]
    ]
    if rows:
        await session.execute(insert(CategoryCount), rows)


async def sum_counts(
    session: AsyncSession, results: Select[Result], is_group: ColumnElement[bool]
) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Return how often each category was shown, of the times it was on offer: in the group, and by all others.

    `results` selects both together, `is_group` tells them apart. A category that never came up is left out.
    """
    x, n = col(CategoryCount.shown), col(CategoryCount.offered)
    side, category = case((is_group, 1), else_=0), col(CategoryCount.category)
    sums = (func.count(), *(func.sum(each) for each in (x, n, x * x, x * n, n * n)))
    statement = (
        results.join(CategoryCount, col(CategoryCount.result_id) == col(Result.id))
        .with_only_columns(side, category, *sums, maintain_column_froms=True)
        .group_by(side, category)
    )
    tallies: tuple[dict[str, Tally], dict[str, Tally]] = ({}, {})
    for row in await session.execute(statement):
        tallies[0 if row[0] else 1][row[1]] = Sums(*map(int, row[2:])).tally()
    return tallies


async def all_shares(session: AsyncSession, results: Select[Result]) -> dict[int, dict[str, float]]:
    """Return for each of the selected results the share of each category that was on offer, by its code."""
    table = CategoryCount
    counts = (col(table.result_id), col(table.category), col(table.shown), col(table.offered))
    statement = results.join(CategoryCount, col(CategoryCount.result_id) == col(Result.id)).with_only_columns(
        *counts, maintain_column_froms=True
    )
    shares = defaultdict[int, dict[str, float]](dict)
    for result_id, category, shown, offered in await session.execute(statement):
        shares[result_id][category] = shown / offered
    return shares
