"""Add a corporation."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.corporations.corporations import add_corporation
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.refusals import problems_of

LONGEST_NAME = 120


@get("/corporaties/nieuw")
async def new_corporation_page(request: Request[Any, Any, Any]) -> Template:
    """Show an empty form."""
    return _form(request, {"name": "", "city": ""})


@post("/corporaties/nieuw")
async def create_corporation(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[Any]:
    """Add the corporation, or show what is wrong."""
    form = await read_form(request)
    typed = {
        "name": form.text("name", required="Vul de naam van de corporatie in.", longest=LONGEST_NAME),
        "city": form.text("city", longest=LONGEST_NAME),
    }
    try:
        form.check()
        async with database.unit_of_work() as session:
            corporation = await add_corporation(session, **typed, added_by=request.user.person_id)
    except (Invalid, Conflict) as error:
        return _form(request, typed, problems=problems_of(error, "name"))
    said = f"{corporation.name} staat erbij. Voeg nu de eerste beheerder toe: die zet de medewerkers erin."
    return redirect(f"/operator/corporaties/{corporation.id}", say=said)


def _form(request: Request[Any, Any, Any], typed: dict[str, str], problems: dict[str, str] | None = None) -> Template:
    return page(
        request,
        "operator/new_corporation.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        typed=typed,
        problems=problems or {},
        longest=LONGEST_NAME,
    )
