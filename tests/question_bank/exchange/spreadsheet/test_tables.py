"""Files of every kind, good and hostile."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exchange.packages import RefusedPackage
from question_bank.exchange.spreadsheet import export_spreadsheet, import_spreadsheet
from question_bank.exchange.spreadsheet.apart import read_apart
from question_bank.exchange.spreadsheet.cells import Day
from question_bank.exchange.spreadsheet.tables import column_letters, read_tables

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def ods(*lines: list[str]) -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in line
        )
        + "</table:table-row>"
        for line in lines
    )
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}"><office:body>'
        f'<office:spreadsheet><table:table table:name="Reacties">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return file.getvalue()


def test_an_ods_is_read(full_row: dict[str, Any]) -> None:
    outcome = import_spreadsheet(ods(list(full_row), [str(value) for value in full_row.values()]))
    assert outcome.losses == ()
    assert outcome.drafts[0]["id"] == "kw-dak-1"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_text_file_is_read(full_row: dict[str, Any], delimiter: str, encoding: str) -> None:
    full_row["Casus"] = 'Zij zegt: ""één"" keer'
    lines = [delimiter.join(f'"{cell}"' for cell in line) for line in (full_row, full_row.values())]
    outcome = import_spreadsheet("\r\n".join(lines).encode(encoding))
    assert outcome.losses == ()
    assert outcome.drafts[0]["scenario"]["text"] == 'Zij zegt: "één" keer'


def test_problems_in_a_text_file_are_named_by_row(full_row: dict[str, Any]) -> None:
    lines = [";".join(full_row), ";".join(map(str, full_row.values())).replace("reparatie", "tuin")]
    (loss,) = import_spreadsheet("\n".join(lines).encode()).losses
    assert loss.part == "bestand, regel 2, kolom G (Onderwerp)"


def test_rows_keep_the_numbers_that_the_spreadsheet_shows(workbook: Callable[..., bytes]) -> None:
    (table,) = [table for table in read_tables(workbook([[], [], [None, "a"], [], ["b"]])) if table.rows]
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("", "a")), (5, ("b", ""))]


def test_dates_arrive_as_days() -> None:
    assert Day("2027-06-30").dutch == "30-06-2027"


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_columns_are_called_as_the_spreadsheet_calls_them(place: int, letters: str) -> None:
    assert column_letters(place) == letters


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "staan geen vragen"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", "geen spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud Excel-bestand"),
        (b'a;b\n"c" d;e\n', "Regel 2: een aanhalingsteken"),
        (b"PK\x03\x04kapot", "geen zip-bestand"),
    ],
)
def test_other_files_are_refused_with_a_reason(content: bytes, reason: str) -> None:
    try:
        outcome = import_spreadsheet(content)
    except RefusedPackage as refused:
        assert reason in str(refused)  # noqa: PT017  Some of these are refused, an empty file has no questions.
    else:
        assert reason in outcome.losses[0].sentence


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(RefusedPackage, match="geen spreadsheet"):
        import_spreadsheet(file.getvalue())


def test_a_workbook_that_hides_a_bomb_is_refused(workbook: Callable[..., bytes], change: Callable[..., bytes]) -> None:
    bomb = change(workbook([["a"]]), "xl/sharedStrings.xml", lambda text: text + " " * 5_000_000)
    with pytest.raises(RefusedPackage, match="zip-bom"):
        import_spreadsheet(bomb)


def test_a_table_of_billions_of_cells_ends_only_its_own_process(
    workbook: Callable[..., bytes], change: Callable[..., bytes]
) -> None:
    huge = change(
        workbook([["a"], ["b"]]), "xl/worksheets/sheet2.xml", lambda text: text.replace('"A2"', '"XFD1048576"')
    )
    with pytest.raises(RefusedPackage, match="te zwaar om te lezen"):
        read_apart(huge)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(RefusedPackage, match="te groot"):
        read_tables(b"a;b\n" * 10_001)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_tables(content)
    except RefusedPackage:
        return


@given(st.data())
def test_a_workbook_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    package = bytearray(ods(["Kenmerk", "Vraag"], ["a", "b"]))
    for place in data.draw(st.lists(st.integers(0, len(package) - 1), min_size=1, max_size=4)):
        package[place] = data.draw(st.integers(0, 255))
    try:
        read_tables(bytes(package))
    except RefusedPackage:
        return


def test_an_export_can_be_saved_by_another_program_with_plain_texts() -> None:
    content = export_spreadsheet([]).content
    assert read_apart(content) == read_tables(content)
