"""Write questions as a workbook for Excel: a sheet per shape of question, help for every column, and the codebook."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from question_bank.exchange.carried import Draft, Exported, Loss, draft_of
from question_bank.exchange.lost import losses
from question_bank.exchange.rows import draft_from, row_of
from question_bank.exchange.spreadsheet.cells import Day, written
from question_bank.exchange.spreadsheet.columns import SHAPES, Column, Shape
from question_bank.exchange.spreadsheet.guides import add_codebook, add_help
from question_bank.exchange.spreadsheet.reading_cells import read
from question_bank.exchange.spreadsheet.sheets import add_sheet
from question_bank.items import Item

# A workbook holds the moment it was made; one fixed moment makes the same questions give the same bytes.
MADE = datetime(2026, 1, 1)  # noqa: DTZ001  XlsxWriter takes a moment without a time zone.

Row = dict[Column, str | int | date]


def export_spreadsheet(items: Sequence[Item]) -> Exported:
    """Return an .xlsx of the items, and what it cannot carry; without items it is an empty sheet to write on."""
    file = io.BytesIO()
    lost: list[Loss] = []
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": "Vragen", "created": MADE})
        add_help(book)
        for shape in SHAPES:
            drafts = [draft_of(item) for item in items if item.kind in shape.kinds]
            rows = [_row(shape, draft) for draft in drafts]
            add_sheet(book, shape, rows)
            for draft, row in zip(drafts, rows, strict=True):
                lost.extend(_lost(draft, row))
        add_codebook(book)
    return Exported(file.getvalue(), tuple(lost))


def _row(shape: Shape, draft: Draft) -> Row:
    values = row_of(draft)
    return {column: written(column, values[column.place]) for column in shape.columns if column.place in values}


def _lost(draft: Draft, row: Row) -> Iterator[Loss]:
    """Read the row back, as an import would, and list what is different."""
    back: dict[Any, Any] = {}
    for column, cell in row.items():
        value = read(column, Day(cell.isoformat()) if isinstance(cell, date) else cell).value
        if value is not None:
            back[column.place] = value
    yield from losses(draft, draft_from(back)[0], format_name="Een spreadsheet")
