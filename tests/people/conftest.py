"""Somebody to sign in, and somewhere to work."""

import pytest

from proeve.core.database import Database
from proeve.corporations.corporations import Corporation
from proeve.people.persons import Person, add_person


@pytest.fixture
async def fatima(database: Database) -> Person:
    async with database.unit_of_work() as session:
        return await add_person(
            session, email="fatima@delinde.example", given_name="Fatima", name_prefix="el", family_name="Amrani"
        )


@pytest.fixture
async def corporation_ids(database: Database) -> list[int]:
    """Two corporations."""
    corporations = [Corporation(name="Woonstichting De Linde"), Corporation(name="Wonen aan de Vecht")]
    async with database.unit_of_work() as session:
        session.add_all(corporations)
    return [corporation.id for corporation in corporations]
