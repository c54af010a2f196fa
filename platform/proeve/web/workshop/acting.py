"""Put a version live, pause, resume or retire it; each on a page that says first what happens."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.workshop.item import item_page, item_path
from proeve.web.workshop.version_acts import BY_PATH, VersionAct, acts_for
from proeve.workshop.access import LONGEST_REASON, refuse_writers
from proeve.workshop.life import find_life

AnyRequest = Request[Any, Any, Any]


@get("/vragen/{item_id:str}/versies/{version:int}/{act:str}")
async def act_page(
    request: AnyRequest,
    database: NamedDependency[Database],
    item_id: FromPath[str],
    version: FromPath[int],
    act: FromPath[str],
) -> Template:
    """Say what an act means for a version, and ask for a reason where others need one."""
    asked = _find_act(request, act)
    async with database.reading() as session:
        life = await find_life(session, request.user, item_id)
    row = next((each for each in life.versions if each.version == version), None)
    if row is None:
        raise NotFound("Deze versie van de vraag is er niet.")
    if asked not in acts_for(row.standing):
        raise Conflict("Dat kan niet (meer) met deze versie. Open de vraag opnieuw om te zien wat kan.")
    return _page(request, item_id, version, asked)


@post("/vragen/{item_id:str}/versies/{version:int}/{act:str}")
async def act_on_version(
    request: AnyRequest,
    database: NamedDependency[Database],
    item_id: FromPath[str],
    version: FromPath[int],
    act: FromPath[str],
) -> Response[Any]:
    """Do it, or say why not."""
    asked = _find_act(request, act)
    reason = (await read_form(request)).text("reason", longest=LONGEST_REASON + 1)
    try:
        async with database.unit_of_work() as session:
            await asked.do(session, request.user, item_id, version, reason)
    except Invalid as error:
        return _page(request, item_id, version, asked, reason, error.problems)
    except Conflict as error:
        return await item_page(request, database, item_id, error=error)
    return redirect(item_path(item_id), say=asked.done)


def _find_act(request: AnyRequest, name: str) -> VersionAct:
    refuse_writers(request.user)
    if name not in BY_PATH:
        raise NotFound
    return BY_PATH[name]


def _page(
    request: AnyRequest,
    item_id: str,
    version: int,
    asked: VersionAct,
    reason: str = "",
    problems: dict[str, str] | None = None,
) -> Template:
    return page(
        request,
        "workshop/act.html",
        status=422 if problems else 200,
        back=item_path(item_id),
        item_id=item_id,
        version=version,
        asked=asked,
        reason=reason,
        problems=problems or {},
        longest=LONGEST_REASON,
    )
