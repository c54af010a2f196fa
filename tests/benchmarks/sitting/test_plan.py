"""How a simulated sitting goes in time."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sitting.answering import draw_answer
from benchmarks.sitting.plan import Pace, Plan, default_speed
from question_bank.kinds import accepts, is_complete

PLAN = Plan(candidates=100, speed=1, starts_per_second=50, hold_seconds=30, hand_ins_per_second=10)


def test_people_come_in_and_hand_in_at_an_even_pace():
    assert [PLAN.comes_in_after(number) for number in (0, 1, 99)] == [0, 0.02, 1.98]
    assert [PLAN.hands_in_after(number) for number in (0, 10, 99)] == [30, 31, 39.9]


@pytest.mark.parametrize(("candidates", "speed"), [(100, 10), (3_000, 10), (15_000, 2), (30_000, 1), (60_000, 1)])
def test_a_small_sitting_thinks_as_fast_as_makes_the_load_of_a_large_one(candidates, speed):
    assert default_speed(candidates) == speed


@given(st.integers(), st.floats(1, 10))
def test_candidates_think_for_five_to_sixty_seconds_of_their_own_time(seed, speed):
    pace = Pace(Random(seed), speed)
    assert pace.thinks() * speed * (1 + 1e-9) >= 5
    assert pace.thinks() * speed <= 60 * (1 + 1e-9)
    assert pace.beat * speed == pytest.approx(20)


def test_thirty_thousand_candidates_save_more_than_fifteen_hundred_times_a_second():
    pace = Pace(Random(1), 1)
    mean = sum(pace.thinks() for _ in range(20_000)) / 20_000
    # Of 100 answers 15 are changed after about two seconds.
    assert 30_000 / (0.85 * mean + 0.15 * 2) > 1500


@given(st.sampled_from(["b4", "n4", "c4", "m4", "r5", "k4"]), st.integers())
def test_a_drawn_answer_fits_its_slot_and_is_complete(shape, seed):
    answer = draw_answer(shape, Random(seed))
    assert accepts(shape, answer)
    assert is_complete(shape, answer)


def test_a_request_that_fails_is_sent_again_ever_later():
    pace = Pace(Random(1), 1)
    assert all(2**failures / 2 <= pace.waits(failures) <= 2**failures for failures in range(3))
    assert pace.waits(19) <= 15
