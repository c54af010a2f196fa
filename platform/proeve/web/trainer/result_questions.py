"""The questions of one result with key and answers; who looks at them is written down."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.attempts import form_of
from proeve.exams.blueprints import find_blueprint
from proeve.reporting.result_rows import find_result_row
from proeve.web.page import page
from proeve.web.results.review import review_of
from proeve.web.trainer.viewing import note_views


@get("/resultaten/{result_id:int}/vragen")
async def show_result_questions(
    request: Request[Any, Any, Any], database: NamedDependency[Database], result_id: FromPath[int]
) -> Template:
    """Show what was asked, what was answered and what was right."""
    async with database.reading() as session:
        row = await find_result_row(session, request.user, result_id)
        blueprint = await find_blueprint(session, row.attempt.blueprint_id)
        questions = await review_of(session, row.attempt, row.result)
    versions = [(slot.item, slot.version) for slot in form_of(row.attempt).slots]
    await note_views(database, request.user, versions, corporation_id=row.corporation.id, result=result_id)
    return page(request, "trainer/result_questions.html", row=row, blueprint=blueprint, questions=questions)
