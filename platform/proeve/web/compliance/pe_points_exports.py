"""Take the year report of PE points along, as a workbook for Excel or as CSV."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core.database import Database
from proeve.register.pe_points import all_pe_years, pe_year
from proeve.reporting.pe_points_export import pe_points_table
from proeve.web.compliance.pe_points import chosen_year
from proeve.web.downloads import CSV, XLSX, FileFormat, record_export, send_table


@get("/pe-punten/export.xlsx", media_type=XLSX.media_type)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the report as a workbook."""
    return await _export(request, database, XLSX)


@get("/pe-punten/export.csv", media_type=CSV.media_type)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the report as CSV."""
    return await _export(request, database, CSV)


async def _export(request: Request[Any, Any, Any], database: Database, written_as: FileFormat) -> Response[bytes]:
    async with database.reading() as session:
        year = chosen_year(request, await all_pe_years(session, request.user))
        people = await pe_year(session, request.user, year)
    file = await send_table(pe_points_table(year, people), written_as, f"pe-punten-{year}")
    await record_export(
        request,
        database,
        "pe_points.export",
        corporation_id=request.user.corporation_id,
        format=written_as.ending,
        year=year,
        rows=len(people),
    )
    return file
