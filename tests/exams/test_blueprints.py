"""The newest blueprint is planned with; one that was made here is not replaced by an upgrade of the product."""

import msgspec
import pytest

from proeve.core.errors import Conflict
from proeve.exams.blueprints import add_blueprints, add_own_blueprint, find_blueprint, find_current_blueprint

EXAM = "klantgericht-werken"


@pytest.fixture
def shipped(bank):
    return msgspec.structs.replace(bank.blueprints[EXAM], version=1)


@pytest.fixture
def current(database):
    async def current():
        async with database.reading() as session:
            row = await find_current_blueprint(session, EXAM)
            return await find_blueprint(session, row.id)

    return current


@pytest.fixture
def ship(database):
    async def ship(*blueprints):
        async with database.unit_of_work() as session:
            await add_blueprints(session, blueprints)

    return ship


def lasting(blueprint, minutes: int, version: int = 1):
    return msgspec.structs.replace(blueprint, duration_minutes=minutes, version=version)


async def test_a_newer_shipped_version_is_planned_with(ship, current, shipped):
    await ship(shipped)
    await ship(lasting(shipped, 50, 2))
    await ship(lasting(shipped, 50, 2))
    assert await current() == lasting(shipped, 50, 2)


async def test_what_was_made_here_is_kept_over_what_comes_with_the_product(ship, current, shipped, database):
    await ship(shipped)
    async with database.unit_of_work() as session:
        await add_own_blueprint(session, lasting(shipped, 45))
    await ship(lasting(shipped, 50, 2))
    await ship(lasting(shipped, 55, 3))
    assert await current() == lasting(shipped, 45, 2)


async def test_once_the_product_comes_with_the_same_it_goes_on_from_there(ship, current, shipped, database):
    await ship(shipped)
    async with database.unit_of_work() as session:
        await add_own_blueprint(session, lasting(shipped, 45))
        await add_own_blueprint(session, lasting(shipped, 46))
    await ship(lasting(shipped, 46, 2))
    assert await current() == lasting(shipped, 46, 3)
    await ship(lasting(shipped, 60, 3))
    await ship(lasting(shipped, 60, 3))
    assert await current() == lasting(shipped, 60, 4)


async def test_a_shipped_version_never_changes(ship, shipped):
    await ship(shipped)
    with pytest.raises(Conflict):
        await ship(lasting(shipped, 45))
