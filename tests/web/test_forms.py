"""A form reads what people type, and says what to do with the rest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import FormMultiDict

from proeve.web.forms import Form


def form(**fields: str) -> Form:
    return Form(FormMultiDict(fields))


@given(st.integers(min_value=-5, max_value=60))
def test_a_whole_number_within_its_bounds_is_read(number):
    filled_in = form(minutes=str(number))
    assert filled_in.number("minutes", least=-5, most=60) == number
    assert not filled_in.problems


@pytest.mark.parametrize("typed", ["--5", "-", "5-", "²", "1e3", "61", "9" * 200, "9" * 5000])
def test_what_is_no_number_of_minutes_is_told_so(typed):
    filled_in = form(minutes=typed)
    filled_in.number("minutes", least=0, most=60)
    assert filled_in.problems == {"minutes": "Vul een heel getal in van 0 tot en met 60."}


def test_a_day_of_our_time_is_read():
    assert form(day="2026-03-10").day("day") == date(2026, 3, 10)


@pytest.mark.parametrize("typed", ["10-03-2026", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_nobody_means_is_told_so(typed):
    filled_in = form(day=typed, time="00:00")
    assert filled_in.moment("day", "time") is None
    assert filled_in.problems == {"day": "Vul een datum in als 10-03-2026."}


def test_text_comes_without_the_sign_that_postgresql_refuses():
    assert form(reason="storing\0 in de zaal").text("reason") == "storing in de zaal"


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("2026-03-10", "09:30", datetime(2026, 3, 10, 8, 30, tzinfo=UTC)),
        ("2026-03-29", "03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25", "02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25", "03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_utc_and_of_an_hour_that_comes_twice_the_first(day, time, expected):
    moment = form(day=day, time=time).moment("day", "time")
    assert moment == expected
    assert moment.utcoffset() == timedelta()


def test_a_time_that_the_clock_skips_is_told_so():
    filled_in = form(day="2026-03-29", time="02:30")
    assert filled_in.moment("day", "time") is None
    assert filled_in.problems["time"].startswith("Deze tijd bestaat niet")
