"""Revoke a certificate: why, a private note, and one question before it is done."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.register.certificates import Certificate
from proeve.register.finding import RegisterRow, find_certificate
from proeve.register.revoking import LONGEST_NOTE, REVOCATION_REASONS, revoke_certificate
from proeve.web.certificates.paths import register_path
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page


@get("/{certificate_id:int}/intrekken")
async def ask_to_revoke(
    request: Request[Any, Any, Any], database: NamedDependency[Database], certificate_id: FromPath[int]
) -> Response[Any]:
    """Ask why, unless it was revoked before."""
    async with database.reading() as session:
        row = await find_certificate(session, request.user, certificate_id)
    if row.certificate.revoked_at is not None:
        return redirect(_back(request, certificate_id), say="Dit certificaat is al ingetrokken.", kind="info")
    return _form(request, row)


@post("/{certificate_id:int}/intrekken")
async def revoke(
    request: Request[Any, Any, Any], database: NamedDependency[Database], certificate_id: FromPath[int]
) -> Response[Any]:
    """Revoke it, or show what is wrong with the form."""
    form = await read_form(request)
    reason, note = form.text("reason"), form.text("note", longest=LONGEST_NOTE)
    try:
        async with database.unit_of_work() as session:
            certificate = await revoke_certificate(session, request.user, certificate_id, reason=reason, note=note)
    except Invalid as error:
        async with database.reading() as session:
            row = await find_certificate(session, request.user, certificate_id)
        return _form(request, row, typed={"reason": reason, "note": note}, problems=error.problems)
    return redirect(_back(request, certificate_id), say=_said(certificate))


def _said(certificate: Certificate) -> str:
    """Say that it is done; nobody is left to tell about one whose holder was erased."""
    if certificate.erased_at is not None:
        return "Het certificaat is ingetrokken."
    return f"Het certificaat van {certificate.holder} is ingetrokken. De houder krijgt bericht."


def _back(request: Request[Any, Any, Any], certificate_id: int) -> str:
    return f"{register_path(request)}/{certificate_id}"


def _form(
    request: Request[Any, Any, Any],
    row: RegisterRow,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Template:
    return page(
        request,
        "register/revoke.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        row=row,
        back=_back(request, row.certificate.id),
        reasons=list(REVOCATION_REASONS.items()),
        longest=LONGEST_NOTE,
        typed=typed or {"reason": "", "note": ""},
        problems=problems or {},
    )
