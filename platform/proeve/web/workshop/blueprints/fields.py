"""The form of a blueprint: what stands in its fields, and back to a blueprint, with a sentence for each slip."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args

import msgspec

from proeve.core.errors import Invalid
from proeve.web.forms import WHOLE_NUMBER, Form
from proeve.web.workshop.blueprints.cells import MAX, MIN, fields_of_cells, key_of, typed_keys, where_of
from question_bank.blueprint import MOST_PILOT_SLOTS, Blueprint, Cell, Review, Target
from question_bank.blueprint_differences import percentage
from question_bank.items import KindName

TEXTS = {"title": 80, "english_title": 80, "about": 600, "statement": 300, "english_statement": 300}
"""The fields with words, and how long those may be."""
NUMBERS = {
    "length": (1, 100),
    "pilot_slots": (0, MOST_PILOT_SLOTS),
    "duration_minutes": (1, 480),
    "extension_minutes": (0, 60),
    "validity_months": (1, 120),
    "employer_forms": (1, 100),
}
"""The fields with a whole number, and their bounds."""
SHARES = ("cut", "max_exposure", "max_overlap")
TARGETS = {"total_difficulty": 1000, "total_seconds": 50_000}
KINDS: tuple[KindName, ...] = tuple(kind for kind in get_args(KindName) if kind != "written_reply")
MOST_POINTS, MOST_SECONDS, MOST_IN_CELL = 20, 1800, 100
_PERCENTAGE = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?")
_WHOLE = 100


def fields_of(blueprint: Blueprint) -> dict[str, str]:
    """Return what stands in the form of a blueprint before anybody typed."""
    fields = {name: str(getattr(blueprint, name)) for name in (*TEXTS, *NUMBERS, "review")}
    fields |= {name: percentage(getattr(blueprint, name)) for name in SHARES}
    for name in TARGETS:
        wanted: Target | None = getattr(blueprint, name)
        fields[name] = str(wanted.target) if wanted else ""
        fields[f"{name}-tolerance"] = str(wanted.tolerance) if wanted else ""
    for kind in KINDS:
        fields[f"weight-{kind}"] = str(blueprint.weights.get(kind, ""))
        fields[f"seconds-{kind}"] = str(blueprint.seconds.get(kind, ""))
    return fields | fields_of_cells(blueprint.cells)


def read_blueprint(form: Form, before: Blueprint) -> Blueprint:
    """Return the blueprint that a form describes; raise Invalid with a sentence for each field that is not right."""
    values: dict[str, Any] = {
        **{name: form.text(name, required="Vul dit in.", longest=longest) for name, longest in TEXTS.items()},
        **{name: form.number(name, least=least, most=most) for name, (least, most) in NUMBERS.items()},
        **{name: _share(form, name) for name in SHARES},
        **{name: _target(form, name) for name in TARGETS},
        "review": _review(form),
        "weights": _by_kind(form, "weight", MOST_POINTS),
        "seconds": _by_kind(form, "seconds", MOST_SECONDS),
        "cells": _in_order(_cells(form), before.cells),
    }
    if not values["weights"]:
        form.problems["weights"] = "Geef minstens één vraagvorm punten."
    form.check()
    return msgspec.structs.replace(before, **values)


def _share(form: Form, name: str) -> Decimal:
    value = form.text(name)
    if not _PERCENTAGE.fullmatch(value) or not 0 < (share := Decimal(value.replace(",", ".")) / _WHOLE) <= 1:
        form.problems[name] = "Vul een percentage in van 1 tot en met 100, zoals 65."
        return Decimal(1)
    return share


def _target(form: Form, name: str) -> Target | None:
    most = TARGETS[name]
    if not form.text(name):
        if form.text(f"{name}-tolerance"):
            form.problems[name] = "Vul ook het getal in waar dit omheen mag liggen, of maak beide velden leeg."
        return None
    target = form.number(name, least=1, most=most)
    return Target(target, form.number(f"{name}-tolerance", least=0, most=most, default=0))


def _review(form: Form) -> Review:
    chosen = form.text("review")
    for review in get_args(Review):
        if chosen == review:
            return review  # type: ignore[no-any-return]  # The words of a Literal come out as Any.
    form.problems["review"] = "Kies wat kandidaten na afloop zien."
    return "result"


def _by_kind(form: Form, field: str, most: int) -> dict[KindName, int]:
    return {kind: form.number(f"{field}-{kind}", least=1, most=most) for kind in KINDS if form.text(f"{field}-{kind}")}


def _cells(form: Form) -> list[Cell]:
    """Read the cells; of one with a single bound the other is wide open."""
    return [_cell(form, key) for key in typed_keys(_trimmed(form.values))]


def _in_order(cells: Sequence[Cell], before: Sequence[Cell]) -> tuple[Cell, ...]:
    """Leave cells in the order they had, with new ones after them: the page shows some of them in a grid."""
    places = {key_of(cell.where): place for place, cell in enumerate(before)}
    return tuple(sorted(cells, key=lambda cell: places.get(key_of(cell.where), len(places))))


def _cell(form: Form, key: str) -> Cell:
    where = where_of(key)
    if where is None:
        raise Invalid("Deze cel kennen wij niet. Laad de pagina opnieuw.")
    least = form.number(f"{MIN}{key}", least=0, most=MOST_IN_CELL, default=0)
    length = form.text("length")
    open_end = int(length) if WHOLE_NUMBER.fullmatch(length) and 0 < int(length) <= MOST_IN_CELL else MOST_IN_CELL
    most = form.number(f"{MAX}{key}", least=0, most=MOST_IN_CELL, default=open_end)
    if least > most:
        form.problems.setdefault(f"{MIN}{key}", "Het minste is meer dan het meeste. Draai ze om.")
    return Cell(dict(where), least, most)


def _trimmed(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items()}
