"""Somebody who is blocked is out at once, everywhere, and comes back with the same roles; each time with a reason."""

import asyncio

import pytest

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.people.blocking import Blocking, all_blockings, block_person, unblock_person
from proeve.people.persons import Person, add_person
from proeve.people.roles import grant_role
from proeve.people.sessions import find_live_session
from proeve.people.sign_in_links import draw_link, use_link
from proeve.people.signing_in import open_session

REASON = "Telefoon gestolen."


async def _operator(database: Database, given_name: str) -> Scope:
    async with database.unit_of_work() as session:
        email = f"{given_name.lower()}@proeve.example"
        person = await add_person(session, email=email, given_name=given_name, family_name="Prins")
        await grant_role(session, person.id, Role.OPERATOR, granted_by=None)
    return Scope(person.id, Role.OPERATOR)


@pytest.fixture
async def olga(database: Database) -> Scope:
    return await _operator(database, "Olga")


async def _block(database: Database, scope: Scope, person_id: int, reason: str = REASON) -> Person:
    async with database.unit_of_work() as session:
        return await block_person(session, scope, person_id, reason=reason)


async def _unblock(database: Database, scope: Scope, person_id: int, reason: str = "Nieuwe telefoon.") -> Person:
    async with database.unit_of_work() as session:
        return await unblock_person(session, scope, person_id, reason=reason)


async def _open(database: Database, person_id: int) -> str:
    async with database.unit_of_work() as session:
        return await open_session(session, person_id)


async def test_no_session_and_no_link_of_theirs_works_any_more(database: Database, olga: Scope, fatima: Person) -> None:
    tokens = [await _open(database, fatima.id) for _ in range(2)]
    async with database.unit_of_work() as session:
        link = await draw_link(session, fatima.id)
    await _block(database, olga, fatima.id)
    assert [await find_live_session(database, token) for token in tokens] == [None, None]
    with pytest.raises(Conflict):
        async with database.unit_of_work() as session:
            await use_link(session, link)


async def test_who_is_let_in_again_signs_in_anew_with_the_same_roles(
    database: Database, olga: Scope, fatima: Person, corporation_ids
) -> None:
    async with database.unit_of_work() as session:
        await grant_role(session, fatima.id, Role.TRAINER, corporation_ids[0], granted_by=None)
    before = await _open(database, fatima.id)
    await _block(database, olga, fatima.id)
    await _unblock(database, olga, fatima.id)
    assert await find_live_session(database, before) is None
    live = await find_live_session(database, await _open(database, fatima.id))
    assert live.scope.role is Role.TRAINER


async def test_it_is_kept_when_and_why_and_by_whom(database: Database, olga: Scope, fatima: Person, set_clock) -> None:
    blocked_at = set_clock.moment
    await _block(database, olga, fatima.id, f" {REASON} ")
    unblocked_at = set_clock.advance(days=1)
    await _unblock(database, olga, fatima.id)
    async with database.reading() as session:
        assert await all_blockings(session, fatima.id) == [
            Blocking(unblocked_at, is_block=False, reason="Nieuwe telefoon.", by="Olga Prins"),
            Blocking(blocked_at, is_block=True, reason=REASON, by="Olga Prins"),
        ]


@pytest.mark.parametrize("reason", ["", "  \u200b ", "x" * 501])
async def test_a_reason_is_needed_and_not_a_novel(database: Database, olga: Scope, fatima: Person, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        await _block(database, olga, fatima.id, reason)
    assert set(refusal.value.problems) == {"reason"}
    await _block(database, olga, fatima.id)
    with pytest.raises(Invalid):
        await _unblock(database, olga, fatima.id, reason)


async def test_nobody_is_blocked_or_let_in_twice(database: Database, olga: Scope, fatima: Person) -> None:
    with pytest.raises(Conflict, match="is niet geblokkeerd"):
        await _unblock(database, olga, fatima.id)
    await _block(database, olga, fatima.id)
    with pytest.raises(Conflict, match="is al geblokkeerd"):
        await _block(database, olga, fatima.id)


async def test_an_operator_does_not_lock_themselves_out(database: Database, olga: Scope) -> None:
    with pytest.raises(Conflict, match="uzelf"):
        await _block(database, olga, olga.person_id)


async def test_of_two_operators_who_block_each_other_one_remains(database: Database, olga: Scope) -> None:
    pieter = await _operator(database, "Pieter")
    ends = await asyncio.gather(
        _block(database, olga, pieter.person_id), _block(database, pieter, olga.person_id), return_exceptions=True
    )
    assert sorted(type(end).__name__ for end in ends) == ["NotFound", "Person"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
async def test_nobody_but_an_operator_blocks(database: Database, fatima: Person, corporation_ids, role: Role) -> None:
    scope = Scope(fatima.id, role, frozenset(corporation_ids))
    other = await _operator(database, "Olga")
    for act in (_block, _unblock):
        with pytest.raises(NotFound):
            await act(database, scope, other.person_id)


async def test_somebody_who_does_not_exist_is_not_found(database: Database, olga: Scope) -> None:
    with pytest.raises(NotFound):
        await _block(database, olga, 987)
