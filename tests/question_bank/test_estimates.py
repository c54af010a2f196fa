"""What a blueprint will give is said before anybody sits it."""

from itertools import combinations

import pytest

from question_bank.drawing import draw_from
from question_bank.estimates import estimate, estimate_form, expected_overlap
from question_bank.pool import Pool
from question_bank.preview import preview


@pytest.fixture
def pool(make_blueprint, make_pool):
    return Pool(make_blueprint(), make_pool(best_answer=8, rate_replies=4, rank_replies=4))


def test_a_form_is_as_hard_and_as_long_as_its_items(make_blueprint, make_item):
    scored = [make_item(difficulty=1), make_item("rate_replies", difficulty=3)]
    found = estimate_form(make_blueprint(seconds={"rate_replies": 200}), scored, [make_item()])
    assert (found.difficulty, found.mean_difficulty) == (4, 2)
    assert (found.scored_seconds, found.pilot_seconds) == (75 + 200, 75)
    assert found.minutes == (75 + 200 + 75) / 60


def test_the_overlap_from_counts_is_the_mean_over_all_pairs(pool):
    forms = [draw_from(pool, seed) for seed in range(12)]
    items = [{slot.item for slot in form.slots} for form in forms]
    shared = [len(one & other) / 4 for one, other in combinations(items, 2)]
    assert expected_overlap(forms) == pytest.approx(sum(shared) / len(shared))


def test_one_form_shares_nothing_with_nobody(pool):
    assert expected_overlap([draw_from(pool, 1)]) == expected_overlap([]) == 0


def test_estimates_lie_within_what_the_blueprint_asks(bank):
    blueprint = bank.find_blueprint("lastige-boodschappen")
    found = estimate(Pool(blueprint, bank.all_items(blueprint.exam)), forms=12)
    assert blueprint.total_difficulty.low <= found.difficulty.low <= found.difficulty.high
    assert found.difficulty.high <= blueprint.total_difficulty.high
    assert blueprint.total_seconds.low / 60 <= found.minutes.low
    assert found.minutes.high <= blueprint.total_seconds.high / 60
    assert 0 < found.overlap < blueprint.max_overlap


def test_the_same_seed_gives_the_same_estimates(pool):
    assert estimate(pool, forms=6) == estimate(pool, forms=6)


def test_a_preview_shows_the_items_of_a_form_in_their_order(pool):
    shown = preview(pool, "look")
    assert shown.form == draw_from(pool, "look")
    assert [(each.item.id, each.item.version) for each in shown.slots] == [
        (slot.item, slot.version) for slot in shown.form.slots
    ]
    assert shown.estimate.difficulty == 4 * 2
