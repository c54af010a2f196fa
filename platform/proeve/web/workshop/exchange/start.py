"""Where exchanging begins: choose questions to take along, or a file to read."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.blueprints import all_blueprints
from proeve.web.page import page
from proeve.web.workshop.exchange.choosing import USUAL, choice_fields
from proeve.web.workshop.exchange.file_forms import FILE_FORMS
from proeve.workshop.question_files.reading import READERS
from proeve.workshop.question_files.uploads import all_waiting_uploads

PATH = "/werkplaats/uitwisselen"


@get("/")
async def exchange_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """Show both ways, and the files that wait for somebody to confirm."""
    return await start_page(request, database)


async def start_page(
    request: Request[Any, Any, Any],
    database: Database,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    file_name: str = "",
) -> Template:
    """Return the page, with what is wrong with the file that was sent."""
    async with database.reading() as session:
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
        waiting = await all_waiting_uploads(session, request.user)
    return page(
        request,
        "workshop/exchange/start.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        path=PATH,
        fields=choice_fields(USUAL, exams),
        forms=FILE_FORMS,
        endings=",".join(READERS),
        exams=exams,
        waiting=waiting,
        typed=typed or {},
        problems=problems or {},
        file_name=file_name,
    )
