"""Take the register along, as a workbook for Excel or as CSV: the rows that the page shows, on all its pages."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core import audit, clock
from proeve.core.database import Database
from proeve.register.finding import all_certificates
from proeve.reporting.certificates_export import certificates_table
from proeve.reporting.spreadsheets import CSV_TYPE, XLSX_TYPE, Table, as_csv, as_xlsx
from proeve.web.certificates.filters import certificate_filter, read_choices, read_query, usual_sort
from proeve.web.queries import word


@get("/export.xlsx", media_type=XLSX_TYPE)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the certificates as a workbook."""
    return await _export(request, database, "xlsx", as_xlsx, XLSX_TYPE)


@get("/export.csv", media_type=CSV_TYPE)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the certificates as CSV."""
    return await _export(request, database, "csv", as_csv, CSV_TYPE)


async def _export(
    request: Request[Any, Any, Any],
    database: Database,
    extension: str,
    write: Callable[[Table], bytes],
    media_type: str,
) -> Response[bytes]:
    async with database.reading() as session:
        query = read_query(request, await read_choices(session, request.user))
        wanted, sort = certificate_filter(query), word(request, "sort") or usual_sort(query)
        rows, _ = await all_certificates(session, request.user, wanted, sort=sort, page_size=None)
    # Writing takes processor time, which the exams of others should not wait for.
    content = await asyncio.to_thread(write, certificates_table(rows))
    async with database.unit_of_work() as session:
        actor = request.user.person_id
        facts: dict[str, Any] = {"format": extension, "filters": query, "rows": len(rows)}
        audit.record(session, "certificates.export", f"person:{actor}", actor_id=actor, **facts)
    name = f"certificaten-{clock.today().isoformat()}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
