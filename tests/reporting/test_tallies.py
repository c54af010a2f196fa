"""Shares with their margins."""

from hypothesis import given
from hypothesis import strategies as st

from proeve.reporting.tallies import FEWEST_DECISIONS, Tally

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
