"""A corporation has a name of its own, and is seen by its own people."""

import anyio
import pytest

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import (
    add_corporation,
    all_corporations,
    corporation_names,
    find_corporation,
    lock_staff,
)


async def test_a_name_is_taken_once_in_capitals_or_not(database: Database, linde: Scope) -> None:
    with pytest.raises(Conflict, match="al een corporatie met de naam"):
        async with database.unit_of_work() as session:
            await add_corporation(session, name=" WOONSTICHTING  De Linde ", added_by=None)


async def test_a_double_click_adds_one_corporation(database: Database) -> None:
    refused: list[str] = []

    async def click() -> None:
        try:
            async with database.unit_of_work() as session:
                await add_corporation(session, name="Woonstichting De Linde", added_by=None)
        except Conflict as conflict:
            refused.append(conflict.code)

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(click)
    assert refused == ["corporation_known"] * 3


async def test_a_corporation_needs_a_name(database: Database) -> None:
    with pytest.raises(Invalid) as refusal:
        async with database.unit_of_work() as session:
            await add_corporation(session, name=" ", added_by=None)
    assert refusal.value.problems == {"name": "Vul de naam van de corporatie in."}


async def test_people_see_their_own_corporations_and_the_operator_all(
    database: Database, linde: Scope, vecht: Scope, operator: Scope
) -> None:
    trainer = Scope(1, Role.TRAINER, linde.corporation_ids | vecht.corporation_ids)
    employee = Scope(1, Role.EMPLOYEE, linde.corporation_ids)
    both = ["Wonen aan de Vecht", "Woonstichting De Linde"]
    expected = {linde: both[1:], vecht: both[:1], operator: both, trainer: both, employee: both[1:]}
    async with database.reading() as session:
        for scope, names in expected.items():
            assert [each.name for each in await all_corporations(session, scope)] == names


async def test_somebody_elses_corporation_is_not_found(database: Database, linde: Scope, vecht: Scope) -> None:
    async with database.reading() as session:
        assert (await find_corporation(session, linde, linde.corporation_id)).city == "Zwolle"
        for scope in (linde, Scope(1, Role.EMPLOYEE, linde.corporation_ids), Scope(1, Role.AUTHOR)):
            with pytest.raises(NotFound):
                await find_corporation(session, scope, vecht.corporation_id)


async def test_names_are_given_for_ids(database: Database, linde: Scope, vecht: Scope) -> None:
    async with database.reading() as session:
        assert await corporation_names(session, [vecht.corporation_id]) == {vecht.corporation_id: "Wonen aan de Vecht"}
        assert await corporation_names(session, []) == {}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.OPERATOR}))
async def test_only_administrators_and_operators_change_staff(database: Database, linde: Scope, role: Role) -> None:
    with pytest.raises(NotFound):
        async with database.unit_of_work() as session:
            await lock_staff(session, Scope(linde.person_id, role, linde.corporation_ids))


async def test_the_operator_names_an_existing_corporation_to_change_its_staff(
    database: Database, linde: Scope, operator: Scope
) -> None:
    async with database.unit_of_work() as session:
        with pytest.raises(Invalid, match="Kies eerst"):
            await lock_staff(session, operator)
        with pytest.raises(NotFound):
            await lock_staff(session, Scope(operator.person_id, Role.OPERATOR, frozenset({999})))
        there = Scope(operator.person_id, Role.OPERATOR, linde.corporation_ids)
        assert await lock_staff(session, there) == linde.corporation_id
