"""Tables as Excel and Dutch CSV: what went in comes out, and no cell is ever calculated."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from proeve.reporting.columns import (
    FORMULA_STARTS,
    LONGEST_CELL,
    DateColumn,
    MomentColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    plain,
)
from proeve.reporting.spreadsheets import Table, as_csv, as_xlsx

EVERY_KIND = (
    TextColumn("naam"),
    NumberColumn("cijfer", decimals=1),
    DateColumn("geldig t/m"),
    MomentColumn("gesloten op"),
    YesNoColumn("geslaagd"),
)
ROW = ("Łukasz; Nowak", Decimal("7.5"), date(2026, 11, 21), datetime(2026, 7, 1, 12, 5, 30, tzinfo=UTC), True)
HOSTILE = [*FORMULA_STARTS, "\0", "\0=", "\ufeff=", '"=', "'"]

unhurried = settings(deadline=None)  # Writing and unpacking a workbook may wait for a busy machine.
hostile_texts = st.builds("".join, st.tuples(st.sampled_from([*HOSTILE, ""]), st.text(max_size=30)))


def one_column(*values: Any) -> Table:
    return Table("Blad", [TextColumn("tekst")], [(value,) for value in values])


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def read_xlsx(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def sheet_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_csv_is_what_dutch_excel_opens_at_a_double_click():
    assert (
        as_csv(Table("Blad", EVERY_KIND, [ROW]))
        == (
            "\ufeffnaam;cijfer;geldig t/m;gesloten op;geslaagd\r\n"
            '"Łukasz; Nowak";7,5;21-11-2026;01-07-2026 14:05;ja\r\n'
        ).encode()
    )


def test_excel_gets_real_numbers_and_dates():
    assert read_xlsx(as_xlsx(Table("Blad", EVERY_KIND, [ROW])))[1] == [
        "Łukasz; Nowak",
        7.5,
        date(2026, 11, 21),
        datetime(2026, 7, 1, 14, 5),  # noqa: DTZ001  Excel keeps no zone; this is Dutch summer time.
        "ja",
    ]


def test_an_unknown_value_is_an_empty_cell():
    table = Table("Blad", EVERY_KIND, [("Anna", None, None, None, None)])
    assert read_csv(as_csv(table))[1] == ["Anna", "", "", "", ""]
    assert read_xlsx(as_xlsx(table))[1] == ["Anna", "", "", "", ""]


def test_a_table_without_rows_still_has_its_head():
    table = Table("Blad", EVERY_KIND, [])
    heads = [column.name for column in EVERY_KIND]
    assert read_csv(as_csv(table)) == [heads]
    assert read_xlsx(as_xlsx(table)) == [heads]


def test_a_number_keeps_its_decimals():
    rows = [(3, 12), (-4, 0.126), (2.5, Decimal("33.825"))]
    table = Table("Blad", [NumberColumn("heel"), NumberColumn("punten", decimals=2)], rows)
    assert read_csv(as_csv(table))[1:] == [["3", "12,00"], ["-4", "0,13"], ["3", "33,83"]]


def test_the_head_of_the_workbook_stays_in_sight_and_filters():
    xml = sheet_xml(as_xlsx(Table("Blad", EVERY_KIND, [ROW, ROW])))
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:E3"/>' in xml


def test_columns_are_wide_enough_to_read_but_not_without_end():
    xml = sheet_xml(as_xlsx(Table("Blad", [TextColumn("a"), TextColumn("b")], [("x" * 30, "y" * 500)])))
    assert 'width="32.7109375"' in xml
    assert 'width="48.7109375"' in xml


def test_a_row_of_another_length_than_the_head_is_a_mistake():
    with pytest.raises(ValueError, match="shorter"):
        as_csv(Table("Blad", EVERY_KIND, [("Anna",)]))


@pytest.mark.parametrize("start", HOSTILE)
def test_a_dangerous_start_gets_an_apostrophe_in_csv(start):
    (cell,) = read_csv(as_csv(one_column(f"{start}cmd|' /C calc'!A0")))[1]
    assert not cell.startswith(FORMULA_STARTS)


@pytest.mark.parametrize("text", ["2026-11-21", "7,5", "O'Neill", "jan@linde.nl", "a=b", "’s-Hertogenbosch"])
def test_ordinary_text_is_left_alone_in_csv(text):
    assert read_csv(as_csv(one_column(text)))[1] == [text]


def test_a_negative_number_is_a_number_and_no_formula():
    assert read_csv(as_csv(Table("Blad", [NumberColumn("verschil", decimals=1)], [(-1.5,)])))[1] == ["-1,5"]


@unhurried
@given(st.lists(hostile_texts, min_size=1, max_size=5))
def test_every_text_comes_back_from_csv_as_that_text(texts):
    rows = read_csv(as_csv(one_column(*texts)))[1:]
    assert len(rows) == len(texts)
    for text, (cell,) in zip(texts, rows, strict=True):
        assert not cell.startswith(FORMULA_STARTS)
        assert cell in (plain(text), f"'{plain(text)}")


@unhurried
@given(st.lists(hostile_texts, min_size=1, max_size=5))
def test_every_text_comes_back_from_excel_as_that_text_and_never_as_a_formula(texts):
    data = as_xlsx(one_column("begin", *texts, "einde"))
    rows = [cell for (cell,) in read_xlsx(data)][2:-1]
    # A reader may fold line ends as XML does.
    assert [_unfolded(cell) for cell in rows] == [_unfolded(plain(text)) for text in texts]
    assert "<f>" not in sheet_xml(data)


def _unfolded(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(), max_size=40))
def test_what_no_file_can_hold_is_left_out(text):
    assert plain(text) == plain(plain(text))
    plain(text).encode()


def test_a_text_longer_than_a_cell_is_cut():
    assert len(read_xlsx(as_xlsx(one_column("x" * 40_000)))[1][0]) == LONGEST_CELL


@unhurried
@given(st.lists(st.tuples(st.decimals(-10_000, 10_000, places=4), st.dates(date(1900, 3, 1), date(9999, 12, 31)))))
def test_numbers_and_dates_come_back_from_both(rows):
    table = Table("Blad", [NumberColumn("punten", decimals=4), DateColumn("dag")], rows)
    assert [(float(number), day) for number, day in read_xlsx(as_xlsx(table))[1:]] == [(float(n), d) for n, d in rows]
    read = [(Decimal(number.replace(",", ".")), day) for number, day in read_csv(as_csv(table))[1:]]
    assert read == [(number, day.strftime("%d-%m-%Y")) for number, day in rows]
