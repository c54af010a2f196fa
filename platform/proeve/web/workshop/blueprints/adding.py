"""Add a cell that the grid does not have: two values that count alike, or attributes of two other kinds together."""

from typing import get_args

from proeve.web.forms import Form
from proeve.web.workshop.blueprints.cells import MAX, MIN, VALUES, Where, key_of
from question_bank.blueprint import Attribute

CHOOSE = "Kies wat deze cel telt."
SAME_SORT = "Kies hier iets van dezelfde soort als bij ‘Wat telt deze cel?’."
OTHER_SORT = "Kies hier iets van een andere soort dan bij ‘Wat telt deze cel?’."
NO_BOUND = "Vul in hoeveel vragen van deze cel er minstens of hoogstens in de toets komen."


def added_cell(form: Form, typed: dict[str, str]) -> dict[str, str]:
    """Put the new cell among what was typed, and empty its fields; or return a sentence for each slip."""
    first, other, also = (_value(form.text(name)) for name in ("new", "new-or", "new-and"))
    problems: dict[str, str] = {}
    if first is None:
        problems["new"] = CHOOSE
    elif other is not None and other[0] != first[0]:
        problems["new-or"] = SAME_SORT
    elif also is not None and also[0] == first[0]:
        problems["new-and"] = OTHER_SORT
    if not (form.text("new-min") or form.text("new-max")):
        problems["new-min"] = NO_BOUND
    if problems or first is None:
        return problems
    key = key_of(_where(first, other, also))
    typed |= {f"{MIN}{key}": form.text("new-min"), f"{MAX}{key}": form.text("new-max")}
    for name in ("new", "new-or", "new-and", "new-min", "new-max"):
        typed.pop(name, None)
    return {}


def _value(chosen: str) -> tuple[Attribute, str] | None:
    """Return the attribute and code of a choice such as "domain=zoeken"."""
    name, _, code = chosen.partition("=")
    return next(((each, code) for each in get_args(Attribute) if each == name and code in VALUES[each]), None)


def _where(first: tuple[Attribute, str], *others: tuple[Attribute, str] | None) -> Where:
    found: dict[Attribute, tuple[str, ...]] = {}
    for pair in (first, *others):
        if pair is not None and pair[1] not in found.get(pair[0], ()):
            found[pair[0]] = (*found.get(pair[0], ()), pair[1])
    return found
