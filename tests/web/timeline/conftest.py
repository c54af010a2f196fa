"""An employee's exam that was really sat, and visitors who look into how it went."""

import runpy
from pathlib import Path

import pytest

from proeve.core.scope import Role

OF_CANDIDATES = runpy.run_path(str(Path(__file__).parents[1] / "candidate" / "conftest.py"))
stocked = OF_CANDIDATES["stocked"]
logged = runpy.run_path(str(Path(__file__).parents[1] / "trainer" / "conftest.py"))["logged"]

PATHS = {
    Role.ADMINISTRATOR: "/beheer/toetsen",
    Role.TRAINER: "/trainer/toetsen",
    Role.ASSESSOR: "/beoordelen/toetsen",
    Role.OPERATOR: "/operator/toetsen",
}


@pytest.fixture
async def life(stocked, web_settings, lindehof):
    member = await OF_CANDIDATES["add_member"](stocked, lindehof, "noor@lindehof.example")
    return OF_CANDIDATES["Life"](stocked, web_settings, member)


@pytest.fixture
async def attempt(life):
    """Handed in with three answers."""
    return await life.handed_in(right=3)


@pytest.fixture
def visit(sign_in, lindehof):
    """Go to a timeline in some role at a corporation: `await visit(role, attempt)`."""

    async def visit(role, attempt, *, suffix: str = "", corporation=lindehof):
        client = await sign_in(role, None if role is Role.OPERATOR else corporation)
        return await client.get(f"{PATHS[role]}/{attempt.id}/verloop{suffix}")

    return visit
