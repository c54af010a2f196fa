"""How a sitting with faults in it must end: every answer there, everybody graded, every pass certified once."""

import asyncio
import sys
from collections import Counter

from sqlalchemy import select
from sqlmodel import col

from benchmarks.candidates import Hall
from proeve import registered  # noqa: F401  What follows a result must be known where people hand in.
from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.closing import submit_attempt
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from tests.faults.crowd import WAIT_SECONDS, Crowd


async def see_through(crowd: Crowd, hall: Hall, fault: str, *, rounds: int = 1, kills: int = 0) -> None:
    """Assert that nothing was lost and that everybody goes on to a result, and print what it came to."""
    await assert_nothing_was_lost(crowd, fault, rounds=rounds, kills=kills)
    await hand_everybody_in(crowd.settings, hall)


async def assert_nothing_was_lost(
    crowd: Crowd, fault: str, *, rounds: int = 1, kills: int = 0, before: int = 0
) -> None:
    """Assert that every acknowledged answer is stored and every outbox empty; `before` were acknowledged earlier."""
    losses = await crowd.losses()
    saves = crowd.acknowledged - before
    tell(fault, crowd.settings, rounds=rounds, kills=kills, saves=saves, lost=len(losses))
    assert losses == []
    assert saves > len(crowd.pages)
    assert [page.attempt_id for page in crowd.pages if page.outbox] == []
    assert [page.refused for page in crowd.pages if page.refused] == []


def tell(fault: str, settings: Settings, **counts: int) -> None:
    """Print a line for the table of `docs/reliability.md`."""
    database = "SQLite" if settings.database_url.startswith("sqlite") else "PostgreSQL"
    told = ", ".join(f"{what.replace('_', ' ')} {number:,}" for what, number in counts.items())
    sys.stdout.write(f"{fault} ({database}): {told}\n")


async def hand_everybody_in(settings: Settings, hall: Hall) -> None:
    """Hand everybody's exam in; each gets one result, and each pass one certificate from the jobs of a node."""
    everyone = [candidate.attempt_id for candidate in hall.saving]
    database = Database(settings.database_url)
    for candidate in hall.saving:
        async with database.unit_of_work() as session:
            await submit_attempt(session, Scope(candidate.person_id, Role.EMPLOYEE), candidate.attempt_id)
    async with database.reading() as session:
        states = await session.scalars(select(col(Attempt.state)).where(col(Attempt.id).in_(everyone)))
        assert set(states) == {AttemptState.GRADED}
        results = list(await session.scalars(select(Result)))
    assert Counter(result.attempt_id for result in results) == dict.fromkeys(everyone, 1)
    passed = dict.fromkeys((result.id for result in results if result.passed), 1)
    async with asyncio.timeout(WAIT_SECONDS):
        while await _certificates(database) != passed:  # noqa: ASYNC110  Another process makes them.
            await asyncio.sleep(0.2)
    await database.close()


async def _certificates(database: Database) -> Counter[int]:
    async with database.reading() as session:
        return Counter(await session.scalars(select(col(Certificate.result_id))))
