"""The rooms of today."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.scope import Role
from proeve.exams.enrolment_states import EnrolmentState
from proeve.exams.invigilating.rooms import all_rooms_of_today
from proeve.exams.overview import SittingRow
from proeve.web.corporation.words import sitting_badge, window_in_words
from proeve.web.page import page


@get("/")
async def rooms_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the sittings of today."""
    async with database.reading() as session:
        rows = await all_rooms_of_today(session, request.user)
    return page(
        request,
        "invigilator/rooms.html",
        rows=rows,
        may_appoint=request.user.role is Role.ADMINISTRATOR,
        names_corporations=len({row.corporation.id for row in rows}) > 1,
        stage=sitting_badge,
        window=window_in_words,
        running=_running,
    )


def _running(row: SittingRow) -> int:
    return row.states[EnrolmentState.RUNNING]
