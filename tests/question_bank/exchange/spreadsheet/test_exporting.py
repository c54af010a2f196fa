"""The workbook itself: sheets, headings, lists to choose from, help, and never a formula."""

import io
import zipfile
from collections.abc import Callable

import pytest

from question_bank.codebook import all_categories
from question_bank.exchange.spreadsheet import export_spreadsheet, import_spreadsheet
from question_bank.exchange.spreadsheet.columns import SHAPES
from question_bank.exchange.spreadsheet.tables import Table, read_tables
from question_bank.items import Item


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def tables(items: list[Item]) -> dict[str, Table]:
    return {table.name: table for table in read_tables(export_spreadsheet(items).content)}


def test_an_empty_workbook_has_every_sheet_with_its_headings() -> None:
    sheets = tables([])
    assert list(sheets) == ["Uitleg", "Reacties", "Soort herkennen", "Zelf schrijven", "Codeboek"]
    for shape in SHAPES:
        assert list(sheets[shape.name].rows[0].cells) == [column.heading for column in shape.columns]


def test_an_empty_workbook_holds_no_questions() -> None:
    (loss,) = import_spreadsheet(export_spreadsheet([]).content).losses
    assert "staan geen vragen" in loss.sentence


def test_every_kind_has_a_sheet(full_items: list[Item]) -> None:
    sheets = tables(full_items)
    assert [len(sheets[shape.name].rows) for shape in SHAPES] == [6, 2, 2]


def test_headings_are_different_for_different_places() -> None:
    places = {column.heading: column.place for shape in SHAPES for column in shape.columns}
    assert all(places[column.heading] == column.place for shape in SHAPES for column in shape.columns)


def test_the_help_explains_every_column() -> None:
    explained = {row.cells[:2] for row in tables([])["Uitleg"].rows if len(row.cells) > 1}
    assert {(shape.name, column.heading) for shape in SHAPES for column in shape.columns} <= explained


def test_the_codebook_lists_every_category() -> None:
    rows = tables([])["Codeboek"].rows[1:]
    assert [row.cells[0] for row in rows] == [category.code for category in all_categories()]


@pytest.mark.parametrize("options", ["beste antwoord", "zoeken,reparatie", "telefoon,email", "reactief,proactief"])
def test_cells_have_lists_to_choose_from(options: str) -> None:
    assert options in parts(export_spreadsheet([]).content)["xl/worksheets/sheet2.xml"]


def test_categories_are_chosen_from_the_sheet_with_the_codebook() -> None:
    last = len(all_categories()) + 1
    sheet = parts(export_spreadsheet([]).content)["xl/worksheets/sheet2.xml"]
    assert sheet.count(f"Codeboek!$A$2:$A${last}") == 6


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "https://example.org"])
def test_a_text_is_never_a_formula_or_a_link(make_item: Callable[..., Item], text: str) -> None:
    written = parts(export_spreadsheet([make_item(question=text)]).content)
    assert "<f>" not in "".join(written.values())
    assert "<hyperlink" not in "".join(written.values())
