"""Shares with their margins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.reporting.tallies import FEWEST_DECISIONS, Sums, Tally

tallies = st.integers(1, 5000).flatmap(lambda of: st.builds(Tally, st.integers(0, of), st.just(of)))


def test_the_interval_is_that_of_the_published_example():
    """Newcombe (1998), table I, method 3: 81 of 263, and 0 of 20."""
    interval = Tally(81, 263).interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)
    interval = Tally(0, 20).interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0, 0.1611)


@given(tallies)
def test_the_share_lies_in_its_interval_and_the_interval_between_none_and_all(tally):
    interval = tally.interval
    assert 0 <= interval.low <= tally.share + 1e-12
    assert tally.share - 1e-12 <= interval.high <= 1


@given(tallies)
def test_nothing_differs_from_itself(tally):
    assert not tally.differs_from(tally)


def test_a_difference_must_be_more_than_chance():
    assert not Tally(6, 10).differs_from(Tally(4, 10))
    assert Tally(60, 100).differs_from(Tally(30, 100))
    assert Tally(30, 100).differs_from(Tally(60, 100))


def test_ten_decisions_are_enough():
    assert Tally(1, FEWEST_DECISIONS).is_enough
    assert not Tally(9, 9).is_enough


def sums_of(counts):
    xs, ns = zip(*counts, strict=True)
    pairs = list(zip(xs, ns, strict=True))
    return Sums(
        len(pairs), sum(xs), sum(ns), sum(x * x for x in xs), sum(x * n for x, n in pairs), sum(n * n for n in ns)
    )


def test_people_who_are_all_of_one_kind_are_worth_one_decision_each():
    """Ten people of whom five always do it and five never: that is no more than ten observations."""
    tally = sums_of([(10, 10), (0, 10)] * 5).tally()
    assert (tally.count, tally.of) == (50, 100)
    assert tally.worth == pytest.approx(9)


def test_people_who_are_all_alike_are_worth_all_their_decisions():
    assert sums_of([(5, 10)] * 10).tally().worth == 100


@given(st.lists(st.integers(1, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1))
def test_nothing_is_ever_worth_more_than_it_is(counts):
    tally = sums_of(counts).tally()
    assert tally.worth is None or 0 < tally.worth <= tally.of
    interval = tally.interval
    assert 0 <= interval.low <= interval.high <= 1
    assert (
        interval.high - interval.low
        >= Tally(tally.count, tally.of).interval.high - Tally(tally.count, tally.of).interval.low - 1e-12
    )
