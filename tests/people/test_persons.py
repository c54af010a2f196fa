"""A person is known once, by e-mail address."""

import anyio
import pytest
from sqlalchemy import func, select

from proeve.core.database import Database
from proeve.core.errors import Invalid, NotFound
from proeve.people.persons import Person, add_person, find_person, find_person_by_email


async def test_a_person_is_found_by_id_and_by_address_however_typed(database: Database, fatima: Person) -> None:
    async with database.reading() as session:
        assert (await find_person(session, fatima.id)).name == "Fatima el Amrani"
        assert (await find_person_by_email(session, " FATIMA@delinde.example")).id == fatima.id


async def test_an_unknown_person_is_not_found(database: Database, fatima: Person) -> None:
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await find_person(session, fatima.id + 1)
        with pytest.raises(NotFound):
            await find_person_by_email(session, "geen adres")


async def test_adding_a_known_address_returns_the_person_with_their_own_name(
    database: Database, fatima: Person
) -> None:
    async with database.unit_of_work() as session:
        again = await add_person(session, email="Fatima@DeLinde.example", given_name="F.", family_name="Amrani")
    assert (again.id, again.name) == (fatima.id, "Fatima el Amrani")


async def test_a_wrong_address_adds_nobody(database: Database) -> None:
    with pytest.raises(Invalid, match="mist een @"):
        async with database.unit_of_work() as session:
            await add_person(session, email="fatima", given_name="Fatima", family_name="Amrani")
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Person)) == 0


async def test_the_same_person_added_by_many_at_once_is_added_once(database: Database) -> None:
    async def add() -> None:
        async with database.unit_of_work() as session:
            await add_person(session, email="fatima@delinde.example", given_name="Fatima", family_name="Amrani")

    async with anyio.create_task_group() as group:
        for _ in range(6):
            group.start_soon(add)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Person)) == 1
