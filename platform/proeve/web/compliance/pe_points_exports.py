"""Take the year report of PE points along, as a workbook for Excel or as CSV."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core.database import Database
from proeve.register.pe_points import all_pe_years, pe_year
from proeve.reporting.pe_points_export import pe_points_table
from proeve.reporting.spreadsheets import CSV_TYPE, XLSX_TYPE, Table, as_csv, as_xlsx
from proeve.web.compliance.exports import download, record_export
from proeve.web.compliance.pe_points import chosen_year


@get("/pe-punten/export.xlsx", media_type=XLSX_TYPE)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the report as a workbook."""
    return await _export(request, database, "xlsx", as_xlsx, XLSX_TYPE)


@get("/pe-punten/export.csv", media_type=CSV_TYPE)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the report as CSV."""
    return await _export(request, database, "csv", as_csv, CSV_TYPE)


async def _export(
    request: Request[Any, Any, Any],
    database: Database,
    extension: str,
    write: Callable[[Table], bytes],
    media_type: str,
) -> Response[bytes]:
    async with database.reading() as session:
        year = chosen_year(request, await all_pe_years(session, request.user))
        people = await pe_year(session, request.user, year)
    content = await asyncio.to_thread(write, pe_points_table(year, people))
    facts: dict[str, Any] = {"format": extension, "year": year, "rows": len(people)}
    await record_export(request, database, "pe_points.export", facts)
    return download(content, media_type, f"pe-punten-{year}.{extension}")
