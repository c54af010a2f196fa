"""Jobs join the caller's transaction, run, and run once per key."""

import anyio
import pytest

from proeve.core.database import Database
from proeve.core.jobs import JobContext, JobRunner, enqueue, job
from proeve.core.settings import Settings

ran: list[int] = []


@job("test.count")
async def count(context: JobContext, *, number: int) -> None:
    ran.append(number)


@pytest.fixture
async def runner(settings: Settings):
    ran.clear()
    runner = JobRunner(settings)
    await runner.start()
    yield runner
    await runner.stop()


async def _wait_for(expected: list[int]) -> None:
    with anyio.fail_after(20):
        while sorted(ran) != expected:  # noqa: ASYNC110  The jobs run in a loop of their own; there is no event to share.
            await anyio.sleep(0.05)


async def test_a_job_runs_after_its_transaction_is_committed(database: Database, runner: JobRunner) -> None:
    async with database.unit_of_work() as session:
        await enqueue(session, count, number=1)
    await _wait_for([1])


async def test_a_job_is_forgotten_with_its_transaction(database: Database, runner: JobRunner) -> None:
    async with database.reading() as session:
        await enqueue(session, count, number=1)
        await session.rollback()
    async with database.unit_of_work() as session:
        await enqueue(session, count, number=2)
    await _wait_for([2])


async def test_the_same_key_runs_once(database: Database, runner: JobRunner) -> None:
    for number in (1, 2):
        async with database.unit_of_work() as session:
            await enqueue(session, count, key="the same", number=number)
    async with database.unit_of_work() as session:
        await enqueue(session, count, number=3)
    await _wait_for([1, 3])
