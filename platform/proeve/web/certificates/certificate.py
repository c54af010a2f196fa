"""One certificate: what it says, what it is worth today, what happened to it, and its file."""

from typing import Any
from urllib.parse import quote

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.results import find_result
from proeve.register.finding import find_certificate, find_certificate_file
from proeve.register.history import all_events
from proeve.register.revoking import MAY_REVOKE
from proeve.web.certificates.paths import register_path
from proeve.web.certificates.words import sentence_of, standing_of
from proeve.web.page import page
from proeve.web.timeline.paths import timeline_path


@get("/{certificate_id:int}")
async def show_certificate(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    certificate_id: FromPath[int],
) -> Template:
    """Show one certificate."""
    async with database.reading() as session:
        row = await find_certificate(session, request.user, certificate_id)
        events = await all_events(session, row.certificate)
        result = await find_result(session, request.user, row.certificate.result_id)
    certificate = row.certificate
    return page(
        request,
        "register/certificate.html",
        row=row,
        path=register_path(request),
        role=request.user.role,
        standing=standing_of(certificate),
        may_revoke=request.user.role in MAY_REVOKE and certificate.revoked_at is None,
        sees_note=request.user.role in MAY_REVOKE,
        timeline_path=timeline_path(request.user.role, result.attempt_id),
        check_url=f"{settings.public_url}/verifieer?nummer={quote(certificate.number)}",
        events=[(event.at, sentence_of(event)) for event in events],
    )


@get("/{certificate_id:int}/pdf")
async def download_certificate(
    request: Request[Any, Any, Any], database: NamedDependency[Database], certificate_id: FromPath[int]
) -> Response[bytes]:
    """Send the file, byte for byte as it was issued."""
    async with database.reading() as session:
        certificate, pdf = await find_certificate_file(session, request.user, certificate_id)
    # A number is letters, digits and dashes, so it is safe in a header; a name would not be.
    disposition = f'attachment; filename="certificaat-{certificate.number}.pdf"'
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": disposition})
