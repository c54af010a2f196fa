"""Add people to a sitting, in the same two steps as planning one."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.errors import ProeveError
from proeve.core.scope import Scope
from proeve.exams.adding import add_people, check_addition
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolment_states import EnrolmentState
from proeve.exams.overview import all_enrolments
from proeve.exams.sittings import Sitting, find_sitting
from proeve.web.corporation.plan import Plan, read_people
from proeve.web.corporation.plan_pages import ask_page, summary_page
from proeve.web.corporation.planning import invited_in_words
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.queries import numbers

AnyRequest = Request[Any, Any, Any]


@get("/afnames/{sitting_id:int}/toevoegen")
async def add_page(request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]) -> Template:
    """Ask who else."""
    return await _ask(request, database, sitting_id, Plan(chosen=numbers(request, "medewerkers")))


@post("/afnames/{sitting_id:int}/toevoegen")
async def add(request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]) -> Response[Any]:
    """Go on to the summary, back to the list, or invite; what was typed travels along."""
    form = await read_form(request)
    async with database.reading() as session:
        sitting = await find_sitting(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
    plan, step = read_people(form), form.text("stap")
    if step == "aanpassen":
        plan.problems.clear()
        return await _ask(request, database, sitting_id, plan)
    if not plan.problems:
        try:
            if step == "uitnodigen":
                return await _invite(request, database, sitting_id, plan)
            await _check(request, database, sitting_id, plan)
        except ProeveError as refusal:
            plan.refuse(refusal)
    if not plan.is_complete:
        return await _ask(request, database, sitting_id, plan)
    return await summary_page(request, database, plan, blueprint, sitting=sitting)


async def _check(request: AnyRequest, database: Database, sitting_id: int, plan: Plan) -> None:
    async with database.reading() as session:
        await check_addition(
            session, request.user, sitting_id, staff_member_ids=plan.chosen, extra_time=plan.extra_given
        )


async def _invite(request: AnyRequest, database: Database, sitting_id: int, plan: Plan) -> Redirect:
    async with database.unit_of_work() as session:
        await add_people(session, request.user, sitting_id, staff_member_ids=plan.chosen, extra_time=plan.extra_given)
    return redirect(f"/beheer/afnames/{sitting_id}", say=invited_in_words(len(plan.chosen)))


async def _ask(request: AnyRequest, database: Database, sitting_id: int, plan: Plan) -> Template:
    async with database.reading() as session:
        sitting, have_a_place = await _find(session, request.user, sitting_id)
    return await ask_page(request, database, plan, sitting=sitting, leave_out=have_a_place)


async def _find(session: AsyncSession, scope: Scope, sitting_id: int) -> tuple[Sitting, set[int]]:
    """Return the sitting and the staff members who have a place in it."""
    sitting = await find_sitting(session, scope, sitting_id)
    rows = await all_enrolments(session, scope, sitting_id=sitting_id)
    return sitting, {row.member.id for row in rows if row.state is not EnrolmentState.WITHDRAWN}
