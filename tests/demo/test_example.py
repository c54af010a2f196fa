"""The example looks as if people had made it."""

from datetime import UTC, datetime

import pytest

from proeve.core import dutch
from proeve.demo.example import window_around


@pytest.mark.parametrize(
    ("moment", "opens", "closes"),
    [
        (datetime(2026, 3, 10, 9, 37, 12, 345, tzinfo=UTC), "10 maart 2026 om 09:00", "24 maart 2026 om 09:00"),
        (datetime(2026, 3, 20, 23, 59, tzinfo=UTC), "21 maart 2026 om 09:00", "4 april 2026 om 09:00"),
        (datetime(2026, 10, 24, 6, 1, tzinfo=UTC), "24 oktober 2026 om 09:00", "7 november 2026 om 09:00"),
    ],
)
def test_a_window_opens_and_closes_in_the_morning_also_across_a_change_of_the_clock(moment, opens, closes):
    assert [dutch.moment(each) for each in window_around(moment)] == [opens, closes]
