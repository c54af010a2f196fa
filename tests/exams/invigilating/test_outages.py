"""An outage is several people silent at once; each gets back their own silence in it, and never twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.exams.invigilating.outages import Sat, find_outages, is_enough

MINUTE = 60_000
HOUR = (0, 60 * MINUTE)


def _sat(number: int, *silences: tuple[float, float], made_good=(), at_it=HOUR) -> Sat:
    spans = [(round(begin * MINUTE), round(end * MINUTE)) for begin, end in silences]
    return Sat(number, at_it, spans, [(round(begin * MINUTE), round(end * MINUTE)) for begin, end in made_good])


def _minutes(outages) -> list[dict[int, int]]:
    return [{loss.attempt_id: loss.minutes for loss in outage.losses} for outage in outages]


@pytest.mark.parametrize(
    ("silent", "at_it", "enough"),
    [
        (1, 1, False),
        (1, 2, False),
        (2, 2, True),
        (2, 3, False),
        (3, 3, True),
        (3, 15, True),
        (3, 16, False),
        (4, 20, True),
    ],
)
def test_three_and_a_fifth_of_the_group_are_enough_or_both_of_two(silent, at_it, enough):
    assert is_enough(silent, at_it) is enough


def test_everybody_gets_their_own_silence_back_in_whole_minutes():
    group = [_sat(1, (10, 14)), _sat(2, (10.2, 14.5)), _sat(3, (10.1, 12)), _sat(4)]
    assert _minutes(find_outages(group)) == [{1: 4, 2: 5, 3: 2}]


def test_one_or_two_of_many_have_no_outage():
    group = [_sat(1, (10, 14)), _sat(2, (10, 14)), *(_sat(number) for number in range(3, 9))]
    assert find_outages(group) == []


def test_three_who_were_silent_one_after_another_have_no_outage():
    group = [_sat(1, (10, 12)), _sat(2, (13, 15)), _sat(3, (16, 18))]
    assert find_outages(group) == []


def test_a_laptop_that_was_off_all_along_gets_no_more_than_the_outage():
    group = [_sat(1, (0, 50)), _sat(2, (20, 25)), _sat(3, (20, 25))]
    (outage,) = find_outages(group)
    assert _minutes([outage]) == [{1: 5, 2: 5, 3: 5}]


def test_who_does_not_come_back_with_the_others_gets_five_minutes_more_at_most():
    group = [_sat(1, (20, 50)), _sat(2, (20, 25)), _sat(3, (20, 25))]
    assert _minutes(find_outages(group)) == [{1: 10, 2: 5, 3: 5}]


def test_what_was_rounded_up_is_paid_ahead_when_the_silence_goes_on():
    first = find_outages([_sat(number, (10, 12.5)) for number in (1, 2, 3)])
    assert _minutes(first) == [{1: 3, 2: 3, 3: 3}]
    good = [(begin / MINUTE, end / MINUTE) for begin, end in [first[0].losses[0].made_good]]
    assert find_outages([_sat(number, (10, 12.9), made_good=good) for number in (1, 2, 3)]) == []


def test_what_was_made_good_is_not_given_again():
    group = [_sat(1, (10, 14), made_good=[(10, 14)]), _sat(2, (10, 14), made_good=[(9, 15)]), _sat(3, (10, 14))]
    assert _minutes(find_outages(group)) == [{3: 4}]
    assert find_outages([_sat(number, (10, 14), made_good=[(10, 14)]) for number in (1, 2, 3)]) == []


def test_a_silence_that_went_on_after_it_was_made_good_leaves_the_rest():
    group = [_sat(number, (10, 20), made_good=[(10, 14)]) for number in (1, 2, 3)]
    assert _minutes(find_outages(group)) == [{1: 6, 2: 6, 3: 6}]


def test_a_pause_inside_a_silence_is_not_lost_twice():
    group = [_sat(number, (10, 20), made_good=[(12, 17)]) for number in (1, 2, 3)]
    assert _minutes(find_outages(group)) == [{1: 5, 2: 5, 3: 5}]


def test_silences_that_overlap_are_one_person_and_one_loss():
    assert find_outages([_sat(1, (10, 14), (11, 15)), _sat(2, (10, 15)), _sat(3)]) == []
    group = [_sat(1, (10, 14), (11, 15)), _sat(2, (10, 15)), _sat(3, (10, 15))]
    assert _minutes(find_outages(group)) == [{1: 5, 2: 5, 3: 5}]


def test_silence_after_the_end_is_nobody_s_loss():
    group = [_sat(number, (58, 70)) for number in (1, 2, 3)]
    assert _minutes(find_outages(group)) == [{1: 2, 2: 2, 3: 2}]


spans = st.tuples(st.integers(0, 3600), st.integers(1, 900)).map(lambda pair: (pair[0] * 1000, sum(pair) * 1000))
people = st.lists(st.tuples(st.lists(spans, max_size=3), st.lists(spans, max_size=2)), min_size=1, max_size=8)


@given(people)
def test_nobody_gets_more_than_their_silence_and_granting_it_leaves_nothing(drawn):
    group = [Sat(number, HOUR, silent, made_good) for number, (silent, made_good) in enumerate(drawn)]
    outages = find_outages(group)
    for outage in outages:
        for loss in outage.losses:
            sat = group[loss.attempt_id]
            assert 0 < loss.lost_ms <= sum(end - begin for begin, end in sat.silences)
            assert sat.at_it[0] <= loss.span[0] < loss.span[1] <= sat.at_it[1]
    granted = {sat.attempt_id: [*sat.made_good] for sat in group}
    for outage in outages:
        for loss in outage.losses:
            granted[loss.attempt_id].append(loss.made_good)
    assert find_outages([Sat(s.attempt_id, s.at_it, s.silences, granted[s.attempt_id]) for s in group]) == []
