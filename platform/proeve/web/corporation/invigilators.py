"""Who may invigilate for the corporation: appoint somebody, or take that away."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role
from proeve.corporations.appointing import FIELDS, appoint, dismiss
from proeve.people.role_holders import all_role_holders
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.refusals import FRESH, Filled, problems_of

PATH = "/beheer/toezichthouders"
EMPTY = dict.fromkeys(FIELDS, "")


@get("/toezichthouders")
async def invigilators_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the invigilators, with a form for another one."""
    return await _show(request, database)


@post("/toezichthouders")
async def appoint_invigilator(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[Any]:
    """Appoint somebody and mail them, or show what is wrong."""
    form = await read_form(request)
    try:
        async with database.unit_of_work() as session:
            corporation_id = request.user.corporation_id
            person = await appoint(session, request.user, corporation_id, Role.INVIGILATOR, form.values)
    except (Invalid, Conflict) as error:
        return await _show(request, database, Filled(form.values, problems_of(error, "email")))
    return redirect(PATH, say=f"{person.name} is nu toezichthouder en krijgt een e-mail op {person.email}.")


@post("/toezichthouders/intrekken")
async def dismiss_invigilator(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Redirect:
    """Take the role away."""
    person_id = next(iter((await read_form(request)).ids("person")), None)
    if person_id is None:
        raise NotFound
    async with database.unit_of_work() as session:
        await dismiss(session, request.user, request.user.corporation_id, Role.INVIGILATOR, person_id)
    return redirect(PATH, say="Deze persoon is geen toezichthouder meer, ook niet in open vensters.")


async def _show(request: Request[Any, Any, Any], database: Database, filled: Filled = FRESH) -> Template:
    async with database.reading() as session:
        holders = await all_role_holders(session, request.user.corporation_id, Role.INVIGILATOR)
    return page(
        request,
        "corporation/invigilators.html",
        status=HTTPStatus(filled.status),
        holders=holders,
        typed=EMPTY | dict(filled.typed),
        problems=dict(filled.problems),
    )
