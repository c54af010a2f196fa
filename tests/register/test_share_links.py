"""A holder shows a certificate by a link: until a day, or until it is taken back; and sees how often it was opened."""

from datetime import date, timedelta

import pytest

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.register.share_links import (
    MOST_LINKS,
    add_share_link,
    all_share_links,
    open_share_link,
    share_url,
    withdraw_share_link,
)


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan, passed_on=date(2026, 3, 9))


@pytest.fixture
def holder(jan):
    return Scope(jan.person_id, Role.EMPLOYEE)


@pytest.fixture
def add(database, settings, holder, certificate):
    async def add(*, days=7, scope=holder, settings=settings):
        async with database.unit_of_work() as session:
            ends_on = clock.today() + timedelta(days=days)
            return await add_share_link(session, settings, scope, certificate.id, ends_on=ends_on)

    return add


@pytest.fixture
def visit(database, settings):
    async def visit(link, settings=settings):
        async with database.unit_of_work() as session:
            token = share_url(settings, link).rpartition("/")[2]
            return await open_share_link(session, token.upper())

    return visit


async def test_a_link_shows_everything_that_is_printed_and_counts(database, add, visit, holder, certificate):
    link = await add()
    for _ in range(2):
        _, full = await visit(link)
    assert (full.holder, full.verdict.number) == (certificate.holder, certificate.number)
    async with database.reading() as session:
        (counted,) = await all_share_links(session, holder, certificate.id)
    assert (counted.opened, counted.last_opened_at) == (2, clock.now())


async def test_a_link_works_through_its_last_day(add, visit, set_clock):
    link = await add(days=1)
    set_clock.advance(days=1)
    await visit(link)
    set_clock.advance(days=1)
    with pytest.raises(NotFound, match="werkt niet"):
        await visit(link)


async def test_a_link_that_was_taken_back_works_no_more(database, add, visit, holder, certificate):
    link = await add()
    async with database.unit_of_work() as session:
        await withdraw_share_link(session, holder, certificate.id, link.id)
    with pytest.raises(NotFound, match="werkt niet"):
        await visit(link)


async def test_after_a_move_the_link_goes_on_and_is_the_new_account_s_to_take_back(
    database, add, visit, certificate, jan, take_along
):
    before, link = Scope(jan.person_id, Role.EMPLOYEE), await add()
    mine = Scope((await take_along(jan)).id, Role.EMPLOYEE)
    await visit(link)
    async with database.unit_of_work() as session:
        assert [each.opened for each in await all_share_links(session, mine, certificate.id)] == [1]
        with pytest.raises(NotFound):
            await withdraw_share_link(session, before, certificate.id, link.id)
        await withdraw_share_link(session, mine, certificate.id, link.id)
    with pytest.raises(NotFound, match="werkt niet"):
        await visit(link)


async def test_nobody_else_makes_or_takes_back_a_link(database, add, make, linde, certificate, operator):
    other = await make.staff_member(linde, "Piet||Post")
    link = await add()
    for scope in (Scope(other.person_id, Role.EMPLOYEE), operator):
        with pytest.raises(NotFound):
            await add(scope=scope)
        async with database.unit_of_work() as session:
            with pytest.raises(NotFound):
                await withdraw_share_link(session, scope, certificate.id, link.id)
            with pytest.raises(NotFound):
                await all_share_links(session, scope, certificate.id)


@pytest.mark.parametrize("days", [-1, 367])
async def test_a_link_ends_between_today_and_a_year_from_now(add, days):
    with pytest.raises(Invalid):
        await add(days=days)


async def test_there_is_an_end_to_the_number_of_links(add):
    for _ in range(MOST_LINKS):
        await add()
    with pytest.raises(Conflict, match="Trek er eerst een in"):
        await add()
