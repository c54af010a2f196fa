"""Begin a joint sitting from its page, and keep its moment in a calendar."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response

from proeve.core import clock, dutch
from proeve.core.database import Database
from proeve.core.errors import Conflict
from proeve.core.settings import Settings
from proeve.exams.blueprints import find_blueprint
from proeve.exams.calendar import appointment_of_planner
from proeve.exams.capacity import count_places_taken
from proeve.exams.sittings import Sitting, SittingKind, find_sitting, is_over
from proeve.exams.start_codes import in_halves
from proeve.exams.starting_together import count_arrived, start_sitting
from proeve.web.calendars import calendar_response
from proeve.web.flash import redirect


@dataclass(frozen=True, slots=True)
class JointStart:
    """How a joint start stands, for who may press the button."""

    code: str
    asks_code: bool
    arrived: int
    begun: str
    is_possible: bool
    is_over: bool
    opens: str


def joint_start_of(sitting: Sitting, arrived: int) -> JointStart | None:
    """Return how the joint start of a sitting stands; None when people begin by themselves."""
    if sitting.kind != SittingKind.JOINT:
        return None
    now = clock.now()
    return JointStart(
        in_halves(sitting.start_code or ""),
        sitting.asks_code,
        arrived,
        dutch.time(sitting.begun_at) if sitting.begun_at else "",
        sitting.opens_at <= now < sitting.closes_at,
        is_over(sitting, now),
        dutch.moment(sitting.opens_at),
    )


def begun_in_words(arrived: int) -> str:
    """Say that a sitting begins, and for how many."""
    people = dutch.count(arrived, "medewerker", "medewerkers")
    return f"De toets begint over enkele seconden, voor {people} tegelijk."


@post("/afnames/{sitting_id:int}/starten")
async def start(
    request: Request[Any, Any, Any], database: NamedDependency[Database], sitting_id: FromPath[int]
) -> Redirect:
    """Begin for everybody who is there; a second time changes nothing."""
    path = f"/beheer/afnames/{sitting_id}"
    try:
        async with database.unit_of_work() as session:
            await start_sitting(session, request.user, sitting_id)
            arrived = await count_arrived(session, sitting_id)
    except Conflict as refusal:
        return redirect(path, say=refusal.message, kind="attention")
    return redirect(path, say=begun_in_words(arrived))


@get("/afnames/{sitting_id:int}/agenda.ics")
async def appointment(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    sitting_id: FromPath[int],
) -> Response[bytes]:
    """Send the appointment of a sitting."""
    async with database.reading() as session:
        sitting = await find_sitting(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
        people = await count_places_taken(session, sitting_id)
    return calendar_response(appointment_of_planner(settings, blueprint, sitting, people))
