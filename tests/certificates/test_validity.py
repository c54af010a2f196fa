from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.validity import last_valid_day, last_valid_day_after_renewal

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
terms = st.integers(min_value=1, max_value=120)


@pytest.mark.parametrize(
    ("passed_on", "months", "last_day"),
    [
        (date(2026, 11, 21), 36, date(2029, 11, 21)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 36, date(2031, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_validity_ends_on_the_same_day_of_a_later_month(passed_on, months, last_day):
    assert last_valid_day(passed_on, months) == last_day


@given(days, terms)
def test_the_term_is_never_longer_than_its_months_and_at_most_three_days_shorter(passed_on, months):
    last_day = last_valid_day(passed_on, months)
    assert (last_day.year - passed_on.year) * 12 + last_day.month - passed_on.month == months
    assert 0 <= passed_on.day - last_day.day <= 3


@given(days, terms, st.integers(min_value=0, max_value=90))
def test_renewing_in_the_window_loses_no_day(previous_last_day, months, early):
    renewed = last_valid_day_after_renewal(
        previous_last_day - timedelta(days=early), months, previous_last_day=previous_last_day, window_days=90
    )
    assert renewed == last_valid_day(previous_last_day, months)


@given(days, terms, st.one_of(st.integers(91, 900), st.integers(-900, -1)))
def test_renewing_before_the_window_or_after_expiry_counts_from_the_day_of_passing(previous_last_day, months, early):
    passed_on = previous_last_day - timedelta(days=early)
    renewed = last_valid_day_after_renewal(passed_on, months, previous_last_day=previous_last_day, window_days=90)
    assert renewed == last_valid_day(passed_on, months)
