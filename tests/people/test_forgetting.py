"""Sessions and links that are over go; what still says something stays."""

from sqlalchemy import select
from sqlmodel import col

from proeve.core.database import Database
from proeve.core.scope import Role
from proeve.people.forgetting import forget_links, forget_sessions
from proeve.people.persons import Person
from proeve.people.roles import grant_role
from proeve.people.sessions import Session
from proeve.people.sign_in_links import SignInLink, draw_link, use_link
from proeve.people.signing_in import open_session, switch_role


async def _open(database: Database, person: Person) -> None:
    async with database.unit_of_work() as session:
        await open_session(session, person.id)


async def _draw(database: Database, person: Person) -> str:
    async with database.unit_of_work() as session:
        return await draw_link(session, person.id)


async def _forget(database: Database, forget) -> int:
    async with database.unit_of_work() as session:
        return await forget(session)


async def _ids(database: Database, table: type) -> list[int]:
    async with database.reading() as session:
        return list(await session.scalars(select(col(table.id)).order_by(col(table.id))))


async def test_expired_sessions_go_and_live_ones_stay(database: Database, fatima: Person, set_clock) -> None:
    await _open(database, fatima)
    set_clock.advance(hours=11)
    await _open(database, fatima)
    await _open(database, fatima)
    set_clock.advance(hours=1, seconds=1)
    assert await _forget(database, forget_sessions) == 1
    assert await _ids(database, Session) == [2, 3]


async def test_the_last_session_stays_and_still_says_in_which_role_to_start(
    database: Database, fatima: Person, corporation_ids, set_clock
) -> None:
    async with database.unit_of_work() as session:
        for role in (Role.ADMINISTRATOR, Role.TRAINER):
            await grant_role(session, fatima.id, role, corporation_ids[0], granted_by=None)
    await _open(database, fatima)
    await _open(database, fatima)
    async with database.unit_of_work() as session:
        await switch_role(session, 2, Role.TRAINER)
    set_clock.advance(days=8)
    assert await _forget(database, forget_sessions) == 1
    await _open(database, fatima)
    async with database.reading() as session:
        assert (await session.get_one(Session, 3)).role == Role.TRAINER


async def test_used_and_expired_links_go_after_thirty_days(database: Database, fatima: Person, set_clock) -> None:
    used = await _draw(database, fatima)
    async with database.unit_of_work() as session:
        await use_link(session, used)
    await _draw(database, fatima)
    set_clock.advance(days=1)
    await _draw(database, fatima)
    set_clock.advance(days=29)
    assert await _forget(database, forget_links) == 0
    set_clock.advance(seconds=1)
    assert await _forget(database, forget_links) == 2
    assert await _ids(database, SignInLink) == [3]
