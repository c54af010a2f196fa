"""Workbooks as trainers make them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from xlsxwriter import Workbook

FULL_ROW: dict[str, Any] = {
    "Kenmerk": "kw-dak-1",
    "Versie": 1,
    "Casusfamilie": "kw-dak",
    "Toets": "klantgericht-werken",
    "Vraagvorm": "beste antwoord",
    "Categorie": "UITLEG",
    "Onderwerp": "reparatie",
    "Kanaal": "balie",
    "Situatie": "reactief",
    "Moeilijkheid": "2 gemiddeld",
    "Bron": "B:9-10",
    "Rol": "U werkt aan de balie.",
    "Casus": "Meneer Aydin vraagt naar zijn dak.",
    "Vraag": "Wat is de meest professionele reactie?",
    **{
        f"{heading} {letter}": value
        for letter, code in zip("abcd", ("UITLEG", "GELIJK", "AFKAPPEN", "FEIT"), strict=True)
        for heading, value in (("Reactie", f"Zin {letter}."), ("Categorie", code), ("Uitleg", "Daarom."))
    },
    "Sleutel a": "beste",
}


@pytest.fixture
def full_row() -> dict[str, Any]:
    """Give a row that makes a whole item, by heading."""
    return dict(FULL_ROW)


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Make an .xlsx of one sheet from lines of cells; dates become dates of Excel."""

    def make(lines: Sequence[Sequence[Any]], *, name: str = "Reacties", merge: str = "", hidden: bool = False) -> bytes:
        file = io.BytesIO()
        with Workbook(file, {"in_memory": True}) as book:
            other = book.add_worksheet("Uitleg")
            sheet = book.add_worksheet(name)
            day = book.add_format({"num_format": "dd-mm-yyyy"})
            for row, line in enumerate(lines):
                for place, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, place, cell, day)
                    elif cell is not None:
                        sheet.write(row, place, cell)
            if merge:
                sheet.merge_range(merge, "samen")
            if hidden:
                other.activate()
                sheet.hide()
        return file.getvalue()

    return make


@pytest.fixture
def sheet_of(workbook: Callable[..., bytes]) -> Callable[..., bytes]:
    """Make an .xlsx from rows by heading."""

    def make(*rows: dict[str, Any], **options: Any) -> bytes:
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        return workbook([headings, *([row.get(heading) for heading in headings] for row in rows)], **options)

    return make


@pytest.fixture
def change() -> Callable[..., bytes]:
    """Change the text of one file inside a workbook."""

    def make(content: bytes, name: str, how: Callable[[str], str]) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.namelist():
                text = old.read(entry)
                new.writestr(entry, how(text.decode()).encode() if entry == name else text)
        return file.getvalue()

    return make
