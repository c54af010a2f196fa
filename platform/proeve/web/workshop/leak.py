"""Retire an item that has leaked: first the forms it is on, then what is done about them."""

from collections.abc import Iterable
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core import dutch
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.exams.attempts import AttemptState
from proeve.exams.blueprints import all_blueprints
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.workshop.item import item_page, item_path
from proeve.workshop.access import LONGEST_REASON
from proeve.workshop.leaks import Leak, TouchedForm, retire_leaked, touched_forms
from proeve.workshop.life import find_life

AnyRequest = Request[Any, Any, Any]
FORM_STATES = {
    AttemptState.PREPARED: "klaargezet",
    AttemptState.RUNNING: "bezig",
    AttemptState.CLOSED: "gemaakt",
    AttemptState.GRADED: "gemaakt",
}
BEGUN = "Wie al begonnen is of klaar is, houdt de toets die hij heeft."
WAITING = "Wie klaarzit voor een gezamenlijke start of al extra minuten kreeg, houdt ook zijn toets, met deze vraag."
GONE = "Wie van de lijst is gehaald of de toets niet op tijd maakte, krijgt geen nieuwe."


@get("/vragen/{item_id:str}/gelekt")
async def leak_page(request: AnyRequest, database: NamedDependency[Database], item_id: FromPath[str]) -> Template:
    """List the forms that a leak touches, before anything is done."""
    return await _page(request, database, item_id)


@post("/vragen/{item_id:str}/gelekt")
async def retire_item(
    request: AnyRequest, database: NamedDependency[Database], item_id: FromPath[str]
) -> Response[Any]:
    """Take the item out of use and draw anew what can be, or say why not."""
    reason = (await read_form(request)).text("reason", longest=LONGEST_REASON + 1)
    try:
        async with database.unit_of_work() as session:
            leak = await retire_leaked(session, request.user, item_id, reason=reason)
    except Invalid as error:
        return await _page(request, database, item_id, reason, error.problems)
    except Conflict as error:
        return await item_page(request, database, item_id, error=error)
    return redirect(item_path(item_id), say=_said(leak))


def _said(leak: Leak) -> str:
    if not leak.touched:
        return "Deze vraag is uit gebruik. Hij stond op geen enkele toets."
    touched = f"Deze vraag is uit gebruik. Hij stond op {dutch.count(len(leak.touched), 'toets', 'toetsen')}"
    if not leak.redrawn:
        return f"{touched}. {'Die blijft zo.' if len(leak.touched) == 1 else 'Die blijven zo.'}"
    return f"{touched}; {dutch.count(leak.redrawn, 'daarvan krijgt', 'daarvan krijgen')} nieuwe vragen."


def _why_kept(touched: Iterable[TouchedForm]) -> list[str]:
    """Say of the forms that are not drawn anew why not, each reason once."""
    kept = [form for form in touched if not form.can_be_redrawn]
    reasons = {
        BEGUN: any(form.state != AttemptState.PREPARED for form in kept),
        WAITING: any(form.is_still_to_be_sat for form in kept),
        GONE: any(form.state == AttemptState.PREPARED and not form.is_still_to_be_sat for form in kept),
    }
    return [reason for reason, is_so in reasons.items() if is_so]


async def _page(
    request: AnyRequest, database: Database, item_id: str, reason: str = "", problems: dict[str, str] | None = None
) -> Template:
    async with database.reading() as session:
        touched = await touched_forms(session, request.user, item_id)
        life = await find_life(session, request.user, item_id)
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    return page(
        request,
        "workshop/leak.html",
        status=422 if problems else 200,
        back=item_path(item_id),
        item_id=item_id,
        life=life,
        exams=exams,
        touched=touched,
        redrawn=sum(form.can_be_redrawn for form in touched),
        why_kept=_why_kept(touched),
        form_states=FORM_STATES,
        reason=reason,
        problems=problems or {},
        longest=LONGEST_REASON,
    )
