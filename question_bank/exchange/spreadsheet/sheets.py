"""One sheet of the workbook: headings, questions below them, and lists to choose from."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from question_bank.codebook import all_categories
from question_bank.exchange.spreadsheet.choices import CHOICES, label_of
from question_bank.exchange.spreadsheet.columns import CODEBOOK_SHEET, Column, Shape, Sort

ROWS_TO_WRITE = 1_000
"""How many rows below the last question have lists to choose from."""

WIDTHS: Mapping[Sort, int] = {"text": 40, "turns": 50, "levels": 40, "choice": 18, "ids": 24}
NARROW = 14


def add_sheet(book: Workbook, shape: Shape, rows: Sequence[Mapping[Column, str | int | date]]) -> None:
    """Add the sheet of a shape with its rows; texts are written as texts, so that none is ever taken for a formula."""
    sheet = book.add_worksheet(shape.name)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"})
    looks = {
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "whole": book.add_format({"valign": "top"}),
        "day": book.add_format({"valign": "top", "num_format": "dd-mm-yyyy"}),
    }
    for place, column in enumerate(shape.columns):
        look = looks.get(column.sort, looks["text"])
        sheet.write_string(0, place, column.heading, head)
        sheet.set_column(place, place, WIDTHS.get(column.sort, NARROW), look)
        for number, row in enumerate(rows, start=1):
            if column in row:
                _write(sheet, number, place, row[column], look)
        if options := _options(column, shape):
            rule = {"validate": "list", "source": options, "error_title": column.heading, "error_message": column.help}
            sheet.data_validation(1, place, len(rows) + ROWS_TO_WRITE, place, rule)
    sheet.freeze_panes(1, 1)


def _write(sheet: Worksheet, row: int, place: int, cell: str | int | date, look: Format) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, place, cell, look)
    elif isinstance(cell, int):
        sheet.write_number(row, place, cell, look)
    else:
        sheet.write_string(row, place, cell, look)


def _options(column: Column, shape: Shape) -> list[str] | str | None:
    if column.sort == "choice":
        field = str(column.place[0])
        kinds = [label_of(field, kind) for kind in shape.kinds]
        return kinds if field == "kind" else list(CHOICES[field])
    if column.sort == "code":
        return f"={CODEBOOK_SHEET}!$A$2:$A${len(all_categories()) + 1}"
    return None
