"""How long an attempt lasts and until when answers come in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.exams.timing import allowed_seconds, deadline, is_open, is_overdue

MOMENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("minutes", "percent", "extra", "expected"),
    [(90, 25, 0, 113), (40, 0, 0, 40), (40, 25, 0, 50), (41, 25, 0, 52), (40, 0, 15, 55), (90, 25, 10, 123)],
)
def test_extra_time_is_rounded_up_to_whole_minutes(minutes, percent, extra, expected):
    assert allowed_seconds(minutes, extra_percent=percent, extra_minutes=extra) == expected * 60


@given(st.integers(1, 600), st.integers(0, 200), st.integers(0, 240))
def test_nobody_gets_less_than_the_percentage_promises_or_a_minute_more(minutes, percent, extra):
    allowed = allowed_seconds(minutes, extra_percent=percent, extra_minutes=extra)
    exact = minutes * (100 + percent) * 60 / 100 + extra * 60
    assert exact <= allowed < exact + 60
    assert allowed % 60 == 0


def test_the_deadline_is_the_start_with_own_and_granted_time():
    assert deadline(MOMENT, allowed=2400, granted=300) == MOMENT + timedelta(minutes=45)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(MOMENT - SECOND, False), (MOMENT, True), (MOMENT + SECOND, True), (MOMENT + 2 * SECOND, False)],
)
def test_people_start_from_the_opening_until_just_before_the_closing(moment, expected):
    assert is_open(moment, opens_at=MOMENT, closes_at=MOMENT + 2 * SECOND) is expected


@pytest.mark.parametrize(("seconds", "expected"), [(0, False), (30, False), (30.000001, True)])
def test_an_attempt_is_overdue_after_the_deadline_and_the_grace(seconds, expected):
    assert is_overdue(MOMENT + timedelta(seconds=seconds), MOMENT) is expected
