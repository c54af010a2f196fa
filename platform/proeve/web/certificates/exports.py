"""Take the register along, as a workbook for Excel or as CSV: the rows that the page shows, on all its pages."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core import clock
from proeve.core.database import Database
from proeve.register.finding import all_certificates
from proeve.register.pe_points import points_of
from proeve.reporting.certificates_export import certificates_table
from proeve.web.certificates.filters import certificate_filter, read_choices, read_query, usual_sort
from proeve.web.downloads import CSV, XLSX, FileFormat, record_export, send_table
from proeve.web.queries import word


@get("/export.xlsx", media_type=XLSX.media_type)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the certificates as a workbook."""
    return await _export(request, database, XLSX)


@get("/export.csv", media_type=CSV.media_type)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the certificates as CSV."""
    return await _export(request, database, CSV)


async def _export(request: Request[Any, Any, Any], database: Database, written_as: FileFormat) -> Response[bytes]:
    async with database.reading() as session:
        query = read_query(request, await read_choices(session, request.user))
        wanted, sort = certificate_filter(query), word(request, "sort") or usual_sort(query)
        rows, _ = await all_certificates(session, request.user, wanted, sort=sort, page_size=None)
        points = await points_of(session, [row.certificate for row in rows])
    file = await send_table(certificates_table(rows, points), written_as, f"certificaten-{clock.today().isoformat()}")
    await record_export(
        request, database, "certificates.export", format=written_as.ending, filters=query, rows=len(rows)
    )
    return file
