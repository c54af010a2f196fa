"""Say to be there for a joint start, and wait for it."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.exams.arriving import arrive, count_code_try
from proeve.exams.waiting import Waiting, find_waiting
from proeve.web.candidate.starting import start_page
from proeve.web.flash import redirect
from proeve.web.forms import read_form


@post("/toetsen/{attempt_id:int}/melden")
async def say_here(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Response[Any]:
    """Write down that somebody is there; a wrong start code comes back to be typed again."""
    code = (await read_form(request)).text("code")
    await count_code_try(database, request.user)
    try:
        async with database.unit_of_work() as session:
            await arrive(session, request.user, attempt_id, code=code)
    except Invalid as error:
        return await start_page(request, database, attempt_id, code=code, problem=error.message)
    return redirect(f"/mijn/toetsen/{attempt_id}")


@get("/toetsen/{attempt_id:int}/wachten", status_code=HTTPStatus.OK)
async def how_it_stands(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Response[Waiting]:
    """Tell a waiting page whether the start was announced."""
    async with database.reading() as session:
        waiting = await find_waiting(session, request.user, attempt_id)
    return Response(waiting, headers={"Cache-Control": "no-store"})
