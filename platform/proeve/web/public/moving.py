"""The link by which somebody takes their certificates along: one button, and they are theirs at the new address."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.people.limits import count_link_use
from proeve.register.moving import find_move, move_certificates
from proeve.web.address import address_of
from proeve.web.flash import redirect
from proeve.web.page import page


@get("/certificaten-meenemen/{token:str}")
async def ask_to_take_along(
    request: Request[Any, Any, Any], database: NamedDependency[Database], token: FromPath[str]
) -> Template:
    """Ask for one click, because mail programs open links to inspect them."""
    async with database.reading() as session:
        move = await find_move(session, token)
    return page(request, "public/take_along.html", email=move.email)


@post("/certificaten-meenemen/{token:str}")
async def take_along(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    token: FromPath[str],
) -> Redirect:
    """Move the certificates, and lead to the page where the new address signs in."""
    await count_link_use(database, address=address_of(request, settings))
    async with database.unit_of_work() as session:
        person = await move_certificates(session, token)
    return redirect("/aanmelden", say=f"Uw certificaten staan nu op {person.email}. Meld u aan met dit adres.")
