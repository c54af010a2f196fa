"""Take many certificates along in one ZIP file: a page that says how many and how large, and the file, streamed."""

from collections.abc import AsyncIterator
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Stream, Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.reporting.certificates_archive import Archive, plan_archive
from proeve.web.certificates.filters import certificate_filter, filters_in_words, read_choices, read_query
from proeve.web.certificates.paths import register_path
from proeve.web.downloads import record_export
from proeve.web.listing import Listing
from proeve.web.page import page
from proeve.web.queries import address

AnyRequest = Request[Any, Any, Any]
ZIP_TYPE = "application/zip"
MEGABYTE = 1_000_000


@get("/zip")
async def archive_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Say what will be in the file, with a button and a progress bar."""
    async with database.reading() as session:
        choices = await read_choices(session, request.user)
        query = read_query(request, choices)
        archive = await plan_archive(session, request.user, certificate_filter(query))
    path = register_path(request)
    here = Listing(f"{path}/zip", len(archive.certificates), query)
    return page(
        request,
        "register/archive.html",
        number=len(archive.certificates),
        length=archive.length,
        megabytes=max(0.1, archive.length / MEGABYTE),
        filters=filters_in_words(query, choices, here),
        back_path=address(path, query),
        file_path=address(f"{path}/export.zip", query),
        file_name=_file_name(),
    )


@get("/export.zip", media_type=ZIP_TYPE, opt={"as_is": True})
async def download_archive(request: AnyRequest, database: NamedDependency[Database]) -> Stream:
    """Send the file while it is made; its length is known beforehand, so that a browser shows how far it is."""
    async with database.reading() as session:
        query = read_query(request, await read_choices(session, request.user))
        archive = await plan_archive(session, request.user, certificate_filter(query))
    headers = {
        "Content-Disposition": f'attachment; filename="{_file_name()}"',
        "Content-Length": str(archive.length),
    }
    if request.method != "GET":
        return Stream(_nothing(), media_type=ZIP_TYPE, headers=headers)
    await _record(request, database, query, archive)
    return Stream(archive.stream(database), media_type=ZIP_TYPE, headers=headers)


async def _record(request: AnyRequest, database: Database, query: dict[str, str], archive: Archive) -> None:
    await record_export(
        request, database, "certificates.export", format="zip", filters=query, rows=len(archive.certificates)
    )


def _file_name() -> str:
    return f"certificaten-{clock.today().isoformat()}.zip"


async def _nothing() -> AsyncIterator[bytes]:
    """Give nothing: HEAD asks for the headers only."""
    return
    yield
