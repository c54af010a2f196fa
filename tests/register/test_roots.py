"""Every night the day's events get one digest; together the roots cover the chain without gaps."""

from datetime import UTC, date, datetime

import pytest

from certificates.merkle import merkle_root
from proeve.register.events import add_event, all_events_of
from proeve.register.roots import add_roots, all_roots, publish_roots


@pytest.fixture
async def certificate(make, jan):
    return await make.dated(jan, date(2029, 3, 10))


@pytest.fixture
async def happens(database, certificate, set_clock):
    """Let something happen at a moment in March 2026."""

    async def happens(day, hour=12):
        set_clock.moment = datetime(2026, 3, day, hour, tzinfo=UTC)
        async with database.unit_of_work() as session:
            return await add_event(session, certificate.id, "reminded")

    return happens


async def _add(database):
    async with database.unit_of_work() as session:
        return [(each.day.day, each.first_sequence, each.last_sequence) for each in await add_roots(session)]


async def test_a_day_gets_its_root_when_it_is_over(database, happens, set_clock):
    await happens(10)
    await happens(10, 15)
    assert await _add(database) == []
    set_clock.advance(days=1)
    assert await _add(database) == [(10, 1, 2)]
    assert await _add(database) == []


async def test_the_root_is_over_the_digests_in_their_order(database, certificate, happens, set_clock):
    for _ in range(3):
        await happens(10)
    set_clock.advance(days=1)
    await _add(database)
    async with database.reading() as session:
        (root,) = await all_roots(session)
        digests = [event.digest for event in await all_events_of(session, certificate.id)]
    assert (root.root, root.head) == (merkle_root(digests), digests[-1])


async def test_days_that_were_missed_each_get_their_own(database, happens, set_clock):
    for day in (10, 12, 12, 15):
        await happens(day)
    set_clock.advance(days=3)
    assert await _add(database) == [(10, 1, 1), (12, 2, 3), (15, 4, 4)]


async def test_the_day_is_the_dutch_one(database, happens, set_clock):
    await happens(10, 22)
    await happens(10, 23)  # Half past midnight by the clock on the wall.
    set_clock.advance(days=2)
    assert await _add(database) == [(10, 1, 1), (11, 2, 2)]


async def test_an_event_of_a_clock_that_is_behind_belongs_to_the_day_of_the_one_before(database, happens, set_clock):
    for day in (10, 12, 11, 13):
        await happens(day)
    set_clock.advance(days=1)
    assert await _add(database) == [(10, 1, 1), (12, 2, 3), (13, 4, 4)]


async def test_an_event_that_comes_after_its_root_waits_for_the_next(database, happens, set_clock):
    await happens(10)
    set_clock.advance(days=1)
    await _add(database)
    await happens(10)
    set_clock.moment = datetime(2026, 3, 11, 12, tzinfo=UTC)
    assert await _add(database) == []
    set_clock.advance(days=1)
    assert await _add(database) == [(11, 2, 2)]


async def test_the_nightly_job_does_it_once(make, database, happens, set_clock):
    await happens(10)
    set_clock.advance(days=1)
    for _ in range(2):
        await publish_roots(make.context)
    async with database.reading() as session:
        assert [root.day for root in await all_roots(session)] == [date(2026, 3, 10)]


async def test_without_events_there_are_no_roots(make, database, set_clock):
    await publish_roots(make.context)
    async with database.reading() as session:
        assert await all_roots(session) == []
