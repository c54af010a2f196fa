"""Two versions of a blueprint, compared in words."""

from decimal import Decimal

import msgspec
import pytest

from question_bank.blueprint import Cell, Target
from question_bank.blueprint_differences import ChangedField, blueprint_differences, percentage

EXAM = "klantgericht-werken"


@pytest.fixture
def blueprint(bank):
    return bank.blueprints[EXAM]


def changed(blueprint, **fields):
    return msgspec.structs.replace(blueprint, **fields)


def test_two_versions_that_say_the_same_do_not_differ(blueprint):
    assert blueprint_differences(blueprint, changed(blueprint, version=9)) == []


def test_numbers_and_shares_are_told_as_people_write_them(blueprint):
    after = changed(blueprint, length=24, cut=Decimal("0.625"), total_difficulty=Target(48, 2))
    assert blueprint_differences(blueprint, after) == [
        ChangedField("Vragen die meetellen", "20", "24"),
        ChangedField("Grens om te slagen", "65 %", "62,5 %"),
        ChangedField(
            "Moeilijkheid van alle vragen samen", "41, hoogstens 1 meer of minder", "48, hoogstens 2 meer of minder"
        ),
    ]


def test_a_cell_is_told_by_what_it_selects(blueprint):
    first, *others = blueprint.cells
    crossing = Cell({"category": ("NIETKAN",), "channel": ("balie",)}, 1, 2)
    after = changed(blueprint, cells=(msgspec.structs.replace(first, max=9), *others[1:], crossing))
    assert blueprint_differences(blueprint, after) == [
        ChangedField("Cel beste antwoord", "6 tot 8", "6 tot 9"),
        ChangedField("Cel zeggen wat niet kan × aan de balie", None, "1 tot 2"),
        ChangedField("Cel reacties beoordelen", "5", None),
    ]


def test_a_format_that_is_asked_no_more_loses_its_points(blueprint):
    weights = {kind: weight for kind, weight in blueprint.weights.items() if kind != "rank_replies"}
    (change,) = blueprint_differences(blueprint, changed(blueprint, weights=weights))
    assert (change.before, change.after) == ("2", None)


@pytest.mark.parametrize(("share", "words"), [("0.65", "65"), ("0.625", "62,5"), ("0.3", "30"), ("1", "100")])
def test_a_percentage_has_no_more_figures_than_it_needs(share, words):
    assert percentage(Decimal(share)) == words
