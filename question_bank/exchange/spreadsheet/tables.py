"""Read the sheets of an .xlsx, .ods or .csv file as tables of cells."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from msgspec import Struct
from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from question_bank.exchange.packages import RefusedPackage, read_package
from question_bank.exchange.spreadsheet.cells import Cell, Day
from question_bank.exchange.spreadsheet.extras import broken_cells

MOST_BYTES = 20_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 200
DELIMITERS = ";\t,"

SAVE_AGAIN = "Sla het bestand op als .xlsx, .ods of .csv en stuur het opnieuw."
TOO_LARGE = "Dit bestand is te groot. Verdeel de vragen over meer bestanden."
PROTECTED = "Dit bestand heeft een wachtwoord. Haal het eraf en stuur het opnieuw."
NO_SHEET = f"Dit is geen spreadsheet, of hij is beschadigd. {SAVE_AGAIN}"
STRAY_QUOTE = 'Regel {row}: een aanhalingsteken (") staat op een verkeerde plek. Haal het weg.'

# What begins an Excel file from before 2007, and an .xlsx with a password.
OLE = b"\xd0\xcf\x11\xe0"


class Row(Struct, frozen=True, array_like=True):
    """A row with something in it: its number as the spreadsheet shows it, and its cells from the first column on."""

    number: int
    cells: tuple[Cell, ...]


class Table(Struct, frozen=True, array_like=True):
    """A sheet; ``merged`` names its merged cells (B3:B5), ``broken`` those with a formula that has no outcome.

    A text file has one table without a name.
    """

    name: str
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()
    hidden: bool = False
    broken: tuple[str, ...] = ()


def read_tables(content: bytes) -> tuple[Table, ...]:
    """Return the tables of a file; raise RefusedPackage for one that may do harm or that cannot be read.

    A small workbook can claim a table that takes all memory: read a file of others with ``read_apart``.
    """
    if len(content) > MOST_BYTES:
        raise RefusedPackage(TOO_LARGE)
    if content.startswith(OLE):
        raise RefusedPackage(f"Dit is een oud Excel-bestand, of het heeft een wachtwoord. {SAVE_AGAIN}")
    if not content.startswith(b"PK"):
        return (Table("", tuple(_rows(_text_rows(content)))),)
    broken = broken_cells(read_package(content))
    try:
        book = load_workbook(io.BytesIO(content))
        shown = {sheet.name: sheet.visible == SheetVisibleEnum.Visible for sheet in book.sheets_metadata}
        sheets = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return tuple(
            _table(book.get_sheet_by_name(name), hidden=not shown[name], broken=broken.get(name, ())) for name in sheets
        )
    except PasswordError as error:
        raise RefusedPackage(PROTECTED) from error
    except (CalamineError, OverflowError, ValueError, OSError) as error:
        raise error if isinstance(error, RefusedPackage) else RefusedPackage(NO_SHEET) from error


def column_letters(place: int) -> str:
    """Return the letters a spreadsheet shows above a column: 0 is A, 26 is AA."""
    letters = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        letters, place = chr(ord("A") + rest) + letters, place - 1
    return letters


def _table(sheet: CalamineSheet, *, hidden: bool, broken: tuple[str, ...]) -> Table:
    margin: tuple[Cell, ...] = ("",) * (sheet.start[1] if sheet.start else 0)
    rows = ((*margin, *map(_cell, row)) for row in sheet.iter_rows())
    return Table(sheet.name, tuple(_rows(rows)), tuple(_merged(sheet)), hidden, broken)


def _merged(sheet: CalamineSheet) -> Iterator[str]:
    try:
        ranges = sheet.merged_cell_ranges or []
    except CalamineError:
        ranges = []
    for (top, left), (bottom, right) in ranges:
        yield f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"


def _rows(rows: Iterable[tuple[Cell, ...]]) -> Iterator[Row]:
    count = 0
    for number, cells in enumerate(rows, start=1):
        if any(cell not in ("", None) and str(cell).strip() for cell in cells):
            count += 1
            if count > MOST_ROWS or any(str(cell).strip() for cell in cells[MOST_COLUMNS:]):
                raise RefusedPackage(TOO_LARGE)
            yield Row(number, cells[:MOST_COLUMNS])


def _cell(value: object) -> Cell:
    match value:
        case str() | bool() | int() | float():
            return value
        case datetime() if value.time() != time():
            return f"{value:%d-%m-%Y %H:%M}"
        case date():
            return Day(f"{value:%Y-%m-%d}")
    return "" if value is None else str(value)


def _text_rows(content: bytes) -> Iterator[tuple[Cell, ...]]:
    text = _decoded(content)
    if "\0" in text:
        raise RefusedPackage(NO_SHEET)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from map(tuple, reader)
    except csv.Error as error:
        # A stray quote would swallow the rows after it, in silence.
        raise RefusedPackage(STRAY_QUOTE.format(row=reader.line_num)) from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedPackage(NO_SHEET)
