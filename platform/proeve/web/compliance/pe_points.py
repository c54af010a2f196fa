"""PE points: what everybody earned in a year, and what an exam is worth."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Response, Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.exams.blueprints import all_blueprints
from proeve.register.pe_points import all_pe_values, all_pe_years, pe_year, set_pe_value
from proeve.web.compliance.words import TABS
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.listing import PAGE_SIZE
from proeve.web.page import page
from proeve.web.queries import listing_of, word

AnyRequest = Request[Any, Any, Any]
PATH = "/beheer/naleving/pe-punten"


@get("/pe-punten")
async def pe_points_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Show the year report and what exams are worth."""
    return await _show(request, database, {}, {})


@post("/pe-punten")
async def set_points(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Say what an exam is worth from a day on."""
    form = await read_form(request)
    try:
        exam = await _set(request, database, form)
    except Invalid as refusal:
        return await _show(request, database, form.values, {**form.problems, **refusal.problems})
    return redirect(PATH, say=f"De PE-punten van {exam} zijn opgeslagen.")


async def _set(request: AnyRequest, database: Database, form: Form) -> str:
    applies_from = form.day("applies_from", required="Kies vanaf welke dag dit aantal geldt.")
    exam = form.text("exam", required="Kies een toets.")
    points = form.text("points", required="Vul het aantal punten in.")
    async with database.unit_of_work() as session:
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
        if exam not in exams:
            form.problems["exam"] = "Kies een toets."
        form.check()
        if applies_from is not None:
            await set_pe_value(session, request.user, exam=exam, points=points, applies_from=applies_from)
    return exams[exam]


async def _show(request: AnyRequest, database: Database, typed: dict[str, str], problems: dict[str, str]) -> Template:
    async with database.reading() as session:
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
        values = await all_pe_values(session, request.user)
        years = await all_pe_years(session, request.user)
        year = chosen_year(request, years)
        people = await pe_year(session, request.user, year)
    listing = listing_of(request, PATH, len(people), {"jaar": str(year)})
    return page(
        request,
        "compliance/pe_points.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        exams=exams,
        values=values,
        year_options=[(str(each), str(each)) for each in years],
        year=year,
        people=people[(listing.page - 1) * PAGE_SIZE : listing.page * PAGE_SIZE],
        points=sum(person.points for person in people),
        listing=listing,
        typed={"applies_from": f"{clock.today().year}-01-01", **typed},
        problems=problems,
        tabs=TABS,
    )


def chosen_year(request: AnyRequest, years: list[int]) -> int:
    """Return the year of the address, this year unless it names one that is offered."""
    wanted = word(request, "jaar")
    return next((year for year in years if str(year) == wanted), years[0])
