"""How many pass, per exam, always with the number it is about."""

from dataclasses import dataclass

from sqlalchemy import Float, case, cast, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.results import Result
from proeve.reporting.result_filter import ResultFilter
from proeve.reporting.results_of_group import results_in
from proeve.reporting.tallies import FEWEST_RESULTS, Tally


@dataclass(frozen=True, slots=True)
class PassRate:
    """The results of one exam together."""

    exam: str
    passed: Tally
    mean_grade: float

    @property
    def is_large_enough(self) -> bool:
        """Tell whether anything may be said about these results together."""
        return self.passed.of >= FEWEST_RESULTS


async def all_pass_rates(session: AsyncSession, scope: Scope, wanted: ResultFilter) -> list[PassRate]:
    """List the exams that have results, with how many of those a filter means were passed."""
    statement = (
        results_in(scope, *wanted.conditions())
        .with_only_columns(
            col(Result.exam),
            func.sum(case((col(Result.passed), 1), else_=0)),
            func.count(),
            func.avg(cast(col(Result.grade), Float)),
            maintain_column_froms=True,
        )
        .group_by(col(Result.exam))
        .order_by(col(Result.exam))
    )
    rows = await session.execute(statement)
    return [PassRate(exam, Tally(int(passed), number), float(mean)) for exam, passed, number, mean in rows]
