"""Accept or refuse late answers, with a reason."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.core.scope import Scope
from proeve.exams.late_answers.deciding import LONGEST_REASON, accept_late, refuse_late
from proeve.exams.late_answers.deliveries import LateDelivery
from proeve.web.assessor.delivery import delivery_page
from proeve.web.assessor.menu import PATH
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.refusals import Filled

AnyRequest = Request[Any, Any, Any]
Decide = Callable[[AsyncSession, Scope, int, str], Awaitable[LateDelivery]]
ACCEPTED = "Geaccepteerd. De toets is opnieuw nagekeken en de medewerker krijgt bericht."
REFUSED = "Geweigerd. De antwoorden tellen niet mee en de medewerker krijgt bericht."


@post("/{delivery_id:int}/accepteren")
async def accept(request: AnyRequest, database: NamedDependency[Database], delivery_id: FromPath[int]) -> Response[Any]:
    """Let the answers count."""
    return await _decide(request, database, delivery_id, "accepteren", accept_late, ACCEPTED)


@post("/{delivery_id:int}/weigeren")
async def refuse(request: AnyRequest, database: NamedDependency[Database], delivery_id: FromPath[int]) -> Response[Any]:
    """Leave the answers out."""
    return await _decide(request, database, delivery_id, "weigeren", refuse_late, REFUSED)


async def _decide(
    request: AnyRequest, database: Database, delivery_id: int, word: str, decide: Decide, said: str
) -> Response[Any]:
    form = await read_form(request)
    reason = form.text("reason", longest=LONGEST_REASON)
    try:
        form.check()
        async with database.unit_of_work() as session:
            await decide(session, request.user, delivery_id, reason)
    except Invalid as refusal:
        again = Filled(form.values, refusal.problems)
        return await delivery_page(request, database, delivery_id, {word: again})
    return redirect(f"{PATH}/{delivery_id}", say=said)
