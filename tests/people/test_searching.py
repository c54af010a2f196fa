"""Persons are found by words of their name and address, and by being blocked."""

import pytest

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.scope import Role
from proeve.people.persons import Newcomer, Person, add_persons
from proeve.people.role_holders import roles_by_person
from proeve.people.roles import grant_role
from proeve.people.searching import PAGE_SIZE, PersonFilter, search_persons


async def _found(database: Database, wanted: PersonFilter) -> list[str]:
    async with database.reading() as session:
        persons, total = await search_persons(session, wanted)
    assert total == len(persons)
    return [person.name for person in persons]


@pytest.fixture
async def everyone(database: Database) -> dict[str, Person]:
    async with database.unit_of_work() as session:
        return await add_persons(
            session,
            [
                Newcomer("noor@lindehof.example", "Noor", "van", "Dalen"),
                Newcomer("s.celik@lindehof.example", "Seyma", "", "Çelik"),
                Newcomer("bram_100%@waterkant.example", "Bram", "", "bakker"),
            ],
        )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Bram bakker", "Noor van Dalen", "Seyma Çelik"]),
        ("DALEN noor", ["Noor van Dalen"]),
        ("lindehof seyma", ["Seyma Çelik"]),
        ("Çelik", ["Seyma Çelik"]),
        ("100%", ["Bram bakker"]),
        ("_", ["Bram bakker"]),
        ("noor bram", []),
    ],
)
async def test_every_word_narrows(database: Database, everyone, text: str, names: list[str]) -> None:
    assert await _found(database, PersonFilter(text)) == names


async def test_who_is_blocked_can_be_listed(database: Database, everyone) -> None:
    async with database.unit_of_work() as session:
        (await session.get_one(Person, everyone["noor@lindehof.example"].id)).blocked_at = clock.now()
    assert await _found(database, PersonFilter(only_blocked=True)) == ["Noor van Dalen"]


async def test_a_page_holds_fifty_and_the_total_counts_all(database: Database) -> None:
    newcomers = [Newcomer(f"{number:03}@a.example", "A", "", f"{number:03}") for number in range(PAGE_SIZE + 3)]
    async with database.unit_of_work() as session:
        await add_persons(session, newcomers)
    async with database.reading() as session:
        persons, total = await search_persons(session, page=2)
    assert ([person.family_name for person in persons], total) == (["050", "051", "052"], PAGE_SIZE + 3)


async def test_the_roles_of_several_people_come_once_each(
    database: Database, everyone, corporation_ids, fatima: Person
) -> None:
    noor = everyone["noor@lindehof.example"].id
    async with database.unit_of_work() as session:
        for role in (Role.TRAINER, Role.ADMINISTRATOR):
            for corporation_id in corporation_ids:
                await grant_role(session, noor, role, corporation_id, granted_by=None)
    async with database.reading() as session:
        assert await roles_by_person(session, [noor, fatima.id]) == {
            noor: [Role.TRAINER, Role.ADMINISTRATOR],
            fatima.id: [],
        }
