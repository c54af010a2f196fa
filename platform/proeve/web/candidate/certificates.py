"""The certificates of whoever is signed in, and their files."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.core.settings import Settings
from proeve.register.finding import all_certificates, find_certificate_file
from proeve.register.pe_points import points_of
from proeve.web.candidate.certificate_cards import CertificateCard, certificate_card
from proeve.web.downloads import attachment
from proeve.web.forms import ROW_NUMBER
from proeve.web.page import page

MOST_CERTIFICATES = 100
"""More than anybody collects; the page has no pages."""


@get("/certificaten")
async def list_certificates(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """List the certificates, the one that is valid longest first."""
    cards = await read_certificate_cards(database, settings, request.user)
    return page(request, "candidate/certificates.html", certificates=cards)


@get("/certificaten/{file_name:str}")
async def download_certificate(
    request: Request[Any, Any, Any], database: NamedDependency[Database], file_name: FromPath[str]
) -> Response[bytes]:
    """Send the file of a certificate (`12.pdf`), byte for byte as it was issued."""
    certificate_id = file_name.removesuffix(".pdf")
    if not (file_name.endswith(".pdf") and ROW_NUMBER.fullmatch(certificate_id)):
        raise NotFound
    async with database.reading() as session:
        certificate, pdf = await find_certificate_file(session, request.user, int(certificate_id))
    return attachment(pdf, "application/pdf", f"certificaat-{certificate.number}.pdf")


async def read_certificate_cards(database: Database, settings: Settings, scope: Scope) -> list[CertificateCard]:
    """Return a card for each certificate of the person, the one that is valid longest first."""
    async with database.reading() as session:
        rows, _ = await all_certificates(session, scope, sort="-valid_until", page_size=MOST_CERTIFICATES)
        shown = [row.certificate for row in rows if row.certificate.superseded_by_id is None]
        points = await points_of(session, shown)
    return [certificate_card(each, settings, points[each.id]) for each in shown]
