"""The page of the calendar feed: its secret address, how to use it, a new one, or none."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.register.calendar_feeds import end_feed, find_feed_address, renew_feed
from proeve.web.compliance.words import TABS
from proeve.web.flash import redirect
from proeve.web.page import page

AnyRequest = Request[Any, Any, Any]
PATH = "/beheer/naleving/agenda"


@get("/agenda")
async def calendar_page(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """Show the address of the feed."""
    async with database.reading() as session:
        feed_address = await find_feed_address(session, request.user, settings)
    return page(request, "compliance/calendar.html", feed_address=feed_address, tabs=TABS)


@post("/agenda")
async def renew_address(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Redirect:
    """Make the first address, or a new one in place of the old."""
    async with database.unit_of_work() as session:
        await renew_feed(session, request.user, settings)
    return redirect(PATH, say="Het nieuwe adres staat klaar. Een ouder adres werkt niet meer.")


@post("/agenda/stoppen")
async def end_address(request: AnyRequest, database: NamedDependency[Database]) -> Redirect:
    """Take the feed away."""
    async with database.unit_of_work() as session:
        await end_feed(session, request.user)
    return redirect(PATH, say="De agenda is gestopt. Het adres werkt niet meer.")
