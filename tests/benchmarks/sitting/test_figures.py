"""What records of several processes show together."""

import pytest

from benchmarks.sitting.chart import spark
from benchmarks.sitting.figures import Observed
from benchmarks.sitting.records import SAVE, START, Record


def record(*, all_in_at: float, first_hand_in_at: float, saves: list[float]) -> Record:
    seen = Record(all_in_at=all_in_at, first_hand_in_at=first_hand_in_at)
    for at in saves:
        seen.timings[SAVE].add(at, ms=at)
    return seen


def test_everybody_is_in_from_the_last_arrival_to_the_first_hand_in_of_all_processes():
    first = record(all_in_at=4, first_hand_in_at=14, saves=[1, 5, 7])
    second = record(all_in_at=5, first_hand_in_at=15, saves=[6, 13, 14.5])
    observed = Observed([first, second])
    assert observed.hold == (5, 14)
    assert observed.rate_in_hold(SAVE) == pytest.approx(4 / 9)
    assert observed.waiting()[SAVE].count == 6
    assert observed.waiting(in_hold=True)[SAVE].max_ms == 13


def test_the_best_minute_is_taken_out_of_a_longer_time():
    seen = record(all_in_at=0, first_hand_in_at=0, saves=[])
    for second in range(120):
        for _ in range(1 if second < 60 else 3):
            seen.timings[START].add(second + 0.5, ms=1)
    assert Observed([seen]).best_minute(START) == 3


def test_the_rate_stands_for_the_best_minute_when_it_took_less():
    seen = record(all_in_at=0, first_hand_in_at=0, saves=[])
    for start in range(11):
        seen.timings[START].add(start / 2, ms=1)
    assert Observed([seen]).best_minute(START) == 2


def test_a_run_in_which_nothing_was_answered_has_figures_too():
    observed = Observed([record(all_in_at=0, first_hand_in_at=0, saves=[])])
    assert observed.waiting() == {}
    assert observed.rate(START) == observed.rate_in_hold(SAVE) == observed.best_minute(START) == 0


def test_a_chart_shows_anything_at_all_as_something():
    assert spark([0, 1, 500, 1000]) == " ▁▄█"
    assert spark([0, 0]) == "  "
    assert len(spark(list(range(1000)), width=72)) == 72
