"""A holder makes links to a certificate, sees how often they were opened, and takes them back."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.dutch import day, moment
from proeve.core.errors import Conflict, Invalid
from proeve.core.settings import Settings
from proeve.register.finding import find_certificate
from proeve.register.share_links import (
    LONGEST_LIFE,
    ShareLink,
    add_share_link,
    all_share_links,
    share_url,
    withdraw_share_link,
)
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page

USUAL_LIFE = timedelta(days=30)
NO_DAY = "Kies de laatste dag waarop de link werkt."


@get("/certificaten/{certificate_id:int}/delen")
async def show_links(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    certificate_id: FromPath[int],
) -> Template:
    """Show the links to a certificate and the form for another one."""
    return await _page(request, database, settings, certificate_id)


@post("/certificaten/{certificate_id:int}/delen")
async def make_link(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    certificate_id: FromPath[int],
) -> Response[Any]:
    """Make a link until a day."""
    form = await read_form(request)
    ends_on = form.day("ends_on", required=NO_DAY) or date.min
    try:
        form.check()
        async with database.unit_of_work() as session:
            await add_share_link(session, settings, request.user, certificate_id, ends_on=ends_on)
    except (Invalid, Conflict) as error:
        problems = error.problems if isinstance(error, Invalid) else {"ends_on": error.message}
        return await _page(request, database, settings, certificate_id, errors=problems, typed=form.text("ends_on"))
    return redirect(_path(certificate_id), say="De link is gemaakt. Kopieer hem hieronder en stuur hem door.")


@post("/certificaten/{certificate_id:int}/delen/{link_id:int}/intrekken")
async def withdraw_link(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    certificate_id: FromPath[int],
    link_id: FromPath[int],
) -> Redirect:
    """Let a link work no more."""
    async with database.unit_of_work() as session:
        await withdraw_share_link(session, request.user, certificate_id, link_id)
    return redirect(_path(certificate_id), say="De link is ingetrokken. Niemand kan hem nog openen.", kind="info")


def opened_words(link: ShareLink) -> str:
    """Say how often a link was opened, and when for the last time."""
    if link.last_opened_at is None:
        return "Nog niet geopend"
    return f"{link.opened} keer geopend, laatst op {moment(link.last_opened_at)}"


def _path(certificate_id: int) -> str:
    return f"/mijn/certificaten/{certificate_id}/delen"


async def _page(
    request: Request[Any, Any, Any],
    database: Database,
    settings: Settings,
    certificate_id: int,
    *,
    errors: dict[str, str] | None = None,
    typed: str = "",
) -> Template:
    async with database.reading() as session:
        certificate = (await find_certificate(session, request.user, certificate_id)).certificate
        links = await all_share_links(session, request.user, certificate_id)
    today = clock.today()
    return page(
        request,
        "candidate/sharing.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        certificate=certificate,
        errors=errors or {},
        ends_on=typed or (today + USUAL_LIFE).isoformat(),
        first_day=today.isoformat(),
        last_day=(today + LONGEST_LIFE).isoformat(),
        links=[_row(settings, link) for link in links],
        path=_path(certificate_id),
    )


def _row(settings: Settings, link: ShareLink) -> dict[str, Any]:
    if link.withdrawn_at:
        state, tone = f"Ingetrokken op {day(link.withdrawn_at)}", "neutral"
    elif link.works:
        state, tone = f"Werkt t/m {day(link.ends_on)}", "good"
    else:
        state, tone = f"Verlopen op {day(link.ends_on)}", "neutral"
    return {
        "id": link.id,
        "url": share_url(settings, link) if link.works else "",
        "state": state,
        "tone": tone,
        "opened": opened_words(link),
        "works": link.works,
        "made": day(link.created_at),
    }
