"""Do something to a certificate: its page says what will happen, asks why, and asks once more."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.core.jobs import JobContext
from proeve.core.settings import Settings
from proeve.register.acts import find_to_act
from proeve.register.finding import RegisterRow, find_certificate
from proeve.web.certificates.act_pages import PAGES, ActPage, fill_in
from proeve.web.certificates.paths import register_path
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page


def _handlers(asked: ActPage) -> list[HTTPRouteHandler]:
    @get(f"/{{certificate_id:int}}/{asked.path}")
    async def ask(
        request: Request[Any, Any, Any], database: NamedDependency[Database], certificate_id: FromPath[int]
    ) -> Response[Any]:
        """Say what will happen and ask why, unless it cannot be done."""
        try:
            async with database.reading() as session:
                row = await find_to_act(session, request.user, certificate_id, asked.act)
        except Conflict as error:
            return redirect(_certificate_path(request, certificate_id), say=error.message, kind="info")
        return _form(request, asked, row)

    @post(f"/{{certificate_id:int}}/{asked.path}")
    async def act(
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
        settings: NamedDependency[Settings],
        certificate_id: FromPath[int],
    ) -> Response[Any]:
        """Do it, or show what is wrong with the form."""
        reason = (await read_form(request)).text("reason")
        async with database.reading() as session:
            row = await find_certificate(session, request.user, certificate_id)
        try:
            after = await asked.do(JobContext(database, settings), request.user, certificate_id, reason)
        except Invalid as error:
            problems = error.problems or {"reason": error.message}
            return _form(request, asked, row, reason=reason, problems=problems)
        return redirect(_certificate_path(request, after.id), say=fill_in(asked.done, row))

    return [ask, act]


HANDLERS = {act: _handlers(asked) for act, asked in PAGES.items()}
"""The handlers of each act, for the audiences that may do it."""


def _certificate_path(request: Request[Any, Any, Any], certificate_id: int) -> str:
    return f"{register_path(request)}/{certificate_id}"


def _form(
    request: Request[Any, Any, Any],
    asked: ActPage,
    row: RegisterRow,
    *,
    reason: str = "",
    problems: Mapping[str, str] | None = None,
) -> Template:
    return page(
        request,
        "register/act.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        row=row,
        back=_certificate_path(request, row.certificate.id),
        asked=asked,
        what=fill_in(asked.what, row),
        question=fill_in(asked.question, row),
        warning=fill_in(asked.warning, row),
        reasons=list(asked.reasons.items()),
        reason=reason,
        problems=problems or {},
    )
