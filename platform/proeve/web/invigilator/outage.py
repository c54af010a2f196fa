"""The outages of a room: the evidence of each person, and one click that makes it good."""

from datetime import datetime
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.exams.blueprints import find_blueprint
from proeve.exams.invigilating.acts import find_room
from proeve.exams.invigilating.compensating import all_proposals, compensate
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.invigilator.room import PATH
from proeve.web.invigilator.words import act_in_words
from proeve.web.page import page


@get("/{sitting_id:int}/storingen")
async def outages_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], sitting_id: FromPath[int]
) -> Template:
    """Show what each outage cost whom."""
    async with database.reading() as session:
        sitting = await find_room(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
        outages = await all_proposals(session, request.user, sitting_id)
    return page(
        request, "invigilator/outages.html", sitting=sitting, blueprint=blueprint, outages=outages, exact=_exact
    )


@post("/{sitting_id:int}/storingen")
async def make_good(
    request: Request[Any, Any, Any], database: NamedDependency[Database], sitting_id: FromPath[int]
) -> Redirect:
    """Grant what one outage cost."""
    form = await read_form(request)
    key = form.text("outage")
    if not (key.isascii() and key.isdigit() and len(key) < 16):  # noqa: PLR2004  Milliseconds for a long time to come.
        raise NotFound
    async with database.unit_of_work() as session:
        act = await compensate(session, request.user, sitting_id, int(key))
    return redirect(f"{PATH}/{sitting_id}", say=f"{act_in_words(act)}.")


def _exact(moment: datetime) -> str:
    return f"{moment.astimezone(clock.AMSTERDAM):%H:%M:%S}"
