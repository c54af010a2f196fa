"""What trainers send: what is not right is named by sheet, row and column, and nothing is lost in silence."""

import base64
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from question_bank.exchange.carried import Imported, item_of
from question_bank.exchange.spreadsheet.importing import BROKEN, import_spreadsheet, import_tables
from question_bank.exchange.spreadsheet.tables import Row, Table, column_letters, read_tables

# The smallest picture: one dot.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def imported(content: bytes) -> Imported:
    return import_tables(read_tables(content))


def said(outcome: Imported) -> list[str]:
    return [f"{loss.item}|{loss.part}|{loss.sentence}" for loss in outcome.losses]


def test_a_full_row_is_an_item(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    outcome = import_spreadsheet(sheet_of(full_row))
    assert outcome.losses == ()
    assert item_of(outcome.drafts[0]).key == "a"


def test_order_and_capitals_of_headings_do_not_matter(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    turned = {heading.upper(): value for heading, value in reversed(full_row.items())}
    assert imported(sheet_of(turned)).drafts == imported(sheet_of(full_row)).drafts


def test_titles_above_and_empty_rows_between_are_passed_over(
    workbook: Callable[..., bytes], full_row: dict[str, Any]
) -> None:
    lines = [["Vragen van Fatima"], [], list(full_row), [], [None, "  "], list(full_row.values()), []]
    outcome = imported(workbook(lines))
    assert len(outcome.drafts) == 1
    assert outcome.losses == ()


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("Moeilijkheid", "3", "difficulty", 3),
        ("Moeilijkheid", 3.0, "difficulty", 3),
        ("Moeilijkheid", "Moeilijk", "difficulty", 3),
        ("Versie", "2", "version", 2),
        ("Vraagvorm", "best_answer", "kind", "best_answer"),
        ("Vraagvorm", " Volgende  Stap ", "kind", "next_step"),
        ("Onderwerp", "ZAV", "domain", "zav"),
        ("Categorie", "gevoel", "category", "GEVOEL"),
        ("Geldig tot en met", date(2027, 6, 30), "valid_until", "2027-06-30"),
        ("Geldig tot en met", "30-06-2027", "valid_until", "2027-06-30"),
        ("Geldig tot en met", "2027-06-30", "valid_until", "2027-06-30"),
        ("Elkaar verradende vragen", "kw-a-1; kw-b-2\nkw-c-3", "enemies", ["kw-a-1", "kw-b-2", "kw-c-3"]),
        ("Vraag", 42, "question", "42"),
        ("Vraag", 2.5, "question", "2,5"),
    ],
)
def test_cells_are_read_as_people_fill_them_in(
    sheet_of: Callable[..., bytes], full_row: dict[str, Any], column: str, value: Any, field: str, expected: Any
) -> None:
    outcome = imported(sheet_of(full_row | {column: value}))
    assert outcome.losses == ()
    assert outcome.drafts[0][field] == expected


@pytest.mark.parametrize(
    ("column", "value", "place", "reason"),
    [
        ("Onderwerp", "tuin", "domain", "staat niet in de lijst. Kies uit: zoeken"),
        ("Moeilijkheid", "5", "difficulty", "staat niet in de lijst"),
        ("Vraagvorm", "invulvraag", "kind", "staat niet in de lijst"),
        ("Categorie", "AARDIG", "category", "staat niet in het codeboek"),
        ("Versie", "twee", "version", "geen heel getal"),
        ("Geldig tot en met", "31-02-2027", "valid_until", "geen datum"),
    ],
)
def test_what_does_not_fit_is_named_and_kept(
    sheet_of: Callable[..., bytes], full_row: dict[str, Any], column: str, value: str, place: str, reason: str
) -> None:
    row = full_row | {column: value}
    outcome = imported(sheet_of(row))
    assert outcome.drafts[0][place] == value
    where = f"kw-dak-1|blad “Reacties”, regel 2, kolom {column_letters(list(row).index(column))} ({column})|"
    assert any(line.startswith(where) and reason in line for line in said(outcome))


def test_a_text_that_excel_made_a_date_is_named_and_kept(
    sheet_of: Callable[..., bytes], full_row: dict[str, Any]
) -> None:
    outcome = imported(sheet_of(full_row | {"Vraag": date(2027, 2, 1)}))
    assert outcome.drafts[0]["question"] == "01-02-2027"
    assert "Excel heeft hier een datum van gemaakt" in said(outcome)[0]


def test_a_moment_in_a_date_column_is_no_date(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    outcome = imported(sheet_of(full_row | {"Geldig tot en met": datetime(2027, 6, 30, 12, 0)}))  # noqa: DTZ001  Cells have no time zone.
    assert "geen datum" in said(outcome)[0]


def test_missing_columns_are_named(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    del full_row["Onderwerp"], full_row["Kenmerk"]
    outcome = imported(sheet_of(full_row))
    assert len(outcome.drafts) == 1
    assert [loss.part for loss in outcome.losses] == [
        "blad “Reacties”, kolom Kenmerk",
        "blad “Reacties”, kolom Onderwerp",
        "blad “Reacties”, regel 2",
    ]


def test_unknown_and_double_columns_are_named(workbook: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    outcome = imported(workbook([[*full_row, "Kleur", "Vraag"], [*full_row.values(), "rood", "Nog een?"]]))
    assert [loss.part for loss in outcome.losses] == ["blad “Reacties”, kolom AB", "blad “Reacties”, kolom AC"]
    assert "kennen we niet" in outcome.losses[0].sentence
    assert "twee keer" in outcome.losses[1].sentence


def test_a_cell_without_a_heading_is_named(workbook: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    outcome = imported(workbook([list(full_row), [*full_row.values(), "nog iets"]]))
    assert "'nog iets' staat onder geen kolomnaam" in said(outcome)[0]


def test_wrong_headings_are_named_with_the_sheet(workbook: Callable[..., bytes]) -> None:
    outcome = imported(workbook([["Naam", "Adres"], ["A", "B"]], name="Adressen"))
    assert outcome.drafts == ()
    assert [loss.part for loss in outcome.losses] == ["blad “Adressen”", "bestand"]


def test_merged_cells_are_named(workbook: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    outcome = imported(workbook([list(full_row), list(full_row.values())], merge="B4:B5"))
    assert "De cellen B4:B5 zijn samengevoegd" in said(outcome)[0]


def test_broken_formulas_pictures_and_remarks_are_named(full_row: dict[str, Any]) -> None:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Reacties")
        sheet.write_row(0, 0, list(full_row))
        sheet.write_row(1, 0, list(full_row.values()))
        sheet.write_formula("N2", "=A99", None, "#REF!")
        sheet.write_formula("M2", '="a"&"b"', None, "ab")
        sheet.write_comment("A2", "Mooi.")
        sheet.insert_image("A9", "dak.png", {"image_data": io.BytesIO(PICTURE)})
    outcome = import_spreadsheet(file.getvalue())
    assert [loss.part for loss in outcome.losses] == ["blad “Reacties”, cel N2", "bestand", "bestand"]
    assert "Plaatjes" in outcome.losses[1].sentence
    assert "Opmerkingen" in outcome.losses[2].sentence
    assert outcome.drafts[0]["scenario"]["text"] == "ab"


def test_a_formula_that_was_never_worked_out_is_named(
    sheet_of: Callable[..., bytes], full_row: dict[str, Any], change: Callable[..., bytes]
) -> None:
    content = change(
        sheet_of(full_row | {"Versie": 77}),
        "xl/worksheets/sheet2.xml",
        lambda text: text.replace("<v>77</v>", "<f>1+1</f>"),
    )
    assert said(imported(content)) == [f"|blad “Reacties”, cel B2|{BROKEN}"]


def test_a_hidden_sheet_is_named(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    outcome = imported(sheet_of(full_row, hidden=True))
    assert outcome.drafts == ()
    assert "verborgen" in said(outcome)[0]


def test_a_double_or_missing_name_is_told(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    outcome = imported(sheet_of(full_row, full_row, full_row | {"Kenmerk": None}))
    assert len(outcome.drafts) == 3
    assert "staat ook op blad “Reacties”, regel 2" in said(outcome)[0]
    assert "geen kenmerk" in said(outcome)[1]


@pytest.mark.parametrize(
    ("kind", "marks", "key"),
    [
        ("beste antwoord", {"c": "X"}, "c"),
        ("meest en minst professioneel", {"a": "Minst", "d": "meest"}, {"most": "d", "least": "a"}),
        ("reacties ordenen", {"a": 2, "b": "1", "c": 4.0, "d": 3}, ["b", "a", "d", "c"]),
        ("reacties beoordelen", {"a": 4, "b": 1, "c": 1, "d": 3}, {"a": 4, "b": 1, "c": 1, "d": 3}),
    ],
)
def test_marks_make_the_key(
    sheet_of: Callable[..., bytes], full_row: dict[str, Any], kind: str, marks: dict[str, Any], key: Any
) -> None:
    del full_row["Sleutel a"]
    row = full_row | {"Vraagvorm": kind} | {f"Sleutel {letter}": mark for letter, mark in marks.items()}
    outcome = imported(sheet_of(row))
    assert outcome.drafts[0]["key"] == key
    assert outcome.losses == ()


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("beste antwoord", {}),
        ("beste antwoord", {"a": "beste", "b": "beste"}),
        ("beste antwoord", {"a": "misschien"}),
        ("meest en minst professioneel", {"a": "meest"}),
        ("reacties ordenen", {"a": 1, "b": 1, "c": 2, "d": 3}),
        ("reacties beoordelen", {"a": "hoog", "b": 1}),
        ("zelf een reactie schrijven", {"a": "beste"}),
    ],
)
def test_marks_that_make_no_key_are_told(
    sheet_of: Callable[..., bytes], full_row: dict[str, Any], kind: str, marks: dict[str, Any]
) -> None:
    del full_row["Sleutel a"]
    row = full_row | {"Vraagvorm": kind} | {f"Sleutel {letter}": mark for letter, mark in marks.items()}
    outcome = imported(sheet_of(row))
    assert "key" not in outcome.drafts[0]
    (loss,) = outcome.losses
    assert loss.part == "blad “Reacties”, regel 2, sleutel"
    assert all(str(mark) in loss.sentence for mark in marks.values())


def test_a_conversation_is_read_line_by_line(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    talk = "Huurder: Hallo?\n  Is daar iemand?\n\nmedewerker : Goedemorgen."
    outcome = imported(sheet_of(full_row | {"Gesprek": talk}))
    assert outcome.drafts[0]["scenario"]["dialogue"] == [
        {"speaker": "huurder", "text": "Hallo? Is daar iemand?"},
        {"speaker": "medewerker", "text": "Goedemorgen."},
    ]


def test_a_conversation_without_speakers_is_told_and_kept(
    sheet_of: Callable[..., bytes], full_row: dict[str, Any]
) -> None:
    outcome = imported(sheet_of(full_row | {"Gesprek": "Hallo?"}))
    assert outcome.drafts[0]["scenario"]["dialogue"] == [{"text": "Hallo?"}]
    assert "Begin elke regel met" in said(outcome)[0]


def test_levels_are_read_line_by_line(sheet_of: Callable[..., bytes], full_row: dict[str, Any]) -> None:
    row = full_row | {"Criterium 1": "Reden", "Punten 1": 1, "Niveaus 1": "0: Geen.\n1 = Wel,\nen duidelijk."}
    (criterion,) = imported(sheet_of(row)).drafts[0]["rubric"]
    assert criterion == {"criterion": "Reden", "max": 1, "levels": {0: "Geen.", 1: "Wel, en duidelijk."}}


CELLS = st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans())


@given(st.data())
def test_any_cells_are_read_without_falling_over(data: st.DataObject) -> None:
    headings = tuple(data.draw(st.permutations(["Kenmerk", "Vraagvorm", "Sleutel a", "Gesprek", "Niveaus 1", "Ook b"])))
    rows = [Row(number, tuple(data.draw(st.lists(CELLS, max_size=8)))) for number in range(2, 5)]
    outcome = import_tables((Table("Reacties", (Row(1, headings), *rows)),))
    assert len(outcome.drafts) == 3
