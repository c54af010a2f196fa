"""The sitting itself: the page of the exam, opening it on this device, and handing in."""

from http import HTTPStatus
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.errors import Conflict
from proeve.exams.attempts import AttemptState, begins_later
from proeve.exams.blueprints import find_blueprint
from proeve.exams.closing import HandIn, current_attempt
from proeve.exams.opening import Bootstrap, Opening
from proeve.web.errors import wants_page
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.together import Together


@get("/toetsen/{attempt_id:int}/afnemen")
async def show_exam(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Response[Any]:
    """Show the page of the exam, which asks for its questions itself; before and after it lead elsewhere."""
    attempt = await current_attempt(database, request.user, attempt_id)
    if attempt.state == AttemptState.PREPARED or begins_later(attempt):
        return redirect(f"/mijn/toetsen/{attempt_id}")
    if attempt.state != AttemptState.RUNNING:
        return redirect(f"/mijn/toetsen/{attempt_id}/uitslag")
    async with database.reading() as session:
        blueprint = await find_blueprint(session, attempt.blueprint_id)
    return page(
        request,
        "candidate/exam.html",
        attempt_id=attempt_id,
        exam_name=blueprint.title,
        extension_minutes=blueprint.extension_minutes,
    )


@post("/toetsen/{attempt_id:int}/openen", status_code=HTTPStatus.OK)
async def open_exam(
    request: Request[Any, Any, Any], together: NamedDependency[Together], attempt_id: FromPath[int]
) -> Bootstrap:
    """Give this page the right to write, with the questions and the answers so far."""
    return await together.open(Opening(request.user, attempt_id, request.headers.get("user-agent", "")))


@post("/toetsen/{attempt_id:int}/inleveren")
async def hand_in(
    request: Request[Any, Any, Any], together: NamedDependency[Together], attempt_id: FromPath[int]
) -> Response[Any]:
    """Hand in and go to the result; a second time only goes to the result.

    The exam page says which lease it got when it opened: one that was taken over since does not hand in what somebody
    is writing elsewhere. A form without a lease, of a page from before an update, still hands in.
    """
    form = await read_form(request)
    try:
        await together.hand_ins.ask(HandIn(request.user, attempt_id, next(iter(form.ids("lease")), None)))
    except Conflict as refusal:
        if refusal.code != "lease_lost" or not wants_page(request):
            raise
        return _opened_elsewhere(attempt_id, refusal.message)
    return redirect(f"/mijn/toetsen/{attempt_id}/uitslag")


def _opened_elsewhere(attempt_id: int, sentence: str) -> Template:
    status = HTTPStatus.CONFLICT
    context = {
        "status": int(status),
        "title": "Uw toets is nog niet ingeleverd",
        "problem": sentence,
        "advice": "Opent u de toets hier? Dan schrijft alleen deze pagina nog.",
        "actions": [(f"/mijn/toetsen/{attempt_id}/afnemen", "Toets hier openen"), ("/mijn", "Naar mijn toetsen")],
    }
    return Template(template_name="errors/error.html", context=context, status_code=status)
