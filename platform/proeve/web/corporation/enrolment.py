"""One person's place in a sitting: their own time, what was granted, and changing it before the start."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.errors import NotFound, ProeveError
from proeve.core.scope import Scope
from proeve.exams.enrolments import MOST_EXTRA_MINUTES, MOST_EXTRA_PERCENT, set_extra_time
from proeve.exams.grants_given import all_time_grants
from proeve.exams.overview import EnrolmentRow, all_enrolments
from proeve.web.corporation.enrolments import BEFORE_START
from proeve.web.corporation.words import invitation_badge, standing_badge
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.refusals import FRESH, Filled, problems_of

AnyRequest = Request[Any, Any, Any]


@get("/afnames/{sitting_id:int}/medewerkers/{enrolment_id:int}")
async def enrolment_page(
    request: AnyRequest,
    database: NamedDependency[Database],
    sitting_id: FromPath[int],
    enrolment_id: FromPath[int],
) -> Template:
    """Show one person's place."""
    return await _show(request, database, sitting_id, enrolment_id)


@post("/afnames/{sitting_id:int}/medewerkers/{enrolment_id:int}")
async def change_extra_time(
    request: AnyRequest,
    database: NamedDependency[Database],
    sitting_id: FromPath[int],
    enrolment_id: FromPath[int],
) -> Response[Any]:
    """Decide on extra time, as long as this person has not started."""
    form = await read_form(request)
    percent = form.number("percent", least=0, most=MOST_EXTRA_PERCENT, default=0)
    minutes = form.number("minutes", least=0, most=MOST_EXTRA_MINUTES, default=0)
    async with database.reading() as session:
        await _find_row(session, request.user, sitting_id, enrolment_id)
    try:
        form.check()
        async with database.unit_of_work() as session:
            await set_extra_time(session, request.user, enrolment_id, percent=percent, minutes=minutes)
    except ProeveError as refusal:
        filled = Filled(form.values, problems_of(refusal, "percent"))
        return await _show(request, database, sitting_id, enrolment_id, filled)
    return redirect(f"/beheer/afnames/{sitting_id}/medewerkers/{enrolment_id}", say="De extra tijd is opgeslagen.")


async def _show(
    request: AnyRequest,
    database: Database,
    sitting_id: int,
    enrolment_id: int,
    filled: Filled = FRESH,
) -> Template:
    async with database.reading() as session:
        row = await _find_row(session, request.user, sitting_id, enrolment_id)
        grants = await all_time_grants(session, request.user, row.attempt_id) if row.attempt_id else []
    extra = {"percent": str(row.enrolment.extra_percent), "minutes": str(row.enrolment.extra_minutes)}
    return page(
        request,
        "corporation/enrolment.html",
        status=filled.status,
        row=row,
        grants=grants,
        standing=standing_badge(row),
        invitation=invitation_badge(row.invitation),
        can_change=row.state in BEFORE_START,
        typed=extra | dict(filled.typed),
        problems=filled.problems,
    )


async def _find_row(session: AsyncSession, scope: Scope, sitting_id: int, enrolment_id: int) -> EnrolmentRow:
    rows = await all_enrolments(session, scope, sitting_id=sitting_id)
    row = next((each for each in rows if each.enrolment.id == enrolment_id), None)
    if row is None:
        raise NotFound("Deze medewerker heeft geen plek in deze afname.")
    return row
