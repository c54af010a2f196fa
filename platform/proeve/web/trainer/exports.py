"""Take the list of results along, as a workbook for Excel or as CSV: the rows that the page shows, on all its pages."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from proeve.core import clock
from proeve.core.database import Database
from proeve.reporting.result_rows import NEWEST_FIRST, count_results
from proeve.reporting.results_export import results_table
from proeve.web.downloads import CSV, XLSX, FileFormat, record_export, send_table
from proeve.web.queries import word
from proeve.web.trainer.filters import read_choices, read_query, result_filter


@get("/resultaten.xlsx", media_type=XLSX.media_type)
async def export_xlsx(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the results as a workbook."""
    return await _export(request, database, XLSX)


@get("/resultaten.csv", media_type=CSV.media_type)
async def export_csv(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[bytes]:
    """Send the results as CSV."""
    return await _export(request, database, CSV)


async def _export(request: Request[Any, Any, Any], database: Database, written_as: FileFormat) -> Response[bytes]:
    query, sort = read_query(request), word(request, "sort") or NEWEST_FIRST
    wanted = result_filter(query)
    async with database.reading() as session:
        choices = await read_choices(session, request.user, wanted)
        total = await count_results(session, request.user, wanted)
        table = await results_table(session, request.user, wanted, sort=sort, exam_titles=choices.exams)
    file = await send_table(table, written_as, f"resultaten-{clock.today().isoformat()}")
    await record_export(request, database, "results.export", format=written_as.ending, filters=query, rows=total)
    return file
