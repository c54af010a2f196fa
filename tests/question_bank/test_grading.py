"""Points, cut and grade, against published figures and by their properties."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from question_bank.drawing import draw_form
from question_bank.forms import Slot
from question_bank.grading import MissingVersion, cut_score, dutch_grade, exact_grade, grade
from question_bank.kinds import kind_of
from question_bank.kinds.kind import UnfitAnswer


@pytest.mark.parametrize(
    ("items", "options", "share", "expected"),
    [(50, 3, "0.55", 35), (50, 4, "0.60", 35), (40, 4, "0.50", 25)],
)
def test_the_guess_corrected_cut_gives_the_published_figures(items, options, share, expected):
    assert cut_score(Fraction(items), Fraction(items, options), Fraction(share)) == expected


@pytest.mark.parametrize(
    ("points", "expected"), [(0, "1.0"), (20, "3.6"), (35, "5.5"), (36, "5.8"), (42, "7.6"), (50, "10.0")]
)
def test_the_grade_follows_the_published_table(points, expected):
    assert dutch_grade(Fraction(points), Fraction(50), Fraction(35)) == Decimal(expected)


def test_the_unrounded_grade_of_twenty_is_three_and_four_sevenths():
    assert exact_grade(Fraction(20), Fraction(50), Fraction(35)) == 1 + Fraction(9, 2) * Fraction(20, 35)
    assert round(float(exact_grade(Fraction(20), Fraction(50), Fraction(35))), 2) == 3.57


@pytest.mark.parametrize(("points", "expected"), [("0.5", "1.1"), ("0.49", "1.0"), ("1.5", "1.2"), ("44.4", "5.4")])
def test_half_a_tenth_is_rounded_up(points, expected):
    # With a cut of 45 the grade below it is 1 + points / 10.
    assert dutch_grade(Fraction(points), Fraction(100), Fraction(45)) == Decimal(expected)


fractions = st.fractions(min_value=0, max_value=50, max_denominator=60)


@given(fractions, fractions, st.fractions(min_value=1, max_value=49, max_denominator=60))
def test_more_points_never_give_a_lower_grade(one, other, cut):
    low, high = sorted((one, other))
    assert dutch_grade(low, Fraction(50), cut) <= dutch_grade(high, Fraction(50), cut)


@given(fractions, st.fractions(min_value=1, max_value=49, max_denominator=60))
def test_a_grade_lies_between_one_and_ten_and_a_pass_is_at_least_five_and_a_half(points, cut):
    result = dutch_grade(points, Fraction(50), cut)
    assert 1 <= result <= 10
    assert result == result.quantize(Decimal("0.1"))
    if points >= cut:
        assert result >= Decimal("5.5")


def slots_of(*items):
    return [Slot(item.id, item.version, tuple(range(kind_of(item).reply_count(item)))) for item in items]


def four(make_pool):
    return make_pool(best_answer=2, rate_replies=1, rank_replies=1)


def right_answers(items):
    return {n: kind_of(item).right_answer(item, range(len(item.replies))) for n, item in enumerate(items)}


def test_every_right_answer_earns_the_maximum_and_a_ten(make_blueprint, make_pool):
    items = four(make_pool)
    result = grade(make_blueprint(), items, slots_of(*items), right_answers(items))
    assert result.points == result.maximum == 2 + 2 + 4 + 2
    assert (result.passed, result.grade) == (True, Decimal("10.0"))


def test_an_empty_sitting_earns_nothing_and_a_one(make_blueprint, make_pool):
    items = four(make_pool)
    result = grade(make_blueprint(), items, slots_of(*items), {})
    assert (result.points, result.passed, result.grade) == (0, False, Decimal("1.0"))
    assert [mark.answered for mark in result.marks] == [False] * 4
    assert result.profile == ()


def test_the_cut_rests_on_the_chance_level_of_this_form(make_blueprint, make_pool):
    items = four(make_pool)
    result = grade(make_blueprint(), items, slots_of(*items), {})
    ranking = Fraction(7, 40)
    assert result.chance == 2 * Fraction(1, 4) * 2 + 4 * Fraction(2, 5) + 2 * ranking
    assert result.cut == result.chance + Fraction(13, 20) * (10 - result.chance)


def test_a_score_on_the_cut_passes_and_one_item_less_fails(make_blueprint, make_item):
    # Twenty items of four options: chance is 5 and 60 % of the other 15 makes the cut exactly 14.
    items = [make_item(id=f"kw-dak-{number}", family=f"kw-dak-{number}") for number in range(20)]
    blueprint = make_blueprint(length=20, weights={"best_answer": 1}, cut="0.6")
    for right, passed in ((14, True), (13, False)):
        answers = {n: {"choice": 0 if n < right else 1} for n in range(20)}
        result = grade(blueprint, items, slots_of(*items), answers)
        assert (result.cut, result.points, result.passed) == (14, right, passed)
    assert result.grade == Decimal("5.2")


def test_the_answer_is_read_in_the_order_of_the_slot(make_blueprint, make_item):
    item = make_item()
    slot = Slot(item.id, 1, (3, 2, 1, 0))
    assert grade(make_blueprint(), [item], [slot], {0: {"choice": 3}}).points == 2


def test_the_version_in_the_form_is_graded_and_not_a_newer_one(make_blueprint, make_item):
    old, new = make_item(), make_item(version=2, key="d")
    result = grade(make_blueprint(), [new, old], slots_of(old), {0: {"choice": 0}})
    assert result.points == 2
    with pytest.raises(MissingVersion, match="Versie 1"):
        grade(make_blueprint(), [new], slots_of(old), {0: {"choice": 0}})


def test_an_answer_that_does_not_fit_is_never_graded_silently(make_blueprint, make_item):
    item = make_item()
    with pytest.raises(UnfitAnswer):
        grade(make_blueprint(), [item], slots_of(item), {0: {"choice": 9}})


def test_a_grading_is_plain_data_for_json(make_blueprint, make_pool):
    items = four(make_pool)
    plain = grade(make_blueprint(), items, slots_of(*items), right_answers(items)).as_json()
    assert msgspec.json.decode(msgspec.json.encode(plain)) == plain
    assert (plain["points"], plain["maximum"], plain["grade"], plain["passed"]) == (10.0, 10.0, "10.0", True)
    assert plain["marks"][0].keys() == {"slot", "item", "version", "answered", "points", "maximum", "chance"}


def test_a_score_a_hair_below_the_cut_fails_though_its_grade_is_rounded_to_a_pass(make_blueprint, make_pool):
    items = four(make_pool)
    slots, right = slots_of(*items), right_answers(items)
    missed = right | {2: {"ratings": [3, 2, 1, 3, 4]}}
    points = grade(make_blueprint(), items, slots, missed).points
    chance = grade(make_blueprint(), items, slots, missed).chance
    hair = Decimal(1) / 10**6
    on_the_cut = (points - chance) / (10 - chance)
    below = Decimal(on_the_cut.numerator) / Decimal(on_the_cut.denominator) + hair
    result = grade(make_blueprint(cut=str(below)), items, slots, missed)
    assert (result.passed, result.grade) == (False, Decimal("5.5"))


@given(st.data())
def test_one_more_right_answer_never_lowers_points_or_grade(bank, data):
    exam = data.draw(st.sampled_from(sorted(bank.blueprints)))
    blueprint, items = bank.find_blueprint(exam), bank.all_items(exam)
    form = draw_form(blueprint, items, data.draw(st.integers(0, 50)))
    right = {
        n: kind_of(item).right_answer(item, slot.order)
        for n, slot in enumerate(form.slots)
        for item in [bank.find_item(slot.item)]
    }
    some = data.draw(st.sets(st.sampled_from(sorted(right))))
    assume(len(some) < len(right))
    more = some | {data.draw(st.sampled_from(sorted(set(right) - some)))}
    less_result = grade(blueprint, items, form.slots, {n: right[n] for n in some})
    more_result = grade(blueprint, items, form.slots, {n: right[n] for n in more})
    assert less_result.points < more_result.points
    assert less_result.grade <= more_result.grade
    assert less_result.cut == more_result.cut
