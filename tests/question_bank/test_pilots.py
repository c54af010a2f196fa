"""New items are tried out among the others, and count in nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.drawing import Told, draw_from
from question_bank.grading import grade
from question_bank.kinds import kind_of
from question_bank.pool import Pool

SEEDS = st.integers(0, 10**9)


@pytest.fixture(scope="session")
def make_pilots(make_item):
    """Make approved items that are not live, each of a family of its own."""

    def make(count, **changes):
        return [make_item(id=f"kw-nieuw-{n}-1", family=f"kw-nieuw-{n}", **changes) for n in range(count)]

    return make


@pytest.fixture(scope="session")
def live(make_pool):
    return make_pool(best_answer=8, rate_replies=4, rank_replies=4)


@pytest.fixture(scope="session")
def pool(make_blueprint, make_pilots, live):
    return Pool(make_blueprint(pilot_slots=2), live, make_pilots(5))


def tried_out(form):
    return {slot.item for slot in form.slots if not slot.is_scored}


@given(SEEDS)
def test_a_form_has_its_pilot_items_beside_those_that_score(pool, seed):
    form = draw_from(pool, seed)
    assert len(form.slots) == 6
    assert len(tried_out(form)) == form.unscored == 2
    assert all(item.startswith("kw-nieuw-") for item in tried_out(form))
    assert {item.id for item in pool.items} >= {slot.item for slot in form.slots if slot.is_scored}


def test_every_place_of_a_form_may_hold_a_pilot_item(pool):
    forms = [draw_from(pool, seed) for seed in range(60)]
    assert {place for form in forms for place, slot in enumerate(form.slots) if not slot.is_scored} == set(range(6))


def test_pilot_items_change_nothing_about_those_that_score(make_blueprint, live, pool):
    without = Pool(make_blueprint(), live)
    for seed in range(20):
        scored = {slot.item for slot in draw_from(pool, seed).slots if slot.is_scored}
        assert scored == {slot.item for slot in draw_from(without, seed).slots}


def test_without_pilot_slots_approved_items_stay_out(make_blueprint, live, make_pilots):
    form = draw_from(Pool(make_blueprint(), live, make_pilots(5)), 1)
    assert form.unscored == 0


def test_with_too_few_approved_items_a_form_tries_out_what_there_is(make_blueprint, live, make_pilots):
    form = draw_from(Pool(make_blueprint(pilot_slots=3), live, make_pilots(1)), 1)
    assert form.unscored == 1


@given(SEEDS)
def test_nobody_tries_out_an_item_twice(pool, seed):
    first = draw_from(pool, seed)
    second = draw_from(pool, f"{seed} again", Told(seen={slot.item for slot in first.slots}))
    assert not tried_out(first) & tried_out(second)


def test_colleagues_try_out_the_same_items(pool):
    known = {"kw-nieuw-1-1", "kw-nieuw-3-1"}
    assert all(tried_out(draw_from(pool, seed, Told(familiar=known))) == known for seed in range(10))


@given(SEEDS)
def test_a_pilot_item_never_meets_its_family_or_its_enemies(make_blueprint, make_pool, make_item, make_pilots, seed):
    live = make_pool(best_answer=2, rate_replies=1, rank_replies=1)
    cousin = make_item(id="kw-best-answer-0-2", family="kw-best-answer-0")
    hostile = make_item(id="kw-hek-1", family="kw-hek", enemies=["kw-rate-replies-0-1"])
    twins = [make_item(id=f"kw-tuin-{number}", family="kw-tuin") for number in (1, 2)]
    form = draw_from(Pool(make_blueprint(pilot_slots=3), live, [cousin, hostile, *twins, *make_pilots(1)]), seed)
    assert len(tried_out(form) & {"kw-tuin-1", "kw-tuin-2"}) == 1
    assert "kw-nieuw-0-1" in tried_out(form)
    assert not tried_out(form) & {cousin.id, hostile.id}


@given(SEEDS, st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_pilot_items_count_in_nothing(make_blueprint, pool, seed, right, tried_right):
    """What a result says is the same whether pilot items were answered, and how."""
    items = {(item.id, item.version): item for item in (*pool.items, *pool.pilots)}
    form = draw_from(pool, seed)

    def answers(wanted_pilots):
        given = {}
        for place, slot in enumerate(form.slots):
            if place in (right if slot.is_scored else wanted_pilots):
                given[place] = kind_of(items[slot.item, 1]).right_answer(items[slot.item, 1], slot.order)
        return given

    with_pilots = grade(make_blueprint(), items.values(), form.slots, answers(tried_right))
    without = grade(make_blueprint(), items.values(), form.slots, {})
    bare = grade(make_blueprint(), items.values(), form.slots, answers(set()))
    said = ("points", "maximum", "chance", "cut", "passed", "grade", "profile", "marks")
    assert all(getattr(with_pilots, name) == getattr(bare, name) for name in said)
    assert with_pilots.maximum == without.maximum == Fraction(2 + 2 + 4 + 2)
    assert {mark.item for mark in with_pilots.marks}.isdisjoint(tried_out(form))
    assert {mark.item for mark in with_pilots.pilots} == tried_out(form)
