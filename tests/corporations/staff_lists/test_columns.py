"""Columns are found by what people call them, in any order, below whatever stands above."""

import pytest

from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.columns import field_of, find_header
from proeve.corporations.staff_lists.sheets import Line, Sheet


def _sheet(*rows: str, name: str = "") -> Sheet:
    return Sheet(name, [Line(number, row.split(";")) for number, row in enumerate(rows, 1)])


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("E-mailadres", "email"),
        (" E-MAIL (werk) ", "email"),
        ("Mail", "email"),
        ("Tussenvoegsel(s)", "name_prefix"),
        ("Roepnaam", "given_name"),
        ("Last name", "family_name"),
        ("Personeelsnr.", "staff_number"),
        ("Afdeling", "team"),
        ("Vestiging", "location"),
        ("Functie", "job_title"),
        ("Naam", "full_name"),
        ("Geboortedatum", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_dutch_and_english_names(title: str, field: str | None) -> None:
    assert field_of(title) == field


def test_the_header_may_stand_below_a_title_and_on_a_later_sheet() -> None:
    sheets = [
        _sheet("Toelichting", "Vul uw naam in", name="Uitleg"),
        _sheet("Staf", "E-mail;Achternaam;Voornaam", name="Staf"),
    ]
    sheet, header = find_header(sheets)
    assert (sheet.name, header.line.number) == ("Staf", 2)
    assert header.places == {"email": 0, "family_name": 1, "given_name": 2}


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        ("Naam;E-mail", {"full_name", "email"}),
        ("Voornaam;Naam;E-mail", {"given_name", "family_name", "email"}),
        ("Naam;Voornaam;Achternaam;E-mail", {"given_name", "family_name", "email"}),
        ("Naam;Achternaam;E-mail", {"full_name", "email"}),
    ],
)
def test_one_kind_of_name_is_used(titles: str, fields: set[str]) -> None:
    assert set(find_header([_sheet(titles)])[1].places) == fields


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["Voornaam;Achternaam;Team"], "In dit bestand ontbreekt de kolom e-mail."),
        (["Mail"], "In dit bestand ontbreken de kolommen voornaam en achternaam."),
        (["Jan;Bos;jan@b.example"], "In dit bestand ontbreken de kolommen voornaam, achternaam en e-mail."),
        (["Naam;Mail;E-mailadres"], "De kolommen “Mail” en “E-mailadres” zijn voor hetzelfde. Haal er één weg."),
        ([], "Dit bestand is leeg."),
    ],
)
def test_missing_and_double_columns_are_named(rows: list[str], sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        find_header([_sheet(*rows)])
    assert refusal.value.message.startswith(sentence)


def test_of_two_columns_for_one_optional_field_the_first_is_used() -> None:
    header = find_header([_sheet("Naam;E-mail;Team;Afdeling;Geboortedatum;")])[1]
    assert header.title("team") == "Team"
    assert header.unused == ["Afdeling", "Geboortedatum"]
