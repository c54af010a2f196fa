"""People of one employer see as little of the bank as can be, and nobody what they saw before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.estimates import expected_overlap
from question_bank.exposure import Exposure
from question_bank.pool import Pool
from question_bank.series import Colleagues, Series

EXAM = "klantgericht-werken"
SEEDS = st.integers(0, 10**9)


@pytest.fixture(scope="session")
def pool(bank):
    return Pool(bank.find_blueprint(EXAM), bank.all_items(EXAM))


def items_of(form):
    return {slot.item for slot in form.slots}


def test_nothing_is_familiar_until_colleagues_have_had_their_free_forms():
    colleagues = Colleagues(employer_forms=2)
    colleagues.add(["a", "b"])
    assert colleagues.familiar is None
    colleagues.add(["b", "c"])
    assert colleagues.familiar == {"a", "b", "c"}


@settings(max_examples=10)
@given(SEEDS)
def test_after_three_forms_colleagues_get_next_to_nothing_new(pool, seed):
    """An item that one more form would bring above its share sits out, which may cost an item now and then."""
    series = Series(pool, Exposure(pool), Colleagues(3))
    known = set().union(*(items_of(series.draw(f"{seed} {number}")) for number in range(3)))
    forms = [series.draw(f"{seed} {number}") for number in range(3, 13)]
    assert len(set().union(*map(items_of, forms)) - known) <= 2
    assert len({frozenset(items_of(form)) for form in forms}) == 10


@settings(max_examples=5)
@given(SEEDS)
def test_a_resit_shares_nothing_with_the_attempts_before_though_colleagues_know_them(pool, seed):
    series = Series(pool, Exposure(pool), Colleagues(3))
    for number in range(5):
        series.draw(f"{seed} {number}")
    first = items_of(series.draw(f"{seed} first"))
    second = items_of(series.draw(f"{seed} second", first))
    third = items_of(series.draw(f"{seed} third", first | second))
    assert not first & second
    assert not third & (first | second)


@settings(max_examples=3)
@given(SEEDS)
def test_people_of_different_employers_share_less_than_the_blueprint_allows(pool, seed):
    exposure = Exposure(pool)
    forms = [Series(pool, exposure, Colleagues(3)).draw(f"{seed} {number}") for number in range(40)]
    assert expected_overlap(forms) <= pool.blueprint.max_overlap


@settings(max_examples=5)
@given(SEEDS)
def test_the_same_history_gives_the_same_forms(pool, seed):
    def draw_six():
        series = Series(pool, Exposure(pool), Colleagues(3))
        return [series.draw(f"{seed} {number}") for number in range(6)]

    assert draw_six() == draw_six()
