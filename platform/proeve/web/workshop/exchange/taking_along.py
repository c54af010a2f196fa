"""Take questions along: first what the format cannot carry, then the file; the log says whose keys went with it."""

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.exams.blueprints import all_blueprints
from proeve.reporting.spreadsheets import XLSX_TYPE
from proeve.web.downloads import attachment, record_export
from proeve.web.page import page
from proeve.web.queries import address, word
from proeve.web.trainer.viewing import note_views
from proeve.web.workshop.exchange.choosing import choice_fields, chosen_rows, read_choice
from proeve.web.workshop.exchange.file_forms import FILE_FORMS, Blueprints, FileForm
from proeve.web.workshop.exchange.loss_lines import MOST_LINES, loss_lines
from proeve.web.workshop.exchange.start import PATH
from question_bank.exchange.spreadsheet.exporting import export_spreadsheet
from question_bank.items import Item

AnyRequest = Request[Any, Any, Any]
USUAL_FORM = "qti"


@get("/meenemen")
async def what_goes_along(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Show how many questions go along in a format, and what it cannot carry."""
    form = FILE_FORMS.get(word(request, "formaat") or USUAL_FORM)
    if form is None:
        raise NotFound("Dit bestandsformaat kennen wij niet. Kies een formaat uit de lijst.")
    items, blueprints = await _chosen(request, database)
    exported = await asyncio.to_thread(form.write, items, blueprints)
    query = read_choice(request)
    exams = {exam: blueprint.title for exam, blueprint in blueprints.items()}
    said = {field: dict(options) for field, _, options, _ in choice_fields(query, exams)}
    return page(
        request,
        "workshop/exchange/taking_along.html",
        path=PATH,
        form=form,
        count_of_questions=len(items),
        kilobytes=-(-len(exported.content) // 1000),
        losses=loss_lines((loss.item, loss.part, loss.sentence) for loss in exported.losses),
        most_losses=MOST_LINES,
        chosen=[said.get(field, {}).get(value, value) for field, value in query.items()],
        download=address(f"{PATH}/{form.file_name}", query),
    )


@get([f"/{form.file_name}" for form in FILE_FORMS.values()])
async def take_along(request: AnyRequest, database: NamedDependency[Database]) -> Response[bytes]:
    """Send the file; each question in it counts as seen with its key."""
    form = _form_of(request.url.path)
    items, blueprints = await _chosen(request, database)
    exported = await asyncio.to_thread(form.write, items, blueprints)
    versions = [(item.id, item.version) for item in items]
    await note_views(database, request.user, versions, file=form.file_name)
    await record_export(
        request, database, "items.export", file=form.file_name, filters=read_choice(request), rows=len(items)
    )
    return attachment(exported.content, form.media_type, form.file_name)


@get("/lege-spreadsheet.xlsx", media_type=XLSX_TYPE)
async def empty_workbook() -> Response[bytes]:
    """Send a workbook without questions, to write them in."""
    exported = await asyncio.to_thread(export_spreadsheet, [])
    return attachment(exported.content, XLSX_TYPE, "vragen-schrijven.xlsx")


def _form_of(path: str) -> FileForm:
    name = path.rstrip("/").rpartition("/")[2]
    return next(form for form in FILE_FORMS.values() if form.file_name == name)


async def _chosen(request: AnyRequest, database: Database) -> tuple[Sequence[Item], Blueprints]:
    async with database.reading() as session:
        rows = await chosen_rows(session, request)
        blueprints = {blueprint.exam: blueprint for blueprint in await all_blueprints(session)}
    return [row.item for row in rows if row.item is not None], blueprints
