"""A spreadsheet is read as a person reads it: visible sheets, rows by their number, cells as text."""

import io
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from proeve.corporations.staff_lists.sheets import Line
from proeve.corporations.staff_lists.spreadsheets import cell_text, read_spreadsheet


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1234.0, "1234"),
        (12.5, "12,5"),
        (1e15, "1000000000000000"),
        (7, "7"),
        ("00127", "00127"),
        (True, "WAAR"),
        (False, "ONWAAR"),
        (date(2026, 3, 10), "10-03-2026"),
        (datetime(2026, 3, 10), "10-03-2026"),  # noqa: DTZ001  Spreadsheets know no zones.
        (datetime(2026, 3, 10, 9, 30), "10-03-2026 09:30"),  # noqa: DTZ001  Idem.
        (time(9, 30), "09:30:00"),
        (timedelta(hours=1), "1:00:00"),
        ("", ""),
    ],
)
def test_a_cell_is_the_text_one_sees(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_rows_keep_their_numbers_and_cells_their_places() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Staf")
        sheet.write_string(2, 1, "naam")
        sheet.write_number(5, 2, 1234)
        sheet.write_formula(6, 1, '="a"&"b"', None, "ab")
        sheet.write_string(7, 1, "  ")
        hidden = workbook.add_worksheet("Oud")
        hidden.write_string(0, 0, "weg")
        hidden.hide()
        workbook.add_worksheet("Leeg")
    staff, empty = read_spreadsheet(buffer.getvalue())
    assert (staff.name, empty.name, empty.lines) == ("Staf", "Leeg", [])
    assert staff.lines == [Line(3, ["", "naam", ""]), Line(6, ["", "", "1234"]), Line(7, ["", "ab", ""])]
