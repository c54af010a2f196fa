"""What differs between two versions of a blueprint, in words for whoever plans exams."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from question_bank.attribute_words import FORMATS, cell_in_words
from question_bank.blueprint import Blueprint, Cell, Target

NAMES: Mapping[str, str] = {
    "title": "Naam",
    "english_title": "Naam in het Engels",
    "about": "Waar de toets over gaat",
    "statement": "Zin op het certificaat",
    "english_statement": "Zin op het certificaat in het Engels",
    "length": "Vragen die meetellen",
    "pilot_slots": "Proefvragen",
    "duration_minutes": "Tijd in minuten",
    "extension_minutes": "Minuten die iemand zelf kan toevoegen",
    "cut": "Grens om te slagen",
    "validity_months": "Maanden dat het certificaat geldt",
    "review": "Wat kandidaten na afloop zien",
    "weights": "Punten",
    "seconds": "Seconden per vraag",
    "total_difficulty": "Moeilijkheid van alle vragen samen",
    "total_seconds": "Seconden van alle vragen samen",
    "max_exposure": "Deel van de kandidaten dat een vraag hoogstens krijgt",
    "max_overlap": "Deel dat twee kandidaten hoogstens gelijk hebben",
    "employer_forms": "Toetsen tot collega's geen nieuwe vragen meer krijgen",
}
"""The fields in the order of the page; cells come after them, each by what it selects."""
REVIEWS: Mapping[str, str] = {
    "result": "alleen de uitslag",
    "categories": "de uitslag, het profiel en de tips",
    "items": "de uitslag, het profiel, de tips en de vragen",
}
PERCENTAGES = frozenset({"cut", "max_exposure", "max_overlap"})


class ChangedField(Struct, frozen=True):
    """One thing that reads otherwise; `before` or `after` is None where it was not there."""

    name: str
    before: str | None
    after: str | None


def blueprint_differences(before: Blueprint, after: Blueprint) -> list[ChangedField]:
    """Compare two blueprints, fields first and then cells; their numbers are not compared."""
    old, new = dict(_said(before)), dict(_said(after))
    names = [*new, *(name for name in old if name not in new)]
    return [ChangedField(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)]


def percentage(share: Decimal) -> str:
    """Return a share as people write it: 0.65 is "65", 0.625 is "62,5"."""
    number = f"{share * 100:f}"
    return (number.rstrip("0").rstrip(".") if "." in number else number).replace(".", ",")


def _said(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    """List what a blueprint says, by what it is called."""
    for field, name in NAMES.items():
        value = getattr(blueprint, field)
        if isinstance(value, Mapping):
            yield from ((f"{name}: {FORMATS[kind].lower()}", str(each)) for kind, each in value.items())
        elif value is not None:
            yield name, _in_words(field, value)
    yield from ((f"Cel {cell_in_words(cell)}", _bounds(cell)) for cell in blueprint.cells)


def _in_words(field: str, value: Any) -> str:
    if field in PERCENTAGES:
        return f"{percentage(value)} %"
    if isinstance(value, Target):
        return f"{value.target}, hoogstens {value.tolerance} meer of minder"
    return REVIEWS[value] if field == "review" else str(value)


def _bounds(cell: Cell) -> str:
    return str(cell.min) if cell.min == cell.max else f"{cell.min} tot {cell.max}"
