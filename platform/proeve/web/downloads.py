"""Send files to keep; a table goes as a workbook for Excel or as CSV, and the log says who took it along."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response

from proeve.core import audit
from proeve.core.database import Database
from proeve.reporting.spreadsheets import CSV_TYPE, XLSX_TYPE, Table, as_csv, as_xlsx


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a table is written."""

    ending: str
    media_type: str
    write: Callable[[Table], bytes]


XLSX = FileFormat("xlsx", XLSX_TYPE, as_xlsx)
CSV = FileFormat("csv", CSV_TYPE, as_csv)


async def send_table(table: Table, written_as: FileFormat, name: str) -> Response[bytes]:
    """Answer with a table as a file; the name is without its ending."""
    # Writing takes processor time, which the exams of others should not wait for.
    content = await asyncio.to_thread(written_as.write, table)
    return attachment(content, written_as.media_type, f"{name}.{written_as.ending}")


def attachment(content: bytes, media_type: str, name: str) -> Response[bytes]:
    """Answer with a file to keep.

    The name goes into a header as it is, so it is made of our words, dates and certificate numbers: never of people's
    names.
    """
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def record_export(
    request: Request[Any, Any, Any],
    database: Database,
    action: str,
    *,
    corporation_id: int | None = None,
    **facts: Any,
) -> None:
    """Write to the log who took what along."""
    actor = request.user.person_id
    async with database.unit_of_work() as session:
        audit.record(session, action, f"person:{actor}", actor_id=actor, corporation_id=corporation_id, **facts)
