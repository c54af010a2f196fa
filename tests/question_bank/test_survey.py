"""Everything at once about a blueprint that somebody edits."""

from decimal import Decimal

import msgspec
import pytest

from question_bank.blueprint import Cell
from question_bank.survey import FORMS_AT_ONCE, survey

EXAM = "klantgericht-werken"


@pytest.fixture
def blueprint(bank):
    return bank.blueprints[EXAM]


@pytest.fixture
def items(bank):
    return bank.all_items(EXAM)


def test_the_blueprint_that_comes_with_the_product_is_sound(blueprint, items):
    found = survey(blueprint, items)
    assert found.is_sound
    assert found.problems == ()
    assert found.estimates.forms == FORMS_AT_ONCE
    assert 0 < found.estimates.overlap < 1


def test_a_cell_that_nothing_fills_is_named_and_nothing_is_drawn(blueprint, items):
    cell = Cell({"category": ("NIETKAN",), "channel": ("chat",)}, 15, 20)
    found = survey(msgspec.structs.replace(blueprint, cells=(*blueprint.cells, cell)), items)
    assert not found.is_sound
    assert found.estimates is None
    assert any(sentence.startswith("Cel zeggen wat niet kan × chat: 15 nodig") for sentence in found.problems)


def test_cells_that_contradict_themselves_are_said_before_anything_is_computed(blueprint, items):
    cell = Cell({"channel": ("balie",)}, 3, 2)
    found = survey(msgspec.structs.replace(blueprint, cells=(*blueprint.cells, cell)), items)
    assert found.feasibility is None
    assert found.problems == ("cel channel=balie: het minimum is groter dan het maximum.",)


def test_what_is_wrong_in_itself_keeps_a_blueprint_from_being_sound(blueprint, items):
    found = survey(msgspec.structs.replace(blueprint, cut=Decimal(2)), items)
    assert found.estimates is not None
    assert not found.is_sound
