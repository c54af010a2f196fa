"""What is past its time is removed every night, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from proeve import registered
from proeve.core.cleaning import CLEANERS, clean_up
from proeve.core.jobs import JobContext
from proeve.core.rate_limits import LONGEST_WINDOW, RateLimit, count_try


async def keys(database) -> set[str]:
    async with database.reading() as session:
        return {row.key for row in await session.scalars(select(RateLimit))}


async def test_counts_of_windows_that_are_over_go(database, settings, set_clock):
    await count_try(database, "old", most=5, window=LONGEST_WINDOW)
    set_clock.advance(minutes=50)
    await count_try(database, "fresh", most=5, window=timedelta(minutes=15))
    await clean_up(JobContext(database, settings))
    assert await keys(database) == {"old", "fresh"}
    set_clock.advance(minutes=11)
    await clean_up(JobContext(database, settings))
    assert await keys(database) == {"fresh"}


async def test_no_count_is_forgotten_before_its_window_is_over(database):
    with pytest.raises(ValueError, match="forgotten"):
        await count_try(database, "slow", most=5, window=LONGEST_WINDOW + timedelta(seconds=1))


async def test_cleaning_an_empty_house_is_no_trouble(database, settings):
    await clean_up(JobContext(database, settings))


def test_every_room_says_what_goes():
    assert registered.rate_limits
    assert set(CLEANERS) == {
        "certificate_move",
        "question_upload",
        "rate_limit",
        "session",
        "sign_in_link",
        "staff_list",
    }
