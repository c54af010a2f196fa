"""An employee who handed late answers over, and assessors who visit."""

import runpy
from datetime import timedelta
from pathlib import Path

import pytest

from proeve.core import clock
from proeve.core.scope import Role
from proeve.exams.late_answers.handing_over import SentAnswer, hand_over_late

OF_CANDIDATES = runpy.run_path(str(Path(__file__).parents[1] / "candidate" / "conftest.py"))
stocked = OF_CANDIDATES["stocked"]
logged = runpy.run_path(str(Path(__file__).parents[1] / "trainer" / "conftest.py"))["logged"]


@pytest.fixture
async def life(stocked, web_settings, lindehof):
    member = await OF_CANDIDATES["add_member"](stocked, lindehof, "noor@lindehof.example")
    return OF_CANDIDATES["Life"](stocked, web_settings, member)


@pytest.fixture
async def attempt(life):
    """Handed in with three answers."""
    return await life.handed_in(right=3)


@pytest.fixture
async def delivery(life, attempt, set_clock):
    """The last two questions, cleared two minutes before the end and handed over ten minutes after it."""
    set_clock.moment = attempt.deadline_at + timedelta(minutes=10)
    at = clock.milliseconds(attempt.deadline_at - timedelta(minutes=2))
    sent = [SentAnswer(0, 50 + slot, slot, None, at) for slot in (18, 19)]
    async with life.database.unit_of_work() as session:
        return await hand_over_late(session, life.scope, attempt.id, sent, "De wifi in de kantine viel uit.")


@pytest.fixture
def visit(sign_in, lindehof):
    """Go somewhere as an assessor of a corporation, or in another role."""

    async def visit(path, *, role=Role.ASSESSOR, corporation=lindehof):
        client = await sign_in(role, None if role is Role.OPERATOR else corporation)
        return await client.get(path)

    return visit
