"""What a corporation fills in about a staff member, in a form or a staff list, and what may be wrong with it."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proeve.core.errors import Invalid
from proeve.people.emails import normalise_email
from proeve.people.names import split_prefix
from proeve.people.text import tidy

LABELS = {
    "given_name": "voornaam",
    "name_prefix": "tussenvoegsel",
    "family_name": "achternaam",
    "email": "e-mail",
    "staff_number": "personeelsnummer",
    "job_title": "functie",
    "team": "team",
    "location": "locatie",
}
"""The fields in the order of forms and lists, with the word people read."""

NEEDED = {"given_name": "Vul een voornaam in.", "family_name": "Vul een achternaam in."}
LONGEST = 100
NOTHING = frozenset({"-", "–", "—"})
"""A dash in a cell means that there is nothing to fill in."""
FORMULA_SIGNS = frozenset("=+-@")
"""With these, or their wide forms, a spreadsheet begins a formula; it would run one in a later export."""


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """One staff member as filled in, tidy and checked."""

    given_name: str
    family_name: str
    email: str
    name_prefix: str = ""
    staff_number: str = ""
    job_title: str = ""
    team: str = ""
    location: str = ""


def read_details(typed: Mapping[str, str]) -> StaffDetails:
    """Return what was filled in, or raise Invalid with a sentence for each field; other fields are left alone."""
    values, problems = check_details({field: typed.get(field, "") for field in LABELS})
    if problems:
        raise Invalid("Sommige velden kloppen nog niet. Pas ze aan en probeer het opnieuw.", problems)
    return StaffDetails(**values)


def check_details(typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the tidy value of each field, and the problem of each that has one.

    A tussenvoegsel typed before the family name moves to its own field, so that names sort well.
    """
    values = {field: _without_dash(tidy(text)) for field, text in typed.items()}
    if not values.get("name_prefix") and values.get("family_name", "")[:1].islower():
        prefix, values["family_name"] = split_prefix(values["family_name"])
        values |= {"name_prefix": prefix} if prefix else {}
    problems = {}
    for field, text in values.items():
        try:
            values[field] = CHECKS.get(field, _check_text)(field, text)
        except Invalid as refusal:
            problems[field] = refusal.message
    return values, problems


def _without_dash(text: str) -> str:
    return "" if text in NOTHING else text


def _check_text(_field: str, text: str) -> str:
    if text and unicodedata.normalize("NFKC", text[0]) in FORMULA_SIGNS:
        raise Invalid(f"De tekst begint met {text[0]} en lijkt op een formule. Haal dat teken weg.")
    if len(text) > LONGEST:
        raise Invalid(f"De tekst is langer dan {LONGEST} tekens. Maak hem korter.")
    return text


def _check_name(field: str, text: str) -> str:
    if not text:
        raise Invalid(NEEDED[field])
    _check_text(field, text)
    if not any(sign.isalpha() for sign in text):
        raise Invalid(f"De {LABELS[field]} heeft geen letters. Vul een {LABELS[field]} in.")
    return text


def _check_email(_field: str, text: str) -> str:
    return normalise_email(text)


CHECKS: dict[str, Callable[[str, str], str]] = {
    "given_name": _check_name,
    "family_name": _check_name,
    "email": _check_email,
}
"""How each field is checked; the others are free text."""
