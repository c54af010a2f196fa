"""Make somebody administrator or trainer of a corporation, or take that away."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.corporations.appointing import APPOINTABLE, appoint, dismiss
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.operator.corporation import corporation_page
from proeve.web.refusals import problems_of


@post("/corporaties/{corporation_id:int}/rollen")
async def appoint_somebody(
    request: Request[Any, Any, Any], database: NamedDependency[Database], corporation_id: FromPath[int]
) -> Response[Any]:
    """Give somebody a role and mail them, or show what is wrong."""
    form = await read_form(request)
    role, typed = form.text("role"), form.values
    try:
        async with database.unit_of_work() as session:
            person = await appoint(session, request.user, corporation_id, role, typed)
    except (Invalid, Conflict) as error:
        problems = problems_of(error, "email")
        return await corporation_page(request, database, corporation_id, typed=typed, problems=problems)
    word = APPOINTABLE[next(each for each in APPOINTABLE if each == role)]
    said = f"{person.name} is nu {word} en krijgt een e-mail op {person.email}."
    return redirect(f"/operator/corporaties/{corporation_id}", say=said)


@post("/corporaties/{corporation_id:int}/rollen/intrekken")
async def dismiss_somebody(
    request: Request[Any, Any, Any], database: NamedDependency[Database], corporation_id: FromPath[int]
) -> Redirect:
    """Take a role away."""
    form = await read_form(request)
    person_id = next(iter(form.ids("person")), None)
    if person_id is None:
        raise NotFound
    async with database.unit_of_work() as session:
        await dismiss(session, request.user, corporation_id, form.text("role"), person_id)
    return redirect(f"/operator/corporaties/{corporation_id}", say="De rol is ingetrokken, ook in open vensters.")
