"""Grant extra minutes on the day itself, also to people who are at it now."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core import dutch
from proeve.core.database import Database
from proeve.core.errors import ProeveError
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolment_states import EnrolmentState
from proeve.exams.granting import MOST_MINUTES
from proeve.exams.invigilating.minutes import give_minutes_to_all
from proeve.exams.overview import EnrolmentRow, all_enrolments
from proeve.exams.sittings import find_sitting
from proeve.web.corporation.words import standing_badge
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.queries import numbers
from proeve.web.refusals import FRESH, Filled, problems_of

AnyRequest = Request[Any, Any, Any]
LONGEST_REASON = 300
STILL_RUNS = frozenset({EnrolmentState.READY, EnrolmentState.RUNNING})
"""Who can get minutes: whoever has a form, and did not hand it in."""


@get("/afnames/{sitting_id:int}/minuten")
async def minutes_page(request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]) -> Template:
    """Ask how many, for whom and why; without a choice in the address it offers everyone who is at it now."""
    return await _ask(request, database, sitting_id, numbers(request, "wie"))


@post("/afnames/{sitting_id:int}/minuten")
async def grant_minutes(
    request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]
) -> Response[Any]:
    """Grant the minutes, to all of them or to nobody."""
    form = await read_form(request)
    chosen = form.ids("people")
    minutes = form.number("minutes", least=1, most=MOST_MINUTES)
    reason = form.text("reason", required="Schrijf in één zin waarom.", longest=LONGEST_REASON)
    if not chosen:
        form.problems["people"] = "Kies minstens één medewerker."
    try:
        form.check()
        async with database.unit_of_work() as session:
            rows = await all_enrolments(session, request.user, sitting_id=sitting_id)
            attempts = [row.attempt_id for row in rows if row.enrolment.id in set(chosen) and row.attempt_id]
            act = await give_minutes_to_all(session, request.user, sitting_id, attempts, minutes=minutes, reason=reason)
    except ProeveError as refusal:
        filled = Filled(form.values, problems_of(refusal, "people"))
        return await _ask(request, database, sitting_id, chosen, filled)
    people = dutch.count(len(act.attempt_ids), "medewerker heeft", "medewerkers hebben")
    words = dutch.count(minutes, "minuut", "minuten")
    return redirect(
        f"/beheer/afnames/{sitting_id}", say=f"{people} {words} extra gekregen. Wie bezig is, ziet dat vanzelf."
    )


async def _ask(
    request: AnyRequest,
    database: Database,
    sitting_id: int,
    chosen: list[int],
    filled: Filled = FRESH,
) -> Template:
    async with database.reading() as session:
        sitting = await find_sitting(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
        rows = await all_enrolments(session, request.user, sitting_id=sitting_id)
    people = [row for row in rows if row.state in STILL_RUNS]
    if not chosen and not filled.problems:
        chosen = [row.enrolment.id for row in people if row.state is EnrolmentState.RUNNING]
    return page(
        request,
        "corporation/minutes.html",
        status=filled.status,
        sitting=sitting,
        blueprint=blueprint,
        people=[(row.enrolment.id, row.name, _hint(row)) for row in people],
        chosen=chosen,
        typed={"minutes": "", "reason": ""} | dict(filled.typed),
        problems=filled.problems,
        most_minutes=MOST_MINUTES,
    )


def _hint(row: EnrolmentRow) -> str:
    until = f" tot {dutch.time(row.deadline_at)} uur" if row.deadline_at else ""
    return f"{standing_badge(row).text}{until}, {row.minutes} minuten in totaal"
