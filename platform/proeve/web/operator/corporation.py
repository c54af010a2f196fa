"""One corporation: its counts, and who works for it as administrator or trainer."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.corporations.appointing import APPOINTABLE, FIELDS
from proeve.corporations.corporations import find_corporation
from proeve.corporations.counting import count_staff
from proeve.people.role_holders import all_role_holders
from proeve.register.counting import count_live_by_corporation
from proeve.web.page import page

EMPTY = dict.fromkeys((*FIELDS, "role"), "")


@get("/corporaties/{corporation_id:int}")
async def show_corporation(
    request: Request[Any, Any, Any], database: NamedDependency[Database], corporation_id: FromPath[int]
) -> Template:
    """Show one corporation."""
    return await corporation_page(request, database, corporation_id)


async def corporation_page(
    request: Request[Any, Any, Any],
    database: Database,
    corporation_id: int,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Template:
    """Render the page of a corporation, with the form for another administrator or trainer as it was sent."""
    async with database.reading() as session:
        corporation = await find_corporation(session, request.user, corporation_id)
        holders = await all_role_holders(session, corporation_id, *APPOINTABLE)
        staff = await count_staff(session, request.user)
        certificates = await count_live_by_corporation(session, request.user)
    return page(
        request,
        "operator/corporation.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        corporation=corporation,
        holders=holders,
        role_words=APPOINTABLE,
        staff=staff[corporation_id],
        certificates=certificates[corporation_id],
        typed=EMPTY | (typed or {}),
        problems=problems or {},
    )
