"""Write a table as a workbook for Excel, or as CSV the way Dutch Excel opens it at a double click."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from proeve.reporting.columns import Column, harmless

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"
WIDEST = 48
"""Columns are as wide as their longest value, up to this number of signs."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and the rows below them; `name` is the name of the sheet (at most 31 signs)."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def as_csv(table: Table) -> bytes:
    """Return the table as CSV by RFC 4180 with what Dutch Excel wants besides: a BOM, semicolons, decimal commas."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.name) for column in table.columns])
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        writer.writerow(["" if value is None else column.as_text(value) for column, value in cells])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_xlsx(table: Table) -> bytes:
    """Return the table as a workbook: head in sight, filters on, real dates and numbers, never a formula.

    Rows are written as they come and leave memory at once; this takes processor time, so call it in a thread.
    """
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(table.name)
        pens = [_Pen(sheet, place, column, book) for place, column in enumerate(table.columns)]
        last = 0
        for last, row in enumerate(table.rows, start=1):
            for pen, value in zip(pens, row, strict=True):
                pen.write(last, value)
        for pen in pens:
            pen.set_width()
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(pens) - 1)
    return file.getvalue()


class _Pen:
    """Writes one column of a sheet and remembers how wide it must become."""

    def __init__(self, sheet: Worksheet, place: int, column: Column, book: Workbook) -> None:
        self._sheet = sheet
        self._place = place
        self._column = column
        self._look = book.add_format({"num_format": column.excel_format})
        # Three signs more than the heading, for the button of the filter.
        self._width = max(column.least_width, len(column.name) + 3)
        sheet.write_string(0, place, column.name, book.add_format({"bold": True, "bottom": 1}))

    def write(self, row: int, value: Any) -> None:
        """Write one cell."""
        if value is not None:
            self._column.write(self._sheet, row, self._place, value, self._look)
            self._width = max(self._width, self._column.width_of(value))

    def set_width(self) -> None:
        """Make the column as wide as what it holds, within reason."""
        self._sheet.set_column(self._place, self._place, min(self._width, WIDEST))
