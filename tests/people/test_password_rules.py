"""A password that is easy to guess is refused with a sentence that says what to choose instead."""

import pytest

from proeve.people.password_rules import password_problem
from proeve.people.persons import Person

FATIMA = Person(email="f.amrani@delinde.example", given_name="Fatima", name_prefix="el", family_name="Amrani")
MUCH_USED = "Dit wachtwoord wordt veel gebruikt. Kies een zin of een paar losse woorden."
OWN_NAME = "Kies een wachtwoord zonder uw naam of uw e-mailadres."


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "Kies een wachtwoord van ten minste 12 tekens."),
        ("lang " * 50, "Kies een wachtwoord van ten hoogste 200 tekens."),
        ("abababababab", "Kies een wachtwoord met meer verschillende tekens."),
        ("Welkom2026!!", MUCH_USED),
        ("123456789012", MUCH_USED),
        ("Wáchtwoord-2026", MUCH_USED),
        ("mijn fatima 123", OWN_NAME),
        ("van AMRANI tot Zwolle", OWN_NAME),
        ("F.Amrani@DeLinde.example", OWN_NAME),
    ],
)
def test_an_easy_password_is_refused(password: str, sentence: str) -> None:
    assert password_problem(password, FATIMA) == sentence


@pytest.mark.parametrize("password", ["vier koppen zonder melk", "Xk9#pQ2!vR7&", "correct paard batterij nietje"])
def test_a_sentence_or_random_signs_will_do(password: str) -> None:
    assert password_problem(password, FATIMA) is None


def test_a_very_short_name_may_occur_in_a_password() -> None:
    jan = Person(email="jan@delinde.example", given_name="Jan", family_name="Bos")
    assert password_problem("in januari door het bos", jan) is None
