"""Moments as people say them, on the stopped clock: Tuesday 10 March 2026, 10:00 in the Netherlands."""

from datetime import datetime

import pytest

from proeve.core.clock import AMSTERDAM
from proeve.web.candidate.moments import moment_words, on_day_words, until_words, window_words

pytestmark = pytest.mark.usefixtures("set_clock")


def at(day: int, hour: int = 0, minute: int = 0, *, month: int = 3, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(10, 17), "vandaag om 17:00 uur"),
        (at(11, 9), "morgen om 09:00 uur"),
        (at(13, 9, 30), "op vrijdag 13 maart om 09:30 uur"),
        (at(4, 9, month=1, year=2027), "op maandag 4 januari 2027 om 09:00 uur"),
    ],
)
def test_a_moment_is_near_or_has_its_date(moment, words):
    assert moment_words(moment) == words


def test_a_day_of_the_past_has_its_date():
    assert on_day_words(at(2)) == "op maandag 2 maart"


@pytest.mark.parametrize(
    ("closes_at", "words"),
    [
        (at(10, 17), "tot vandaag 17:00 uur"),
        (at(13, 17), "tot vrijdag 13 maart 17:00 uur"),
        (at(14), "tot en met vrijdag 13 maart"),
        (at(11), "tot en met vandaag"),
    ],
)
def test_the_end_of_a_day_belongs_to_that_day(closes_at, words):
    assert until_words(closes_at) == words


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "words"),
    [
        (at(10, 9), at(10, 17), "vandaag van 09:00 tot 17:00 uur"),
        (at(12, 9), at(12, 17), "donderdag 12 maart van 09:00 tot 17:00 uur"),
        (at(12), at(13), "donderdag 12 maart"),
        (at(9), at(14), "maandag 9 maart t/m vrijdag 13 maart"),
        (at(9, 9), at(14), "maandag 9 maart 09:00 uur t/m vrijdag 13 maart"),
        (at(9, 9), at(13, 17), "maandag 9 maart 09:00 uur tot vrijdag 13 maart 17:00 uur"),
        (at(30), at(1, month=4), "maandag 30 maart t/m dinsdag 31 maart"),
    ],
)
def test_a_window_is_hours_of_a_day_or_days_or_two_moments(opens_at, closes_at, words):
    assert window_words(opens_at, closes_at) == words
