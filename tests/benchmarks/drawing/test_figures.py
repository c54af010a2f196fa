"""What a simulation of drawing says of its forms, counted by hand."""

from collections import Counter

import pytest

from benchmarks.drawing.crowd import SITTING, Candidate, crowd
from benchmarks.drawing.figures import figures
from benchmarks.drawing.simulation import Drawn


def test_everybody_sits_once_and_one_in_ten_again_with_their_own_employer():
    candidates = crowd(1_000, 40)
    first = [each for each in candidates if not each.is_resit]
    employer_of = {each.number: each.employer for each in first}
    again = [each for each in candidates if each.is_resit]
    assert sorted(employer_of) == list(range(1_000))
    assert set(employer_of.values()) == set(range(40))
    assert len(again) == len({each.number for each in again}) == 100
    assert all(each.employer == employer_of[each.number] for each in again)
    assert candidates[1_000:] == again
    assert len({each.seed for each in candidates}) == 1_100
    assert max(Counter(employer_of.values()).values()) > SITTING


def drawn(number: int, employer: int, items: str, *, new: int = 0, seen: int = 0, is_resit: bool = False) -> Drawn:
    return Drawn(Candidate(number, employer, is_resit), frozenset(items), frozenset(), new, seen)


def test_exposure_counts_every_form_and_overlap_the_first_ones():
    forms = [
        drawn(0, 0, "abcd", new=4),
        drawn(1, 0, "abce", new=1),
        drawn(2, 1, "afgh", new=4),
        drawn(0, 0, "fgha", new=2, seen=1, is_resit=True),
    ]
    found = figures("exam", forms, "abcdefghij", seconds=1.0, cpu_seconds=2.0)
    assert (found.people, found.employers, found.resits) == (3, 2, 1)
    assert (found.exposure[0], found.exposure[-1], found.never_given) == (0, 1, 2)
    assert (found.same_employer.pairs, found.same_employer.mean) == (1, 0.75)
    assert (found.other_employers.pairs, found.other_employers.mean) == (2, 0.25)
    assert found.all_pairs.mean == pytest.approx((0.75 + 0.25 + 0.25) / 3)
    assert found.new_at_first == 3
    assert (found.known_largest, found.largest_employer, found.known_median) == (8, 2, 6)
    assert found.seen_again == 1


def test_what_is_new_later_leaves_out_the_first_three_forms_of_each_employer():
    forms = [drawn(number, 0, "ab", new=new) for number, new in enumerate((2, 2, 2, 1, 0))]
    assert figures("exam", forms, "abc", seconds=1.0, cpu_seconds=1.0).new_later == 0.5


def test_people_of_one_employer_make_no_pairs_with_others():
    found = figures("exam", [drawn(0, 0, "ab"), drawn(1, 0, "bc")], "abc", seconds=1.0, cpu_seconds=1.0)
    assert found.other_employers.pairs == 0
    assert (found.same_employer.mean, found.same_employer.p99) == (0.5, 0.5)
