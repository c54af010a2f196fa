"""One certificate: what it says, what it is worth today, what happened to it, and its file."""

from typing import Any
from urllib.parse import quote

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.core.settings import Settings
from proeve.exams.results import find_result
from proeve.register.acts import ALLOWED, Act
from proeve.register.certificates import Certificate
from proeve.register.finding import find_certificate, find_certificate_file
from proeve.register.history import all_events
from proeve.register.pe_points import points_of
from proeve.register.related import find_related
from proeve.web.certificates.act_pages import act_links
from proeve.web.certificates.history_words import sentence_of
from proeve.web.certificates.paths import register_path
from proeve.web.certificates.words import standing_of
from proeve.web.downloads import attachment
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
        points = await points_of(session, [row.certificate])
        related = await find_related(session, request.user, row.certificate)
        course = await _timeline_path(session, request.user, row.certificate)
    certificate = row.certificate
    return page(
        request,
        "register/certificate.html",
        row=row,
        path=register_path(request),
        role=request.user.role,
        points=points[certificate_id],
        standing=standing_of(certificate),
        acts=act_links(request.user, row),
        sees_note=request.user.role in ALLOWED[Act.REVOKE],
        related=related,
        timeline_path=course,
        check_url=f"{settings.public_url}/verifieer?nummer={quote(certificate.number)}",
        events=[(event.at, sentence_of(event)) for event in events],
    )


async def _timeline_path(session: AsyncSession, scope: Scope, certificate: Certificate) -> str:
    """Return where the course of its exam is told; nowhere, once the holder was erased: there the name still is."""
    if certificate.erased_at is not None:
        return ""
    return timeline_path(scope.role, (await find_result(session, scope, certificate.result_id)).attempt_id)


@get("/{certificate_id:int}/pdf")
async def download_certificate(
    request: Request[Any, Any, Any], database: NamedDependency[Database], certificate_id: FromPath[int]
) -> Response[bytes]:
    """Send the file, byte for byte as it was issued."""
    async with database.reading() as session:
        certificate, pdf = await find_certificate_file(session, request.user, certificate_id)
    return attachment(pdf, "application/pdf", f"certificaat-{certificate.number}.pdf")
