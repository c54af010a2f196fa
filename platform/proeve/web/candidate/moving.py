"""Take one's certificates along to an address of one's own."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.core.rate_limits import count_try
from proeve.register.moving import ask_to_move
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page

PATH = "/mijn/certificaten"
MOST, WINDOW = 5, timedelta(hours=1)
"""So often may one ask, for each time a mail goes to an address that may be a stranger's."""


@get("/certificaten/meenemen")
async def ask_where_to(request: Request[Any, Any, Any]) -> Template:
    """Ask for the other address."""
    return page(request, "candidate/move.html", email="", problems={})


@post("/certificaten/meenemen")
async def send_link(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[Any]:
    """Send the link, or show what is wrong with the address."""
    email = (await read_form(request)).text("email", longest=254)
    await count_try(database, f"move:{request.user.person_id}", most=MOST, window=WINDOW)
    try:
        async with database.unit_of_work() as session:
            move = await ask_to_move(session, request.user, email)
    except Invalid as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page(request, "candidate/move.html", status=status, email=email, problems=error.problems)
    return redirect(PATH, say=f"Wij hebben een e-mail gestuurd naar {move.email}. Open daarin de link.")
