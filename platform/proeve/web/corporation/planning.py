"""Plan a sitting in two steps: fill in what, when and who; then see it whole, decide on extra time, and invite."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response, Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import dutch
from proeve.core.database import Database
from proeve.core.errors import ProeveError
from proeve.corporations.staff_listing import all_staff_ids
from proeve.exams.blueprints import all_blueprints
from proeve.exams.planning import check_plan, plan_sitting
from proeve.web.compliance.filters import FROM_MATRIX, all_ids_of_address
from proeve.web.corporation.plan import Plan, new_plan, read_plan
from proeve.web.corporation.plan_pages import ask_page, summary_page
from proeve.web.corporation.staff_view import read_query, staff_filter
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.queries import numbers, word

AnyRequest = Request[Any, Any, Any]


@get("/afnames/nieuw")
async def plan_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Ask what, when and who, with the people of the address chosen already."""
    async with database.reading() as session:
        chosen = await _chosen(session, request)
    return await ask_page(request, database, new_plan(chosen, exam=word(request, "toets")))


@post("/afnames/nieuw")
async def plan(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Go on to the summary, back to the form, or invite; what was typed travels along."""
    form = await read_form(request)
    async with database.reading() as session:
        blueprints = {each.exam: each for each in await all_blueprints(session)}
    filled_in, step = read_plan(form, blueprints), form.text("stap")
    if step == "aanpassen":
        filled_in.problems.clear()
        return await ask_page(request, database, filled_in)
    if not filled_in.problems:
        try:
            if step == "uitnodigen":
                return await _invite(request, database, filled_in)
            await _check(request, database, filled_in)
        except ProeveError as refusal:
            filled_in.refuse(refusal)
    if not filled_in.is_complete:
        return await ask_page(request, database, filled_in)
    return await summary_page(request, database, filled_in, blueprints[filled_in.exam])


async def _check(request: AnyRequest, database: Database, filled_in: Plan) -> None:
    async with database.reading() as session:
        await check_plan(session, request.user, **filled_in.arguments)


async def _invite(request: AnyRequest, database: Database, filled_in: Plan) -> Redirect:
    async with database.unit_of_work() as session:
        sitting = await plan_sitting(session, request.user, **filled_in.arguments)
    return redirect(f"/beheer/afnames/{sitting.id}", say=invited_in_words(len(filled_in.chosen)))


def invited_in_words(people: int) -> str:
    """Say how many people were invited, and that mail takes its time."""
    return f"{dutch.count(people, 'medewerker is', 'medewerkers zijn')} uitgenodigd. De e-mails worden nu verstuurd."


async def _chosen(session: AsyncSession, request: AnyRequest) -> list[int]:
    if word(request, "uit") == FROM_MATRIX:
        return await all_ids_of_address(session, request)
    if word(request, "allen"):
        return await all_staff_ids(session, request.user, staff_filter(read_query(request)))
    return numbers(request, "medewerkers")
