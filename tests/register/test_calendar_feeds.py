"""The calendar feed: a secret address with numbers and no names, and a new one when the old became known."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.register.calendar_feeds import end_feed, find_feed_address, read_feed, renew_feed

TODAY = date(2026, 3, 10)


@pytest.fixture
async def administrator(make, linde):
    person = await make.role_holder(Role.ADMINISTRATOR, linde)
    return Scope(person.id, Role.ADMINISTRATOR, frozenset({linde.id}))


@pytest.fixture
def renew(make, administrator):
    async def renew():
        async with make.database.unit_of_work() as session:
            return await renew_feed(session, administrator, make.context.settings)

    return renew


@pytest.fixture
def read(make):
    async def read(address):
        token = re.fullmatch(r".*/agenda/([a-z2-7]{32})/certificaten\.ics", address)[1]
        async with make.database.reading() as session:
            return await read_feed(session, make.context.settings, token)

    return read


async def test_without_one_there_is_no_address(make, administrator):
    async with make.database.reading() as session:
        assert await find_feed_address(session, administrator, make.context.settings) is None


async def test_the_address_can_be_told_again_and_shows_days_with_numbers(make, linde, vecht, jan, renew, read):
    address = await renew()
    an = await make.staff_member(linde, "An||Aarts")
    await make.dated(jan, TODAY + timedelta(days=30))
    await make.dated(an, TODAY + timedelta(days=30))
    await make.dated(await make.staff_member(vecht), TODAY + timedelta(days=30))
    corporation, days = await read(address)
    assert corporation.id == linde.id
    assert [(each.day, each.title) for each in days] == [
        (date(2026, 4, 9), "2 certificaten Klantgericht werken: laatste dag")
    ]
    assert days[0].url.endswith("/beheer/naleving?toets=klantgericht-werken&van=2026-04-09&voor=2026-04-10")
    assert not any("Aarts" in str(each) or "Berg" in str(each) for each in days)


async def test_a_new_address_ends_the_old_one(make, administrator, renew, read):
    old, new = await renew(), await renew()
    assert old != new
    async with make.database.reading() as session:
        assert await find_feed_address(session, administrator, make.context.settings) == new
    assert (await read(new))[1] == []
    with pytest.raises(NotFound):
        await read(old)


async def test_an_ended_feed_shows_nothing(make, administrator, renew, read):
    address = await renew()
    async with make.database.unit_of_work() as session:
        await end_feed(session, administrator)
    with pytest.raises(NotFound):
        await read(address)


async def test_under_another_secret_key_the_address_works_but_is_not_told(make, administrator, renew, read):
    address = await renew()
    other = replace(make.context.settings, secret_key=b"another key")
    async with make.database.reading() as session:
        assert await find_feed_address(session, administrator, other) is None
    assert (await read(address))[0].name == "Woonstichting De Linde"
