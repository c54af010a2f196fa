"""No item goes to more than its share of candidates, whatever makes it wanted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.exposure import FADING, IMAGINED, Exposure
from question_bank.pool import Pool
from question_bank.series import Colleagues, Series, scored_ids


@pytest.fixture
def pool(make_blueprint, make_pool):
    """Two of twenty best answers, one of eight ratings and one of eight rankings: an even share of about a tenth."""
    return Pool(make_blueprint(), make_pool(best_answer=20, rate_replies=8, rank_replies=8))


def test_at_first_every_item_takes_part(pool):
    exposure = Exposure(pool)
    assert exposure.barred("any") == frozenset()
    exposure.add(["kw-best-answer-0-1"])
    assert exposure.probability("kw-best-answer-0-1") == 1


def test_an_item_given_out_twice_as_often_as_allowed_sits_out_for_certain(pool):
    exposure = Exposure(pool)
    for number in range(100):
        exposure.add(["kw-best-answer-0-1"] if number % 2 else ["kw-best-answer-1-1"])
    assert exposure.rate("kw-best-answer-0-1") == 0.5
    assert exposure.probability("kw-best-answer-0-1") == 0
    assert {"kw-best-answer-0-1", "kw-best-answer-1-1"} <= exposure.barred("any")


def test_an_item_near_its_limit_takes_part_by_how_often_it_is_chosen_when_it_may(pool):
    """In 200 forms it sat out 100 and was in 45 of the other 100: .25 / .45, with nothing imagined any more."""
    exposure = Exposure(pool)
    for number in range(200):
        exposure.add(["kw-rate-replies-0-1"] if number < 45 else [], ["kw-rate-replies-0-1"] if number >= 100 else [])
    assert exposure.probability("kw-rate-replies-0-1") == pytest.approx(0.25 / 0.45)


def test_forms_are_imagined_at_first_and_fade_while_real_ones_come(pool):
    """In 100 forms it sat out 50 and was in 20 of the others; ten more are imagined, with an even share of 4 in 36."""
    exposure = Exposure(pool)
    assert exposure.imagined == IMAGINED
    for number in range(100):
        wanted = ["kw-rate-replies-0-1"]
        exposure.add(wanted if number < 20 else [], wanted if number >= 50 else [])
    assert exposure.imagined == IMAGINED - 100 // FADING == 10
    assert exposure.probability("kw-rate-replies-0-1") == pytest.approx(0.25 * 60 / (20 + 10 * 4 / 36))


def test_old_forms_are_forgotten(pool):
    exposure = Exposure(pool, window=50)
    for _ in range(50):
        exposure.add(["kw-rate-replies-0-1"], ["kw-rate-replies-1-1"])
    for _ in range(50):
        exposure.add(["kw-rate-replies-2-1"])
    assert exposure.forms == 50
    assert exposure.rate("kw-rate-replies-0-1") == 0
    assert exposure.probability("kw-rate-replies-1-1") == 1


def test_what_sits_out_depends_on_the_seed_alone(pool):
    exposure = Exposure(pool)
    rankings = [f"kw-rank-replies-{number}-1" for number in range(8)]
    for number in range(100):
        exposure.add(rankings if number < 20 else [], rankings if number >= 50 else [])
    assert exposure.barred(4) == exposure.barred("4")
    assert len({exposure.barred(seed) for seed in range(20)}) > 1


@settings(max_examples=5)
@given(st.integers(0, 10**6), st.booleans())
def test_no_item_passes_its_share_even_when_everybody_is_a_colleague(make_blueprint, make_pool, number, are_colleagues):
    forms = FADING * IMAGINED + 20
    pool = Pool(make_blueprint(), make_pool(best_answer=16, rate_replies=6, rank_replies=6))
    series = Series(pool, Exposure(pool), Colleagues(1 if are_colleagues else forms))
    given_out = [scored_ids(series.draw(f"{number} {form}")) for form in range(forms)]
    most = max(sum(item.id in items for items in given_out) for item in pool.items)
    assert most <= 0.25 * forms


def test_an_item_the_blueprint_cannot_do_without_is_given_out_all_the_same(make_blueprint, make_pool):
    pool = Pool(make_blueprint(), make_pool(best_answer=20, rate_replies=8, rank_replies=1))
    series = Series(pool, Exposure(pool), Colleagues(3))
    assert all("kw-rank-replies-0-1" in scored_ids(series.draw(number)) for number in range(60))
