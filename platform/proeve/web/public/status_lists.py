"""The status lists: which badges are revoked, and which suspended, signed in the two forms that checkers ask for."""

import asyncio
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.register.status_lists import find_revoked_places, find_suspended_places, sign_list
from proeve.web.public.open_data import open_answer

AS_JSON, AS_JWT = "application/vc", "application/vc+jwt"
KEPT_SECONDS = 60
"""Who asks us learns of a revocation at once; who asks somebody in between, a minute later at most."""


@get("/status/{list_number:int}", exclude_from_csrf=True)
async def show_status_list(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    list_number: FromPath[int],
) -> Response[bytes]:
    """Give a status list as it is now: JSON with a proof inside, or a JWT for whoever asks for `application/vc+jwt`."""
    async with database.reading() as session:
        revoked = await find_revoked_places(session, list_number)
    return _answer(request, *await asyncio.to_thread(sign_list, settings, list_number, revoked))


@get("/status/{list_number:int}/schorsing", exclude_from_csrf=True)
async def show_suspension_list(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    list_number: FromPath[int],
) -> Response[bytes]:
    """Give the list of what is suspended now in the same forms; no badge names it, so one has to know of it."""
    async with database.reading() as session:
        suspended = await find_suspended_places(session, list_number)
    return _answer(request, *await asyncio.to_thread(sign_list, settings, list_number, suspended, "suspension"))


def _answer(request: Request[Any, Any, Any], as_json: bytes, as_jwt: str) -> Response[bytes]:
    wants_jwt = request.accept.best_match([AS_JSON, AS_JWT, "application/jwt"]) not in {None, AS_JSON}
    content, media_type = (as_jwt.encode(), AS_JWT) if wants_jwt else (as_json, AS_JSON)
    return open_answer(content, media_type=media_type, seconds=KEPT_SECONDS, headers={"Vary": "Accept"})
