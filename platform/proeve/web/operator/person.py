"""One person: what they may do, and keeping them out or letting them in again."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.corporations.corporations import corporation_names
from proeve.people.blocking import LONGEST_REASON, all_blockings, block_person, unblock_person
from proeve.people.persons import find_person
from proeve.people.roles import all_grants
from proeve.people.sessions import all_sessions
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.navigation import ROLE_NAMES
from proeve.web.operator.persons import PATH
from proeve.web.page import page
from proeve.web.refusals import FRESH, Filled, problems_of


@get("/personen/{person_id:int}")
async def show_person(
    request: Request[Any, Any, Any], database: NamedDependency[Database], person_id: FromPath[int]
) -> Template:
    """Show one person."""
    return await _person_page(request, database, person_id)


@post("/personen/{person_id:int}/blokkeren")
async def block(
    request: Request[Any, Any, Any], database: NamedDependency[Database], person_id: FromPath[int]
) -> Response[Any]:
    """Keep this person out from now on, or say why that cannot be."""
    reason = (await read_form(request)).text("reason")
    try:
        async with database.unit_of_work() as session:
            person = await block_person(session, request.user, person_id, reason=reason)
    except (Invalid, Conflict) as error:
        return await _refused(request, database, person_id, {"reason": reason}, error)
    return redirect(f"{PATH}/{person_id}", say=f"{person.name} is geblokkeerd en overal afgemeld.")


@post("/personen/{person_id:int}/deblokkeren")
async def unblock(
    request: Request[Any, Any, Any], database: NamedDependency[Database], person_id: FromPath[int]
) -> Response[Any]:
    """Let this person in again, or say why that cannot be."""
    reason = (await read_form(request)).text("reason")
    try:
        async with database.unit_of_work() as session:
            person = await unblock_person(session, request.user, person_id, reason=reason)
    except (Invalid, Conflict) as error:
        return await _refused(request, database, person_id, {"reason": reason}, error)
    return redirect(f"{PATH}/{person_id}", say=f"{person.name} kan zich weer aanmelden.")


async def _refused(
    request: Request[Any, Any, Any],
    database: Database,
    person_id: int,
    typed: Mapping[str, str],
    error: Invalid | Conflict,
) -> Template:
    return await _person_page(request, database, person_id, Filled(typed, problems_of(error, "reason")))


async def _person_page(
    request: Request[Any, Any, Any], database: Database, person_id: int, filled: Filled = FRESH
) -> Template:
    async with database.reading() as session:
        person = await find_person(session, person_id)
        grants = await all_grants(session, person_id)
        names = await corporation_names(session, {each.corporation_id for each in grants if each.corporation_id})
        sessions = await all_sessions(session, person_id)
        blockings = await all_blockings(session, person_id)
    return page(
        request,
        "operator/person.html",
        status=filled.status,
        person=person,
        roles=[
            (ROLE_NAMES[grant.role], grant.corporation_id, names.get(grant.corporation_id or 0)) for grant in grants
        ],
        last_seen=max((each.seen_at for each in sessions), default=None),
        blockings=blockings,
        is_self=person_id == request.user.person_id,
        longest=LONGEST_REASON,
        typed=filled.typed,
        problems=filled.problems,
    )
