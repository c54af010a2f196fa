"""Take the list of results along, as a workbook for Excel or as CSV: the rows that the page shows, on all its pages."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core import audit, clock
from proeve.core.database import Database
from proeve.reporting.result_rows import NEWEST_FIRST, count_results
from proeve.reporting.results_export import results_table
from proeve.reporting.spreadsheets import CSV_TYPE, XLSX_TYPE, Table, as_csv, as_xlsx
from proeve.web.queries import word
from proeve.web.trainer.filters import read_choices, read_query, result_filter


@get("/resultaten.xlsx", media_type=XLSX_TYPE)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the results as a workbook."""
    return await _export(request, database, "xlsx", as_xlsx, XLSX_TYPE)


@get("/resultaten.csv", media_type=CSV_TYPE)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the results as CSV."""
    return await _export(request, database, "csv", as_csv, CSV_TYPE)


async def _export(
    request: Request[Any, Any, Any],
    database: Database,
    extension: str,
    write: Callable[[Table], bytes],
    media_type: str,
) -> Response[bytes]:
    query, sort = read_query(request), word(request, "sort") or NEWEST_FIRST
    wanted = result_filter(query)
    async with database.reading() as session:
        choices = await read_choices(session, request.user, wanted)
        total = await count_results(session, request.user, wanted)
        table = await results_table(session, request.user, wanted, sort=sort, exam_titles=choices.exams)
    # Writing takes processor time, which the exams of others should not wait for.
    content = await asyncio.to_thread(write, table)
    async with database.unit_of_work() as session:
        actor = request.user.person_id
        facts: dict[str, Any] = {"format": extension, "filters": query, "rows": total}
        audit.record(session, "results.export", f"person:{actor}", actor_id=actor, **facts)
    name = f"resultaten-{clock.today().isoformat()}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
