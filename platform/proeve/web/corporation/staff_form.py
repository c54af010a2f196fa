"""Add one staff member, or change what is known of one."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.corporations.staff import StaffMember, find_staff_member
from proeve.corporations.staff_details import LABELS, read_details
from proeve.corporations.staff_listing import all_staff_choices
from proeve.corporations.staffing import add_staff_member, change_staff_member
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.refusals import FRESH, Filled, problems_of

EMPTY = dict.fromkeys(LABELS, "")


@get("/medewerkers/nieuw")
async def new_staff_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """Show an empty form."""
    return await _form(request, database)


@post("/medewerkers/nieuw")
async def add_staff(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[Any]:
    """Add somebody, or show what is wrong."""
    form = await read_form(request)
    try:
        details = read_details(form.values)
        async with database.unit_of_work() as session:
            member = await add_staff_member(session, request.user, details)
    except Invalid as error:
        return await _form(request, database, Filled(form.values, problems_of(error, "given_name")))
    return redirect(f"/beheer/medewerkers/{member.id}", say=f"{member.name} staat nu in de lijst van medewerkers.")


@get("/medewerkers/{staff_member_id:int}/wijzigen")
async def change_staff_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_member_id: FromPath[int]
) -> Template:
    """Show the form with what is known."""
    async with database.reading() as session:
        member = await find_staff_member(session, request.user, staff_member_id)
    known = {field: getattr(member, field) for field in LABELS}
    return await _form(request, database, Filled(known), member=member)


@post("/medewerkers/{staff_member_id:int}/wijzigen")
async def change_staff(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_member_id: FromPath[int]
) -> Response[Any]:
    """Write the changes down, or show what is wrong."""
    form = await read_form(request)
    async with database.reading() as session:
        member = await find_staff_member(session, request.user, staff_member_id)
    try:
        details = read_details(form.values)
        async with database.unit_of_work() as session:
            await change_staff_member(session, request.user, staff_member_id, details)
    except Invalid as error:
        filled = Filled(form.values, problems_of(error, "given_name"))
        return await _form(request, database, filled, member=member)
    return redirect(f"/beheer/medewerkers/{staff_member_id}", say="De wijzigingen zijn opgeslagen.")


async def _form(
    request: Request[Any, Any, Any],
    database: Database,
    filled: Filled = FRESH,
    *,
    member: StaffMember | None = None,
) -> Template:
    async with database.reading() as session:
        choices = await all_staff_choices(session, request.user)
    return page(
        request,
        "corporation/staff_form.html",
        status=filled.status,
        member=member,
        typed=EMPTY | dict(filled.typed),
        problems=filled.problems,
        choices=choices,
    )
