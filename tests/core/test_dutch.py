"""What people read about a moment is right, also in the two nights a year in which the clock changes."""

from datetime import UTC, datetime, timedelta

import pytest

from proeve.core import clock, dutch

MARCH = datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_ordinary_moment_is_written_plainly():
    moment = datetime(2026, 3, 10, 8, 30, 5, tzinfo=UTC)
    assert dutch.moment(moment) == "10 maart 2026 om 09:30"
    assert (dutch.time(moment), dutch.exact_time(moment)) == ("09:30", "09:30:05")


def test_when_summer_time_begins_the_hour_that_is_skipped_is_never_written():
    assert dutch.exact_moment(MARCH) == "29 maart 2026 om 01:59:30"
    assert dutch.exact_moment(MARCH + timedelta(minutes=1)) == "29 maart 2026 om 03:00:30"


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (-31, "01:59"),
        (-30, "02:00 (zomertijd)"),
        (0, "02:30 (zomertijd)"),
        (30, "02:00 (wintertijd)"),
        (60, "02:30 (wintertijd)"),
        (89, "02:59 (wintertijd)"),
        (90, "03:00"),
    ],
)
def test_of_the_hour_that_exists_twice_it_says_which(minutes, written):
    moment = OCTOBER + timedelta(minutes=minutes)
    assert dutch.time(moment) == written
    assert dutch.moment(moment) == f"25 oktober 2026 om {written}"


@pytest.mark.parametrize(("hour", "minute", "expected"), [(1, 59, True), (2, 0, False), (2, 59, False), (3, 0, True)])
def test_the_hour_that_is_skipped_does_not_exist(hour, minute, expected):
    assert clock.exists(datetime(2026, 3, 29, hour, minute, tzinfo=clock.AMSTERDAM)) is expected


def test_the_hour_that_comes_twice_exists():
    assert clock.exists(datetime(2026, 10, 25, 2, 30, tzinfo=clock.AMSTERDAM))
    assert clock.exists(datetime(2026, 10, 25, 2, 30, tzinfo=clock.AMSTERDAM, fold=1))
