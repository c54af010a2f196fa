"""Whoever edits a blueprint reads, in words, which cells the bank can fill."""

import pytest

from question_bank.attribute_words import cell_in_words
from question_bank.blueprint import Cell
from question_bank.feasibility import Supply, feasibility

DESK = {"where": {"category": ["UITLEG"], "channel": ["balie"]}, "min": 2, "max": 3}


def test_a_cell_says_what_is_needed_and_live(make_blueprint, make_pool, make_item):
    live = [*make_pool(best_answer=4, rate_replies=1, rank_replies=1), make_item()]
    found = feasibility(make_blueprint(cells=[DESK]), live)
    assert found.cells[1].sentence == "cel uitleggen waarom niet × aan de balie: 2 nodig, 1 live"
    assert (found.cells[1].number, found.cells[1].supply) == (0, Supply.SHORT)
    assert found.reasons == ("cel uitleggen waarom niet × aan de balie: 2 nodig, 1 live",)
    assert not found.can_be_drawn


def test_approved_items_are_counted_apart_but_not_the_next_version_of_a_live_one(make_blueprint, make_item):
    coming = [make_item(version=2), make_item(id="kw-hek-1", family="kw-hek")]
    found = feasibility(make_blueprint(cells=[DESK]), [make_item()], coming)
    assert found.cells[1].sentence.endswith("2 nodig, 1 live, 1 goedgekeurd")


def test_a_blueprint_that_can_be_filled_has_no_reasons(make_blueprint, make_pool):
    found = feasibility(make_blueprint(), make_pool(best_answer=2, rate_replies=3, rank_replies=1))
    assert found.can_be_drawn
    assert [cell.supply for cell in found.cells] == [
        Supply.NO_RESIT,
        Supply.NO_RESIT,
        Supply.ENOUGH,
        Supply.NO_RESIT,
    ]


def test_cells_in_each_others_way_are_named_in_words(make_blueprint, make_pool):
    search = {"where": {"kind": ["best_answer"], "domain": ["zoeken"]}, "min": 2, "max": 2}
    email = {"where": {"channel": ["email"]}, "min": 2, "max": 2}
    found = feasibility(
        make_blueprint(cells=[search, email], length=2), make_pool(best_answer=4, rate_replies=0, rank_replies=0)
    )
    assert "cel e-mail: 2 nodig, 1 haalbaar naast de andere cellen" in found.reasons


def test_a_difficulty_no_form_can_have_is_named(make_blueprint, make_pool):
    blueprint = make_blueprint(total_difficulty={"target": 4, "tolerance": 0})
    found = feasibility(blueprint, make_pool(best_answer=2, rate_replies=1, rank_replies=1))
    assert found.reasons == ("cel moeilijkheid van alle vragen samen: 4 nodig, 8 haalbaar naast de andere cellen",)


def test_pilot_slots_say_how_many_approved_items_there_are(make_blueprint, make_pool, make_item):
    live = make_pool(best_answer=2, rate_replies=1, rank_replies=1)
    coming = [make_item(id=f"kw-hek-{number}", family="kw-hek") for number in (1, 2)]
    trying, not_trying = make_blueprint(pilot_slots=2), make_blueprint()
    assert feasibility(not_trying, live, coming).pilot_sentence is None
    assert feasibility(trying, live, [*coming, make_item()]).pilot_sentence == "proefvragen: 2 nodig, 2 goedgekeurd"
    assert feasibility(trying, live, coming).pilot_sentence == (
        "proefvragen: 2 nodig, 1 goedgekeurd; de toets krijgt er dus 1"
    )


def test_an_empty_bank_is_short_of_everything(make_blueprint):
    found = feasibility(make_blueprint(), [])
    assert found.reasons[0] == "cel alle vragen: 4 nodig, 0 live"
    assert not found.can_be_drawn


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"category": ("NIETKAN",), "channel": ("balie",)}, "zeggen wat niet kan × aan de balie"),
        ({"category": ("FEIT", "ROLBESEF")}, "zeggen hoe het is / beseffen wat uw rol is"),
        ({"kind": ("next_step",), "difficulty": (3,)}, "volgende stap × moeilijk"),
        ({"situation": ("proactief",), "domain": ("zav",)}, "de medewerker begint × zelf aangebrachte voorziening"),
    ],
)
def test_a_cell_reads_as_people_would_say_it(where, words):
    assert cell_in_words(Cell(where, 1, 2)) == words
