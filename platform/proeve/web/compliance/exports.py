"""Take the compliance matrix along, as a workbook for Excel or as CSV: the people the page shows, on all its pages."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core import audit, clock
from proeve.core.database import Database
from proeve.register.compliance import compliance_matrix
from proeve.reporting.compliance_export import compliance_table
from proeve.reporting.spreadsheets import CSV_TYPE, XLSX_TYPE, Table, as_csv, as_xlsx
from proeve.web.compliance.filters import compliance_filter, read_choices, read_query
from proeve.web.queries import word


@get("/export.xlsx", media_type=XLSX_TYPE)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the matrix as a workbook."""
    return await _export(request, database, "xlsx", as_xlsx, XLSX_TYPE)


@get("/export.csv", media_type=CSV_TYPE)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the matrix as CSV."""
    return await _export(request, database, "csv", as_csv, CSV_TYPE)


async def _export(
    request: Request[Any, Any, Any],
    database: Database,
    extension: str,
    write: Callable[[Table], bytes],
    media_type: str,
) -> Response[bytes]:
    async with database.reading() as session:
        exams = (await read_choices(session, request.user)).exams
        query = read_query(request, exams)
        wanted, sort = compliance_filter(query, exams), word(request, "sort") or "name"
        rows, _ = await compliance_matrix(session, request.user, wanted, sort=sort, page_size=None)
    titles = [exams[exam] for exam in wanted.exams]
    # Writing takes processor time, which the exams of others should not wait for.
    content = await asyncio.to_thread(write, compliance_table(titles, rows))
    facts: dict[str, Any] = {"format": extension, "filters": query, "rows": len(rows)}
    await record_export(request, database, "compliance.export", facts)
    return download(content, media_type, f"naleving-{clock.today().isoformat()}.{extension}")


async def record_export(
    request: Request[Any, Any, Any], database: Database, action: str, facts: dict[str, Any]
) -> None:
    """Write to the log who took what along."""
    actor, corporation_id = request.user.person_id, request.user.corporation_id
    async with database.unit_of_work() as session:
        audit.record(session, action, f"person:{actor}", actor_id=actor, corporation_id=corporation_id, **facts)


def download(content: bytes, media_type: str, name: str) -> Response[bytes]:
    """Answer with a file; its name is ours, so it is safe in a header."""
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
