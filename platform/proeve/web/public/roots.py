"""The daily roots of the register, for anyone who wants to be able to tell later that the past was not changed."""

from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.register.checking import publish
from proeve.register.roots import all_roots
from proeve.web.page import page
from proeve.web.public.open_data import open_answer

SHOWN = 30
"""About a month on the page; the file has them all."""
KEPT_SECONDS = 300


@get("/register/wortels")
async def show_roots(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """Explain the roots and show the latest."""
    async with database.reading() as session:
        roots = await all_roots(session)
    return page(request, "public/roots.html", roots=roots[:SHOWN], total=len(roots))


@get("/register/wortels.json", exclude_from_csrf=True)
async def give_roots(database: NamedDependency[Database]) -> Response[bytes]:
    """Give all roots, the newest first, to be kept by whoever wants."""
    async with database.reading() as session:
        published = publish(await all_roots(session))
    content = msgspec.json.format(msgspec.json.encode(published), indent=2)
    return open_answer(content, media_type="application/json", seconds=KEPT_SECONDS)
