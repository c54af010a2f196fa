"""One result: what it was, how the cut came about, what this person tends to do and what would help."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.exams.blueprints import all_blueprints, find_blueprint
from proeve.reporting.figures import find_others_shares
from proeve.reporting.result_filter import ResultFilter
from proeve.reporting.result_rows import ResultRow, all_result_rows, find_result_row
from proeve.web.page import page
from proeve.web.results.lessons import Lessons, lessons_of
from proeve.web.results.scores import Score, score_of
from proeve.web.trainer.figure_rows import rows_beside_others
from question_bank.blueprint import Blueprint


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is read for the page of one result."""

    row: ResultRow
    blueprint: Blueprint
    others: dict[str, float]
    more_results: list[ResultRow]
    exam_titles: Mapping[str, str]

    @property
    def lessons(self) -> Lessons:
        """Return what the profile says, in the words that the employee reads too."""
        return lessons_of(self.row.result.grading["profile"])

    @property
    def score(self) -> Score:
        """Return the points, written out."""
        return score_of(self.row.result, self.blueprint)

    @property
    def minutes(self) -> tuple[int, int] | None:
        """Return how many minutes were used, and how many there were."""
        attempt = self.row.attempt
        if attempt.started_at is None or attempt.closed_at is None or attempt.deadline_at is None:
            return None
        used, had = attempt.closed_at - attempt.started_at, attempt.deadline_at - attempt.started_at
        return round(used.total_seconds() / 60), round(had.total_seconds() / 60)


@get("/resultaten/{result_id:int}")
async def show_result(
    request: Request[Any, Any, Any], database: NamedDependency[Database], result_id: FromPath[int]
) -> Template:
    """Show one result."""
    async with database.reading() as session:
        outcome = await read_outcome(session, request.user, result_id)
    lessons = outcome.lessons
    rows = rows_beside_others(lessons, outcome.others)
    return page(request, "trainer/result.html", outcome=outcome, lessons=lessons, score=outcome.score, rows=rows)


async def read_outcome(session: AsyncSession, scope: Scope, result_id: int) -> Outcome:
    """Read one result with what it is laid beside."""
    row = await find_result_row(session, scope, result_id)
    result = row.result
    results = await all_result_rows(session, scope, ResultFilter(staff_member_id=result.staff_member_id))
    return Outcome(
        row=row,
        blueprint=await find_blueprint(session, row.attempt.blueprint_id),
        others=await find_others_shares(session, scope, exam=result.exam, person_id=result.person_id),
        more_results=[each for each in results if each.result.id != result.id],
        exam_titles={blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)},
    )
