"""An uploaded file is recognised by what is in it, and a file we cannot use gets a sentence that says what to do."""

import io
import zipfile

import pytest
import xlsxwriter

from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.reading import read_apart, read_file


def _archive(**files: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _workbook(cells: dict[tuple[int, int], str]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for (row, column), text in cells.items():
            sheet.write_string(row, column, text)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ODS = "application/vnd.oasis.opendocument.spreadsheet"
PROTECTED = "Dit bestand is met een wachtwoord beveiligd. Haal de beveiliging eraf en upload het opnieuw."
DAMAGED = "Dit bestand is beschadigd. Open het in uw spreadsheetprogramma, sla het opnieuw op en upload het nog eens."
OLD_EXCEL = "Dit is een oud of ander soort Excel-bestand. Sla het in Excel op als .xlsx en upload dat bestand."
OTHER = "Dit bestand is geen spreadsheet. Sla de lijst op als .xlsx, .ods of .csv en upload dat bestand."
WORKBOOK = _workbook({(0, 0): "naam"})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Dit bestand is leeg. Sla de lijst op als .xlsx, .ods of .csv en upload dat bestand."),
        (b" \r\n", "Dit bestand is leeg. Sla de lijst op als .xlsx, .ods of .csv en upload dat bestand."),
        (OLE, OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), PROTECTED),
        (b"%PDF-1.7\n", "Dit is een pdf. Sla de lijst op als .xlsx, .ods of .csv en upload dat bestand."),
        (_archive(**{"word/document.xml": "<a/>"}), OTHER),
        (_archive(**{"xl/workbook.bin": "x"}), OLD_EXCEL),
        (_archive(**{"xl/workbook.xml": "<a/>"}), DAMAGED),
        (_archive(mimetype=ODS), DAMAGED),
        (_archive(**{"mimetype": ODS, "META-INF/manifest.xml": "<m:encryption-data/>"}), PROTECTED),
        (_archive(**{"mimetype": ODS, "META-INF/manifest.xml": "<m/>", "content.xml": "<office:"}), DAMAGED),
        (WORKBOOK[:-400], DAMAGED),
        (b"PK\x03\x04 and then nothing of the kind", DAMAGED),
        (b"\x89PNG\r\n\x1a\n\0\0", OTHER),
        (b"<!DOCTYPE html><table><tr><td>naam</td></tr></table>", OTHER),
        ("naam;e-mail".encode("utf-16-le"), OTHER),
        (b"\xff\xfen", OTHER),
        (b"\x81\x8d\x8f", OTHER),
    ],
)
def test_a_file_that_is_no_list_is_refused_by_its_content(data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_file(data)
    assert refusal.value.message == sentence


async def test_another_process_reads_the_same() -> None:
    for data in (WORKBOOK, b"naam;e-mail\nJan Bos;jan@delinde.example\n"):
        assert await read_apart(data) == read_file(data)


async def test_another_process_refuses_in_the_same_words() -> None:
    with pytest.raises(Invalid) as refusal:
        await read_apart(OLE)
    assert (refusal.value.message, refusal.value.code) == (OLD_EXCEL, "file_kind")


async def test_a_workbook_that_claims_billions_of_cells_ends_no_more_than_its_own_process() -> None:
    with pytest.raises(Invalid, match="Kopieer de lijst naar een nieuw bestand"):
        await read_apart(_workbook({(0, 0): "naam", (1_048_575, 16_383): "x"}))


async def test_an_archive_that_unpacks_to_a_gigabyte_is_refused() -> None:
    cell = f'<table:table-cell office:value-type="string"><text:p>{"x" * 900}</text:p></table:table-cell>'
    rows = f"<table:table-row>{cell}</table:table-row>".encode() * 1000
    buffer = io.BytesIO(_archive(**{"mimetype": ODS, "META-INF/manifest.xml": "<m/>"}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("content.xml", "w") as content:
        content.write(b'<office:document-content><office:body><office:spreadsheet><table:table table:name="A">')
        for _ in range(1000):
            content.write(rows)
        content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
    with pytest.raises(Invalid, match="kunnen we niet lezen"):
        await read_apart(buffer.getvalue())


async def test_a_file_of_more_than_five_megabytes_is_not_even_opened() -> None:
    with pytest.raises(Invalid, match="groter dan 5 MB"):
        await read_apart(b"x" * 5_000_001)


def test_more_than_ten_thousand_rows_are_refused() -> None:
    rows = b"Jan;Bos;jan@delinde.example\n" * 10_022
    with pytest.raises(Invalid, match=r"meer dan 10\.000 regels"):
        read_file(b"voornaam;achternaam;e-mail\n" + rows)


def test_more_than_two_hundred_columns_are_refused() -> None:
    with pytest.raises(Invalid, match="meer dan 200 kolommen"):
        read_file(b"naam;" * 200 + b"e-mail\n")
