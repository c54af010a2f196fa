"""The pages that only explain: the front page, help, privacy and accessibility."""

from typing import Any

from litestar import Request, get
from litestar.response import Redirect, Response, Template

from proeve.web.navigation import HOMES
from proeve.web.page import page


@get("/")
async def front(request: Request[Any, Any, Any]) -> Response[Any]:
    """Bring somebody who is signed in to their first page, and tell others what Proeve is for."""
    if request.user is not None:
        return Redirect(HOMES[request.user.role], status_code=303)
    return page(request, "public/front.html")


@get("/hulp")
async def help_page(request: Request[Any, Any, Any]) -> Template:
    """Answer the questions people have before and during an exam."""
    return page(request, "public/help.html")


@get("/privacy")
async def privacy(request: Request[Any, Any, Any]) -> Template:
    """Say which data we keep, why, and for how long."""
    return page(request, "public/privacy.html")


@get("/toegankelijkheid")
async def accessibility(request: Request[Any, Any, Any]) -> Template:
    """Say who can use Proeve and how, and where to report what does not work."""
    return page(request, "public/accessibility.html")
