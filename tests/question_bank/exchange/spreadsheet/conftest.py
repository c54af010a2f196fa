"""Workbooks as trainers make them, and items that use every field."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from xlsxwriter import Workbook

from question_bank.items import Item

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
def full_items(make_item: Callable[..., Item], make_reply: Callable[..., dict[str, Any]]) -> list[Item]:
    """Make an item of every kind, with every field that it can have."""
    attributes: dict[str, Any] = {
        "boundary_rule": 4,
        "enemies": ["kw-dak-8", "kw-dak-9"],
        "valid_until": date(2027, 6, 30),
        "scenario": {"fact": "Het dak is nat.", "quote": "Hoe lang nog?"},
    }
    replies = [
        make_reply("a", "UITLEG", also=["GEVOEL", "FEIT"], remark="Een lezer zei GEVOEL."),
        make_reply("b", "GELIJK"),
        make_reply("c", "AFKAPPEN"),
        make_reply("d", "FEIT"),
    ]
    kinds = ("best_answer", "next_step", "most_least", "rank_replies")
    items = [
        make_item(kind, id=f"kw-dak-{number}", replies=replies, **attributes) for number, kind in enumerate(kinds, 1)
    ]
    items += [
        make_item("rate_replies", id="kw-dak-5", **attributes),
        make_item("recognise_category", id="kw-dak-6", **attributes),
        make_item("written_reply", id="kw-dak-7", marking_notes="Let op de reden.", **attributes),
    ]
    return items
