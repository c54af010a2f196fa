"""Every event is one link of one chain, however many write at the same moment."""

from datetime import date

import anyio
import pytest
from sqlalchemy import select
from sqlmodel import col

from certificates.chain import find_breaks
from proeve.core import clock
from proeve.register.events import EventKind, RegisterEvent, add_event, all_events_of, find_head, read_chain


@pytest.fixture
async def certificate(make, jan):
    return await make.dated(jan, date(2027, 3, 10))


async def _add(database, certificate, kind="reminded", **facts):
    async with database.unit_of_work() as session:
        return await add_event(session, certificate.id, kind, **facts)


async def _chain(database):
    async with database.reading() as session:
        return [event.link() async for event in read_chain(session)]


async def test_an_event_names_the_certificate_by_number_and_file(database, certificate):
    event = await _add(database, certificate, EventKind.REVOKED, reason="fraud")
    assert (event.sequence, event.at, event.number) == (1, clock.now(), certificate.number)
    assert (event.file_sha256, event.facts) == (certificate.pdf_sha256, {"reason": "fraud"})


async def test_events_make_a_chain(database, certificate):
    for days in (90, 60, 30):
        await _add(database, certificate, days=days)
    links = await _chain(database)
    assert [link.event.facts["days"] for link in links] == [90, 60, 30]
    assert list(find_breaks(links)) == []
    async with database.reading() as session:
        head = await find_head(session)
    assert (head.sequence, head.digest) == (3, links[-1].digest)


async def test_many_who_write_at_once_make_one_chain(database, certificate):
    async with anyio.create_task_group() as together:
        for number in range(25):
            together.start_soon(lambda number=number: _add(database, certificate, days=number))
    links = await _chain(database)
    assert list(find_breaks(links)) == []
    assert sorted(link.event.facts["days"] for link in links) == list(range(25))


async def test_two_events_of_one_unit_of_work_follow_each_other(database, certificate):
    async with database.unit_of_work() as session:
        await add_event(session, certificate.id, EventKind.ISSUED)
        await add_event(session, certificate.id, EventKind.RENEWED)
    assert [link.event.kind for link in await _chain(database)] == ["issued", "renewed"]


async def test_what_is_not_committed_leaves_no_gap(database, certificate):
    async def fail():
        async with database.unit_of_work() as session:
            await add_event(session, certificate.id, EventKind.REVOKED)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await fail()
    await _add(database, certificate)
    assert [(link.event.sequence, link.event.kind) for link in await _chain(database)] == [(1, "reminded")]


async def test_a_long_chain_is_read_whole(database, certificate, monkeypatch):
    monkeypatch.setattr("proeve.register.events.READ_AT_ONCE", 2)
    for days in range(5):
        await _add(database, certificate, days=days)
    assert [link.event.sequence for link in await _chain(database)] == [1, 2, 3, 4, 5]


async def test_the_events_of_one_certificate_are_told_apart(database, make, jan, certificate):
    other = await make.dated(jan, date(2027, 3, 10))
    for each in (certificate, other, certificate):
        await _add(database, each)
    async with database.reading() as session:
        assert [event.sequence for event in await all_events_of(session, certificate.id)] == [1, 3]


@pytest.mark.parametrize("facts", [{"name": "Jan van der Berg"}, {"to": "jan@voorbeeld.example"}])
async def test_texts_do_not_get_into_the_chain(database, certificate, facts):
    with pytest.raises(ValueError, match="codes, not texts"):
        await _add(database, certificate, **facts)
    with pytest.raises(ValueError, match="no kind"):
        await _add(database, certificate, "no kind")
    async with database.reading() as session:
        assert list(await session.scalars(select(col(RegisterEvent.sequence)))) == []
