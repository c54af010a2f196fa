"""Take the compliance matrix along, as a workbook for Excel or as CSV: the people the page shows, on all its pages."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core import clock
from proeve.core.database import Database
from proeve.register.compliance import compliance_matrix
from proeve.reporting.compliance_export import compliance_table
from proeve.web.compliance.filters import compliance_filter, read_choices, read_query
from proeve.web.downloads import CSV, XLSX, FileFormat, record_export, send_table
from proeve.web.queries import word


@get("/export.xlsx", media_type=XLSX.media_type)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the matrix as a workbook."""
    return await _export(request, database, XLSX)


@get("/export.csv", media_type=CSV.media_type)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the matrix as CSV."""
    return await _export(request, database, CSV)


async def _export(request: Request[Any, Any, Any], database: Database, written_as: FileFormat) -> Response[bytes]:
    async with database.reading() as session:
        exams = (await read_choices(session, request.user)).exams
        query = read_query(request, exams)
        wanted, sort = compliance_filter(query, exams), word(request, "sort") or "name"
        rows, _ = await compliance_matrix(session, request.user, wanted, sort=sort, page_size=None)
    titles = [exams[exam] for exam in wanted.exams]
    file = await send_table(compliance_table(titles, rows), written_as, f"naleving-{clock.today().isoformat()}")
    await record_export(
        request,
        database,
        "compliance.export",
        corporation_id=request.user.corporation_id,
        format=written_as.ending,
        filters=query,
        rows=len(rows),
    )
    return file
