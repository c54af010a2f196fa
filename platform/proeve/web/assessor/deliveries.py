"""The lists: late answers that wait, and those that were decided."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.late_answers.deliveries import DeliveryState
from proeve.exams.late_answers.finding import all_late_deliveries, count_late_deliveries
from proeve.web.assessor.menu import PATH, menu_with_count
from proeve.web.assessor.words import STATES
from proeve.web.page import page
from proeve.web.queries import listing_of, word

DECIDED = "beslist"


@get("/")
async def list_deliveries(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the deliveries that wait, or those that were decided."""
    is_waiting = word(request, "stand") != DECIDED
    async with database.reading() as session:
        counts = await count_late_deliveries(session, request.user)
        waiting = counts.get(DeliveryState.WAITING, 0)
        decided = sum(counts.values()) - waiting
        query = {} if is_waiting else {"stand": DECIDED}
        listing = listing_of(request, PATH, waiting if is_waiting else decided, query)
        rows = await all_late_deliveries(session, request.user, is_waiting=is_waiting, page=listing.page)
        menu = await menu_with_count(session, request)
    return page(
        request,
        "assessor/deliveries.html",
        is_waiting=is_waiting,
        tabs=[
            ("Te beoordelen", PATH, waiting, is_waiting),
            ("Beslist", f"{PATH}?stand={DECIDED}", decided, not is_waiting),
        ],
        rows=rows,
        listing=listing,
        names_corporations=len({row.corporation.id for row in rows}) > 1,
        states=STATES,
        nav=menu,
    )
