"""What is filled in about a staff member is tidied, and what is wrong gets a sentence beside its field."""

import pytest

from proeve.core.errors import Invalid
from proeve.corporations.staff_details import StaffDetails, read_details

GOOD = {"given_name": "Fatima", "family_name": "Amrani", "email": "fatima@delinde.example"}


def test_details_are_tidied_and_other_fields_left_alone() -> None:
    typed = GOOD | {"given_name": " Zoe\u0308 ", "email": " Zoe@DeLinde.example", "team": "–", "_csrf_token": "x"}
    assert read_details(typed) == StaffDetails(given_name="Zoë", family_name="Amrani", email="zoe@delinde.example")


@pytest.mark.parametrize(
    ("typed", "prefix", "family"),
    [
        ({"family_name": "van der Berg"}, "van der", "Berg"),
        ({"family_name": "Van den Berghe"}, "", "Van den Berghe"),
        ({"family_name": "van der Berg", "name_prefix": "in 't"}, "in 't", "van der Berg"),
    ],
)
def test_a_tussenvoegsel_before_the_family_name_moves_to_its_field(
    typed: dict[str, str], prefix: str, family: str
) -> None:
    details = read_details(GOOD | typed)
    assert (details.name_prefix, details.family_name) == (prefix, family)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("given_name", "", "Vul een voornaam in."),
        ("given_name", "-", "Vul een voornaam in."),
        ("family_name", " ", "Vul een achternaam in."),
        ("family_name", "123", "De achternaam heeft geen letters. Vul een achternaam in."),
        ("given_name", "=1+1", "De tekst begint met = en lijkt op een formule. Haal dat teken weg."),
        ("family_name", "@SUM(A1)", "De tekst begint met @ en lijkt op een formule. Haal dat teken weg."),
        ("name_prefix", "+van", "De tekst begint met + en lijkt op een formule. Haal dat teken weg."),
        ("team", "-wonen", "De tekst begint met - en lijkt op een formule. Haal dat teken weg."),
        ("team", "＝1", "De tekst begint met ＝ en lijkt op een formule. Haal dat teken weg."),
        ("job_title", "x" * 101, "De tekst is langer dan 100 tekens. Maak hem korter."),
        ("email", "fatima", "Het e-mailadres mist een @."),
        ("email", "", "Vul een e-mailadres in."),
    ],
)
def test_a_wrong_field_gets_its_sentence(field: str, text: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_details(GOOD | {field: text})
    assert refusal.value.problems == {field: sentence}


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        read_details({})
    assert set(refusal.value.problems) == {"given_name", "family_name", "email"}
