"""Whatever names and addresses a list holds, they come back as they were written, from every kind of file."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from proeve.corporations.staff_details import LABELS
from proeve.corporations.staff_lists.examining import examine
from proeve.corporations.staff_lists.reading import read_file
from proeve.people.names import PREFIXES
from proeve.people.text import tidy

Table = list[list[str]]

WESTERN = "abcdefghijklmnopqrstuvwxyzàâäçèéêëíïñóôöøúûüžšœß"
EVERYWHERE = WESTERN + "ąćęłńśźżğışčřůőűāēīūλωдж"
OPTIONAL = st.text("abc XYZ09&<>;,\"'./()éë", max_size=12).map(tidy)


def _names(letters: str) -> st.SearchStrategy[str]:
    words = st.text(letters, min_size=1, max_size=10).map(lambda word: tidy(word.capitalize()))
    return st.lists(words, min_size=1, max_size=2).map("-".join).filter(lambda name: name[0].isupper())


def _tables(letters: str) -> st.SearchStrategy[Table]:
    prefixes = st.lists(st.sampled_from(sorted(PREFIXES)), max_size=2).map(" ".join)
    row = st.tuples(_names(letters), prefixes, _names(letters), OPTIONAL, OPTIONAL, OPTIONAL)
    return st.lists(row, min_size=1, max_size=8).map(_with_addresses)


def _with_addresses(rows: list[tuple[str, ...]]) -> Table:
    """Give each row an address and a staff number of its own."""
    return [
        [given, prefix, family, f"medewerker.{number}@delinde.example", f"00{number}", job, team, location]
        for number, (given, prefix, family, job, team, location) in enumerate(rows)
    ]


def _as_xlsx(rows: Table) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text)
    return buffer.getvalue()


ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/></m:manifest>'
)


def _as_ods(rows: Table) -> bytes:
    def cell(text: str) -> str:
        content = f'office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
        return f"<table:table-cell {content}" if text else "<table:table-cell/>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Blad1">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in (("mimetype", ODS), ("META-INF/manifest.xml", MANIFEST), ("content.xml", content)):
            archive.writestr(name, text)
    return buffer.getvalue()


def _as_text(rows: Table, delimiter: str, encoding: str, newline: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return text.getvalue().encode(encoding)


def _read(data: bytes) -> Table:
    examined = examine(read_file(data))
    assert examined.problems == []
    assert examined.notes == []
    return [[entry.details[field] for field in LABELS] for entry in examined.entries]


def _with_header(rows: Table) -> Table:
    return [list(LABELS.values()), *rows]


@given(_tables(EVERYWHERE))
def test_a_list_comes_back_from_an_xlsx_file(rows: Table) -> None:
    assert _read(_as_xlsx(_with_header(rows))) == rows


@given(_tables(EVERYWHERE))
def test_a_list_comes_back_from_an_ods_file(rows: Table) -> None:
    assert _read(_as_ods(_with_header(rows))) == rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@settings(max_examples=30)  # For each of nine combinations.
@given(_tables(EVERYWHERE), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_list_comes_back_from_a_unicode_text_file(delimiter: str, encoding: str, rows: Table, newline: str) -> None:
    assert _read(_as_text(_with_header(rows), delimiter, encoding, newline)) == rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@given(_tables(WESTERN), st.sampled_from(["\n", "\r\n"]))
def test_a_list_comes_back_from_a_windows_1252_text_file(delimiter: str, rows: Table, newline: str) -> None:
    data = _as_text(_with_header(rows), delimiter, "cp1252", newline)
    assume(not _is_also_utf_8(data))
    assert _read(data) == rows


def _is_also_utf_8(data: bytes) -> bool:
    """Tell whether accents happen to form other letters, as "Ä" and "œ" do; then nobody can know what was meant."""
    try:
        return not data.isascii() and bool(data.decode())
    except UnicodeDecodeError:
        return False


@given(_tables(WESTERN), st.randoms(use_true_random=False))
def test_columns_may_stand_in_any_order(rows: Table, random) -> None:
    order = list(range(len(LABELS)))
    random.shuffle(order)
    shuffled = [[row[place] for place in order] for row in _with_header(rows)]
    assert _read(_as_text(shuffled, ";", "utf-8", "\n")) == rows
