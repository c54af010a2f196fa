"""A corporation with somebody who passed, and the scopes that look at the register."""

import runpy
from pathlib import Path

import pytest

from proeve.core.scope import Role, Scope

MadeUpPasses = runpy.run_path(str(Path(__file__).with_name("made_up_passes.py")))["MadeUpPasses"]

OPERATOR = Scope(0, Role.OPERATOR)


@pytest.fixture
def make(database, settings, set_clock):
    """Rows of the register, on a clock that stands still on 10 March 2026."""
    return MadeUpPasses(database, settings)


@pytest.fixture
async def linde(make):
    return await make.corporation("Woonstichting De Linde")


@pytest.fixture
async def vecht(make):
    return await make.corporation("Wonen aan de Vecht")


@pytest.fixture
async def jan(make, linde):
    """Jan van der Berg, who works at De Linde."""
    return await make.staff_member(linde)


@pytest.fixture
def operator():
    """The operator's scope, of a person who does not exist."""
    return OPERATOR


@pytest.fixture
def trainer(make):
    """Make the scope of a trainer for the corporations that are named."""

    async def scope(*corporations):
        person = await make.person("Tess||Trainer")
        return Scope(person.id, Role.TRAINER, frozenset(each.id for each in corporations))

    return scope
