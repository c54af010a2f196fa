"""Read the visible sheets of an .xlsx or .ods file as text."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.formats import DAMAGED, PROTECTED
from proeve.corporations.staff_lists.sheets import Sheet, gather_lines

Cell = str | bool | float | datetime | date | time | timedelta


def read_spreadsheet(data: bytes) -> list[Sheet]:
    """Return the visible sheets in their order; raise Invalid for a file that is protected or damaged."""
    try:
        workbook = load_workbook(io.BytesIO(data))
        return [Sheet(name, gather_lines(_rows(workbook.get_sheet_by_name(name)))) for name in _visible(workbook)]
    except PasswordError as error:
        raise Invalid(PROTECTED, code="file_protected") from error
    except CalamineError as error:
        raise Invalid(DAMAGED, code="file_damaged") from error


def _visible(workbook: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Give every row from the first of the sheet on, its cells from the first column on."""
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield margin + [cell_text(cell) for cell in row]


def cell_text(cell: Cell) -> str:
    """Return a cell as one reads it in the spreadsheet: 1234.0 is "1234", a date is "10-03-2026"."""
    match cell:
        case bool():
            return "WAAR" if cell else "ONWAAR"
        case float() if cell.is_integer():
            return f"{cell:.0f}"
        case float():
            return str(cell).replace(".", ",")
        case datetime() if cell.time() != time():
            return f"{cell:%d-%m-%Y %H:%M}"
        case date():
            return f"{cell:%d-%m-%Y}"
    return str(cell)
