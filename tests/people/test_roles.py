"""A role is held for a corporation, and the scope of a request follows from it."""

import anyio
import pytest
from sqlalchemy import select

from proeve.core.audit import AuditEvent
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.people.persons import Person, add_person
from proeve.people.roles import all_grants, grant_role, revoke_role, scope_of


async def _grant(database: Database, person: Person, role: Role, *corporation_ids: int | None) -> None:
    async with database.unit_of_work() as session:
        for corporation_id in corporation_ids or (None,):
            await grant_role(session, person.id, role, corporation_id, granted_by=person.id)


async def _scope(database: Database, person: Person, role: Role, corporation_id: int | None = None) -> Scope:
    async with database.reading() as session:
        return await scope_of(session, person.id, role, corporation_id)


async def test_a_role_granted_twice_is_held_once_and_logged_once(database: Database, fatima: Person) -> None:
    await _grant(database, fatima, Role.OPERATOR)
    await _grant(database, fatima, Role.OPERATOR)
    async with database.reading() as session:
        assert [grant.role for grant in await all_grants(session, fatima.id)] == [Role.OPERATOR]
        assert list(await session.scalars(select(AuditEvent.action))) == ["role.grant"]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINER, Role.EMPLOYEE])
async def test_a_role_at_a_corporation_needs_one(database: Database, fatima: Person, role: Role) -> None:
    with pytest.raises(Invalid, match="corporatie"):
        await _grant(database, fatima, role)


async def test_a_role_that_reaches_everywhere_takes_no_corporation(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    with pytest.raises(Invalid, match="overal"):
        await _grant(database, fatima, Role.AUTHOR, corporation_ids[0])


async def test_a_trainer_sees_all_corporations_assigned_or_the_one_chosen(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    await _grant(database, fatima, Role.TRAINER, *corporation_ids)
    assert (await _scope(database, fatima, Role.TRAINER)).corporation_ids == set(corporation_ids)
    assert (await _scope(database, fatima, Role.TRAINER, corporation_ids[1])).corporation_id == corporation_ids[1]


async def test_a_trainer_does_not_find_a_corporation_that_was_not_assigned(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    await _grant(database, fatima, Role.TRAINER, corporation_ids[0])
    with pytest.raises(NotFound):
        await _scope(database, fatima, Role.TRAINER, corporation_ids[1])


async def test_an_administrator_works_for_one_corporation_at_a_time(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    await _grant(database, fatima, Role.ADMINISTRATOR, corporation_ids[0])
    assert (await _scope(database, fatima, Role.ADMINISTRATOR)).corporation_id == corporation_ids[0]
    await _grant(database, fatima, Role.ADMINISTRATOR, corporation_ids[1])
    assert (await _scope(database, fatima, Role.ADMINISTRATOR, corporation_ids[1])).corporation_id == corporation_ids[1]
    with pytest.raises(Invalid) as refusal:
        await _scope(database, fatima, Role.ADMINISTRATOR)
    assert refusal.value.code == "corporation_needed"


async def test_a_role_that_is_not_held_is_not_found(database: Database, fatima: Person) -> None:
    for role in set(Role) - {Role.EMPLOYEE}:
        with pytest.raises(NotFound):
            await _scope(database, fatima, role)


async def test_everyone_is_the_employee_of_their_own_rows(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    assert (await _scope(database, fatima, Role.EMPLOYEE)).corporation_ids == set()
    await _grant(database, fatima, Role.EMPLOYEE, corporation_ids[0])
    assert (await _scope(database, fatima, Role.EMPLOYEE)).corporation_ids == {corporation_ids[0]}


async def test_only_the_operator_acts_for_a_corporation_without_its_grant(
    database: Database, fatima: Person, corporation_ids: list[int]
) -> None:
    await _grant(database, fatima, Role.OPERATOR)
    await _grant(database, fatima, Role.AUTHOR)
    assert (await _scope(database, fatima, Role.OPERATOR)).corporation_ids == set()
    assert (await _scope(database, fatima, Role.OPERATOR, corporation_ids[0])).corporation_id == corporation_ids[0]
    with pytest.raises(NotFound):
        await _scope(database, fatima, Role.AUTHOR, corporation_ids[0])


async def test_a_role_is_revoked_once(database: Database, fatima: Person, corporation_ids: list[int]) -> None:
    await _grant(database, fatima, Role.TRAINER, *corporation_ids)
    async with database.unit_of_work() as session:
        await revoke_role(session, fatima.id, Role.TRAINER, corporation_ids[0], revoked_by=fatima.id)
    assert (await _scope(database, fatima, Role.TRAINER)).corporation_ids == {corporation_ids[1]}
    with pytest.raises(NotFound):
        async with database.unit_of_work() as session:
            await revoke_role(session, fatima.id, Role.TRAINER, corporation_ids[0], revoked_by=fatima.id)
    async with database.reading() as session:
        actions = list(await session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
    assert actions == ["role.grant", "role.grant", "role.revoke"]


async def test_two_operators_who_leave_together_leave_one_behind(database: Database, fatima: Person) -> None:
    async with database.unit_of_work() as session:
        joke = await add_person(session, email="joke@proeve.example", given_name="Joke", family_name="Bos")
    await _grant(database, fatima, Role.OPERATOR)
    await _grant(database, joke, Role.OPERATOR)
    refused: list[str] = []

    async def leave(person: Person) -> None:
        try:
            async with database.unit_of_work() as session:
                await revoke_role(session, person.id, Role.OPERATOR, revoked_by=person.id)
        except Conflict as conflict:
            refused.append(conflict.message)

    async with anyio.create_task_group() as group:
        group.start_soon(leave, fatima)
        group.start_soon(leave, joke)
    assert refused == ["Dit is de laatste platformbeheerder. Geef deze rol eerst aan iemand anders."]
