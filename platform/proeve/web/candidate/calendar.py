"""An exam as an appointment, for the candidate's own calendar."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.blueprints import find_blueprint
from proeve.exams.calendar import appointment_of
from proeve.exams.enrolments import find_enrolment
from proeve.exams.sittings import Sitting
from proeve.web.calendars import calendar_response


@get("/inschrijvingen/{enrolment_id:int}/agenda.ics")
async def own_appointment(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    enrolment_id: FromPath[int],
) -> Response[bytes]:
    """Send the appointment, with this person's own time."""
    async with database.reading() as session:
        enrolment = await find_enrolment(session, request.user, enrolment_id)
        sitting = await session.get_one(Sitting, enrolment.sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
    return calendar_response(appointment_of(settings, blueprint, sitting, enrolment))
