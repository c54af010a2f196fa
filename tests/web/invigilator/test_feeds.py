"""A stream tells the state of a room at once and at every change, to all who look, from one reading."""

import asyncio

import anyio
import pytest

from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt
from proeve.exams.journal.presence import Presence
from proeve.exams.rehearsal_checks import Outcome
from proeve.exams.rehearsals import Rehearsal
from proeve.web.invigilator import feeds as module
from proeve.web.invigilator.feeds import Feeds, read_news
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
def feeds(web_database, monkeypatch):
    monkeypatch.setattr(module, "READ_SECONDS", 0.02)
    monkeypatch.setattr(module, "PING_SECONDS", 0.2)
    return Feeds(web_database)


@pytest.fixture
def scope(lindehof):
    return Scope(1, Role.INVIGILATOR, frozenset({lindehof.id}))


async def _next(stream):
    with anyio.fail_after(PATIENCE_SECONDS):
        async for news in stream:
            if news is not None:
                return news
    return None


async def test_a_viewer_hears_the_state_at_once_and_then_what_changes(feeds, scope, room, web_database):
    anna = await room.at_it("Anna")
    stream = feeds.watch(scope, room.sitting.id)
    first = await _next(stream)
    assert list(first.seen) == [str(anna.enrolment_id)]
    async with web_database.unit_of_work() as session:
        (await session.get_one(Attempt, anna.id)).lease += 1
    second = await _next(stream)
    assert second.version != first.version
    await stream.aclose()


async def test_a_sign_of_life_is_told_without_another_version(scope, room, web_database):
    anna = await room.at_it("Anna")
    before = await read_news(web_database, scope, room.sitting.id)
    async with web_database.unit_of_work() as session:
        (await session.get_one(Presence, anna.id)).seen_ms += 1000
    after = await read_news(web_database, scope, room.sitting.id)
    assert after.version == before.version
    assert after.seen != before.seen


async def test_falling_silent_makes_another_version(scope, room, web_database):
    anna = await room.at_it("Anna")
    before = await read_news(web_database, scope, room.sitting.id)
    async with web_database.unit_of_work() as session:
        (await session.get_one(Presence, anna.id)).seen_ms -= 60_000
    assert (await read_news(web_database, scope, room.sitting.id)).version != before.version


async def test_a_rehearsal_that_is_finished_makes_the_version_that_the_page_then_has(
    scope, room, web_database, sign_in, lindehof
):
    person_id = (await room.invited("Anna")).person_id
    before = await read_news(web_database, scope, room.sitting.id)
    finished = {"done_at": clock.now(), "outcome": Outcome.READY, "checks": {}}
    await room.add(Rehearsal(person_id=person_id, device="Firefox op Windows", run="r", **finished))
    after = await read_news(web_database, scope, room.sitting.id)
    assert after.version != before.version
    visitor = await sign_in(Role.INVIGILATOR, lindehof)
    assert f'data-version="{after.version}"' in (await visitor.get(room.path)).text


async def test_who_comes_back_after_missing_events_hears_the_state_of_now(feeds, scope, room, web_database):
    anna = await room.at_it("Anna")
    stream = feeds.watch(scope, room.sitting.id)
    await _next(stream)
    await stream.aclose()
    async with web_database.unit_of_work() as session:
        (await session.get_one(Attempt, anna.id)).lease += 1
    back = feeds.watch(scope, room.sitting.id)
    assert await _next(back) == await read_news(web_database, scope, room.sitting.id)
    await back.aclose()


async def test_viewers_of_one_room_share_one_reading(feeds, scope, room, monkeypatch):
    reads = []

    async def counted(*arguments):
        reads.append(1)
        return await read_news(*arguments)

    monkeypatch.setattr(module, "read_news", counted)
    monkeypatch.setattr(module, "READ_SECONDS", 60)
    streams = [feeds.watch(scope, room.sitting.id) for _ in range(5)]
    for stream in streams:
        await _next(stream)
    assert len(reads) == 1
    for stream in streams:
        await stream.aclose()


async def test_the_reading_ends_with_its_last_viewer(feeds, scope, room):
    streams = [feeds.watch(scope, room.sitting.id) for _ in range(2)]
    for stream in streams:
        await _next(stream)
    (reading,) = [task for task in asyncio.all_tasks() if task.get_name() == f"room {room.sitting.id}"]
    await streams[0].aclose()
    assert not reading.done()
    await streams[1].aclose()
    assert reading.done()
    assert not reading.cancelled()


async def test_silence_is_filled_with_pings(feeds, scope, room):
    stream = feeds.watch(scope, room.sitting.id)
    await _next(stream)
    with anyio.fail_after(PATIENCE_SECONDS):
        assert await anext(stream) is None
    await stream.aclose()


async def test_stopping_ends_every_stream(feeds, scope, room):
    stream = feeds.watch(scope, room.sitting.id)
    await _next(stream)
    feeds.stop()
    with anyio.fail_after(PATIENCE_SECONDS):
        assert [news async for news in stream] == []


async def test_a_database_that_is_away_for_a_moment_ends_no_stream(feeds, scope, room, monkeypatch):
    tries = []

    async def away_at_first(*arguments):
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionError
        return await read_news(*arguments)

    monkeypatch.setattr(module, "read_news", away_at_first)
    stream = feeds.watch(scope, room.sitting.id)
    assert await _next(stream) is not None
    await stream.aclose()
