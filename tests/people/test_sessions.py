"""A session lives while it is used, never too long, and ends when it is ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from proeve.core.audit import AuditEvent
from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.scope import Role
from proeve.core.tokens import token_hash
from proeve.people.persons import Person, add_person, find_person
from proeve.people.roles import grant_role, revoke_role
from proeve.people.sessions import Session, all_sessions, find_live_session
from proeve.people.signing_in import end_all_sessions, end_session, open_session, switch_role


@pytest.fixture
async def token(database: Database, fatima: Person) -> str:
    """The cookie of a browser in which Fatima is signed in."""
    return await _open(database, fatima)


async def _open(database: Database, person: Person) -> str:
    async with database.unit_of_work() as session:
        return await open_session(session, person.id, user_agent="Firefox\x00")


async def _grant(database: Database, person: Person, role: Role, corporation_id: int | None = None) -> None:
    async with database.unit_of_work() as session:
        await grant_role(session, person.id, role, corporation_id, granted_by=None)


async def test_the_cookie_tells_who_is_signed_in(database: Database, fatima: Person, token: str) -> None:
    live = await find_live_session(database, token)
    assert (live.person.id, live.person_name, live.scope.role) == (fatima.id, "Fatima el Amrani", Role.EMPLOYEE)
    assert await find_live_session(database, "verzonnen") is None


async def test_only_the_hash_of_the_cookie_is_stored(database: Database, token: str) -> None:
    async with database.reading() as session:
        row = await session.scalar(select(Session))
    assert (row.token_hash, row.user_agent) == (token_hash(token), "Firefox")


async def test_a_session_that_is_used_goes_on(database: Database, fatima: Person, set_clock) -> None:
    token = await _open(database, fatima)
    for _ in range(3):
        set_clock.advance(hours=11, minutes=59)
        assert await find_live_session(database, token) is not None


async def test_a_session_left_alone_for_twelve_hours_is_over(database: Database, fatima: Person, set_clock) -> None:
    token = await _open(database, fatima)
    set_clock.advance(hours=12)
    assert await find_live_session(database, token) is None


async def test_no_session_outlives_a_week(database: Database, fatima: Person, set_clock) -> None:
    token = await _open(database, fatima)
    for _ in range(7 * 24 - 1):
        set_clock.advance(hours=1)
        assert await find_live_session(database, token) is not None
    set_clock.advance(hours=1)
    assert await find_live_session(database, token) is None


async def test_being_seen_is_written_once_a_minute_at_most(database: Database, fatima: Person, set_clock) -> None:
    started_at = set_clock.moment
    token = await _open(database, fatima)

    async def seen_after(seconds: int) -> timedelta:
        set_clock.advance(seconds=seconds)
        await find_live_session(database, token)
        async with database.reading() as session:
            return await session.scalar(select(Session.seen_at)) - started_at

    assert await seen_after(59) == timedelta(0)
    assert await seen_after(1) == timedelta(minutes=1)


async def test_who_is_signed_in_can_read_on_while_nothing_can_be_written(
    database: Database, fatima: Person, set_clock, monkeypatch
) -> None:
    token = await _open(database, fatima)
    set_clock.advance(minutes=2)

    async def full_disk(*_) -> None:
        raise OperationalError("UPDATE", {}, Exception("database or disk is full"))

    monkeypatch.setattr("proeve.people.sessions.note_seen", full_disk)
    assert (await find_live_session(database, token)).person.id == fatima.id


async def test_a_session_that_is_ended_is_over_and_cannot_be_ended_again(
    database: Database, fatima: Person, token: str
) -> None:
    live = await find_live_session(database, token)
    async with database.unit_of_work() as session:
        await end_session(session, live.session_id, person_id=fatima.id)
    assert await find_live_session(database, token) is None
    with pytest.raises(NotFound):
        async with database.unit_of_work() as session:
            await end_session(session, live.session_id, person_id=fatima.id)


async def test_somebody_elses_session_cannot_be_ended(database: Database, fatima: Person, token: str) -> None:
    live = await find_live_session(database, token)
    with pytest.raises(NotFound):
        async with database.unit_of_work() as session:
            await end_session(session, live.session_id, person_id=fatima.id + 1)
    assert await find_live_session(database, token) is not None


async def test_all_sessions_of_one_person_end_but_the_one_that_is_kept(
    database: Database, fatima: Person, token: str
) -> None:
    async with database.unit_of_work() as session:
        joke = await add_person(session, email="joke@delinde.example", given_name="Joke", family_name="Bos")
    other, of_joke = await _open(database, fatima), await _open(database, joke)
    kept = await find_live_session(database, token)
    async with database.unit_of_work() as session:
        await end_all_sessions(session, fatima.id, ended_by=fatima.id, except_session_id=kept.session_id)
    assert await find_live_session(database, token) is not None
    assert await find_live_session(database, other) is None
    assert await find_live_session(database, of_joke) is not None
    async with database.unit_of_work() as session:
        await end_all_sessions(session, fatima.id, ended_by=fatima.id)
    assert await find_live_session(database, token) is None


async def test_live_sessions_are_listed_with_the_last_used_first(database: Database, fatima: Person, set_clock) -> None:
    first, second, gone = [await _open(database, fatima) for _ in range(3)]
    ended = await find_live_session(database, gone)
    set_clock.advance(minutes=5)
    await find_live_session(database, first)
    async with database.unit_of_work() as session:
        await end_session(session, ended.session_id, person_id=fatima.id)
    async with database.reading() as session:
        hashes = [row.token_hash for row in await all_sessions(session, fatima.id)]
    assert hashes == [token_hash(first), token_hash(second)]


async def test_a_blocked_person_is_signed_out(database: Database, fatima: Person, token: str) -> None:
    async with database.unit_of_work() as session:
        person = await find_person(session, fatima.id)
        person.blocked_at = person.created_at
    assert await find_live_session(database, token) is None


async def test_people_start_in_the_role_they_most_likely_came_for(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    await _grant(database, fatima, Role.EMPLOYEE, corporation_ids[0])
    await _grant(database, fatima, Role.ADMINISTRATOR, corporation_ids[1])
    live = await find_live_session(database, await _open(database, fatima))
    assert (live.scope.role, live.scope.corporation_id) == (Role.ADMINISTRATOR, corporation_ids[1])


async def test_a_role_that_is_held_can_be_worked_in_and_is_remembered(
    database: Database, fatima: Person, corporation_ids: list[int], token: str
) -> None:
    for corporation_id in corporation_ids:
        await _grant(database, fatima, Role.ADMINISTRATOR, corporation_id)
    await _grant(database, fatima, Role.TRAINER, corporation_ids[0])
    live = await find_live_session(database, token)
    async with database.unit_of_work() as session:
        await switch_role(session, live.session_id, Role.ADMINISTRATOR, corporation_ids[1])
    for cookie in (token, await _open(database, fatima)):
        scope = (await find_live_session(database, cookie)).scope
        assert (scope.role, scope.corporation_id) == (Role.ADMINISTRATOR, corporation_ids[1])


async def test_a_role_that_is_not_held_cannot_be_worked_in(
    database: Database, fatima: Person, corporation_ids: list[int], token: str
) -> None:
    await _grant(database, fatima, Role.ADMINISTRATOR, corporation_ids[0])
    live = await find_live_session(database, token)
    for role, corporation_id in ((Role.OPERATOR, None), (Role.ADMINISTRATOR, corporation_ids[1])):
        with pytest.raises(NotFound):
            async with database.unit_of_work() as session:
                await switch_role(session, live.session_id, role, corporation_id)


async def test_who_loses_a_role_is_an_employee_from_the_next_page_on(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    await _grant(database, fatima, Role.TRAINER, corporation_ids[0])
    token = await _open(database, fatima)
    async with database.unit_of_work() as session:
        await revoke_role(session, fatima.id, Role.TRAINER, corporation_ids[0], revoked_by=None)
    assert (await find_live_session(database, token)).scope.role is Role.EMPLOYEE
    assert (await find_live_session(database, await _open(database, fatima))).scope.role is Role.EMPLOYEE


async def test_signing_in_and_out_is_logged(database: Database, fatima: Person, token: str) -> None:
    live = await find_live_session(database, token)
    async with database.unit_of_work() as session:
        await switch_role(session, live.session_id, Role.EMPLOYEE)
        await end_session(session, live.session_id, person_id=fatima.id)
    async with database.reading() as session:
        events = list(await session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
    assert [event.action for event in events] == ["session.open", "session.switch_role", "session.end"]
    assert {event.actor_id for event in events} == {fatima.id}
