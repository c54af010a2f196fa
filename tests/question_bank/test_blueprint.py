"""Blueprints are data that can be wrong in themselves."""

from decimal import Decimal
from fractions import Fraction

import pytest

from question_bank.blueprint import Cell, blueprint_flaws


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ({"kind": ("next_step",)}, "kind=next_step"),
        ({"category": ("FEIT", "ROLBESEF")}, "category=FEIT|ROLBESEF"),
        ({"kind": ("next_step",), "difficulty": (3,)}, "kind=next_step, difficulty=3"),
    ],
)
def test_a_cell_is_named_by_what_it_selects(where, name):
    assert Cell(where, 1, 2).name == name


def test_a_cell_with_several_attributes_holds_items_that_have_them_all(make_item):
    cell = Cell({"kind": ("best_answer", "next_step"), "channel": ("balie",)}, 1, 2)
    assert cell.holds(make_item())
    assert not cell.holds(make_item(channel="chat"))
    assert not cell.holds(make_item("rate_replies"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"weights": {"best_answer": 2, "written_reply": 4}}, "written_reply"),
        ({"length": 5}, "geen 5 vragen"),
        ({"cut": "1.5"}, "tussen 0 en 1"),
        ({"cells": [{"where": {"kind": ["best_answer"]}, "min": 5, "max": 4}]}, "groter dan het maximum"),
        ({"cells": [{"where": {"category": ["AARDIG"]}, "min": 0, "max": 4}]}, "AARDIG"),
        ({"max_exposure": "0"}, "deel van de kandidaten"),
        ({"max_overlap": "1.2"}, "deel van hun vragen"),
        ({"total_seconds": {"target": 460, "tolerance": 30}}, "9 minuten"),
        ({"total_seconds": {"target": 300, "tolerance": 30}, "pilot_slots": 1}, "9 minuten"),
    ],
)
def test_a_blueprint_that_cannot_be_meant_is_named(make_blueprint, change, says):
    assert any(says in flaw.sentence for flaw in blueprint_flaws(make_blueprint(**change)))


def test_a_kind_without_a_time_of_its_own_takes_the_usual_time(make_blueprint, make_item):
    blueprint = make_blueprint(seconds={"best_answer": 60})
    assert blueprint.seconds_of(make_item()) == 60
    assert blueprint.seconds_of(make_item("rate_replies")) == 165


def test_the_questions_of_a_form_are_those_that_score_and_those_that_are_tried_out(make_blueprint):
    assert make_blueprint(pilot_slots=2).questions == 6


def test_a_sound_blueprint_has_no_flaws(make_blueprint):
    assert list(blueprint_flaws(make_blueprint())) == []


def test_the_cut_is_an_exact_fraction(make_blueprint):
    assert make_blueprint(cut="0.65").knowledge_share == Fraction(13, 20)
    assert make_blueprint(cut=0.65).knowledge_share == Fraction(13, 20)


@pytest.mark.parametrize("exam", ["klantgericht-werken", "lastige-boodschappen"])
def test_shipped_blueprints_are_as_decided(bank, exam):
    blueprint = bank.find_blueprint(exam)
    assert (blueprint.length, blueprint.duration_minutes, blueprint.validity_months) == (20, 40, 36)
    assert blueprint.knowledge_share == Fraction(13, 20)
    assert (blueprint.max_exposure, blueprint.max_overlap) == (Decimal("0.25"), Decimal("0.30"))
    assert blueprint.total_difficulty.target == 41  # Ten easy, eighteen medium and twelve hard of forty, halved.
    assert list(blueprint_flaws(blueprint)) == []


@pytest.mark.parametrize("exam", ["klantgericht-werken", "lastige-boodschappen"])
def test_rankings_and_recognition_carry_a_small_part_of_the_points(bank, exam):
    blueprint = bank.find_blueprint(exam)
    counts = {cell.where["kind"][0]: cell.max for cell in blueprint.cells if "kind" in cell.where}
    points = {kind: count * blueprint.weights[kind] for kind, count in counts.items()}
    assert points["rank_replies"] / sum(points.values()) <= 0.10
    assert points["recognise_category"] / sum(points.values()) <= 0.15
