"""A session to fill and to ask, with the made-up results in it."""

import runpy
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.scope import Role, Scope

MadeUpResults = runpy.run_path(str(Path(__file__).with_name("made_up_results.py")))["MadeUpResults"]


@pytest.fixture
async def session(database: Database, set_clock) -> AsyncIterator[AsyncSession]:
    """One unit of work for the whole test, on the set clock."""
    async with database.unit_of_work() as session:
        yield session


@pytest.fixture
def make(session):
    return MadeUpResults(session)


@pytest.fixture
async def linde(make):
    return await make.corporation("De Linde")


@pytest.fixture
async def veste(make):
    return await make.corporation("De Veste")


@pytest.fixture
def trainer():
    """Give the scope of a trainer for the corporations that are named."""

    def scope(*corporations):
        return Scope(999, Role.TRAINER, frozenset(each.id for each in corporations))

    return scope


@pytest.fixture
def of_both(trainer, linde, veste):
    """The scope of a trainer for both corporations."""
    return trainer(linde, veste)
