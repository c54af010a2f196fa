"""Jobs join the caller's transaction, run, and run once per key."""

from datetime import UTC, datetime, timedelta

import anyio
import anyio.to_thread
import pytest
from dbos import DBOS

from proeve.core import clock
from proeve.core.cleaning import JOBS_KEPT, clean_up
from proeve.core.database import Database
from proeve.core.jobs import NIGHTLY, JobContext, JobRunner, enqueue, job, plan_nightly_jobs
from proeve.core.settings import Settings
from tests.patience import PATIENCE_SECONDS

ran: list[int] = []
ran_at_night: list[int] = []


@job("test.count")
async def count(context: JobContext, *, number: int) -> None:
    ran.append(number)


@job("test.nightly", nightly=True)
async def count_at_night(context: JobContext) -> None:
    ran_at_night.append(1)


@pytest.fixture
async def runner(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    for name in NIGHTLY.keys() - {count_at_night.name}:
        monkeypatch.delitem(NIGHTLY, name)  # Other tests may have imported the nightly jobs of the house.
    ran.clear()
    ran_at_night.clear()
    runner = JobRunner(settings)
    await runner.start()
    yield runner
    await runner.stop()


async def _wait_for(expected: list[int], done: list[int] = ran) -> None:
    with anyio.fail_after(PATIENCE_SECONDS):
        while sorted(done) != expected:  # noqa: ASYNC110  The jobs run in a loop of their own; there is no event to share.
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


async def test_a_nightly_job_runs_at_the_start_and_is_in_the_calendar(runner: JobRunner) -> None:
    await _wait_for([1], ran_at_night)
    schedules = {each["schedule_name"]: each for each in await DBOS.list_schedules_async()}
    ours = schedules["test.nightly"]
    assert (ours["schedule"], ours["cron_timezone"], ours["status"]) == ("30 3 * * *", "Europe/Amsterdam", "ACTIVE")


async def test_the_calendar_runs_a_nightly_job(runner: JobRunner) -> None:
    await _wait_for([1], ran_at_night)
    await anyio.to_thread.run_sync(DBOS.trigger_schedule, "test.nightly")
    await _wait_for([1, 1], ran_at_night)


async def test_processes_that_start_together_ask_for_a_nightly_job_once(set_clock, runner: JobRunner) -> None:
    await _wait_for([1], ran_at_night)
    for minutes in (0, 1):
        set_clock.advance(minutes=minutes)
        await plan_nightly_jobs()
    await _wait_for([1, 1], ran_at_night)


async def _states_of_jobs() -> dict[str, str]:
    jobs = await DBOS.list_workflows_async(workflow_id_prefix=count.name)
    return {each.workflow_id: each.status for each in jobs}


async def test_jobs_that_ended_are_forgotten_after_ninety_days_and_others_never(
    database: Database, settings: Settings, runner: JobRunner
) -> None:
    async with database.unit_of_work() as session:
        await enqueue(session, count, key="done", number=1)
        waiting = {"queue_name": "of nobody", "workflow_name": count.name, "workflow_id": "test.count:waiting"}
        await session.run_sync(lambda sync: database.jobs.enqueue_in_transaction(sync, waiting, {"number": 2}))
    with anyio.fail_after(PATIENCE_SECONDS):
        while (await _states_of_jobs())["test.count:done"] != "SUCCESS":  # noqa: ASYNC110  As above.
            await anyio.sleep(0.05)
    ended_at = datetime.now(UTC)  # The queue reads the clock of the database.
    for moment, left in (
        (ended_at + JOBS_KEPT - timedelta(hours=1), {"test.count:done", "test.count:waiting"}),
        (ended_at + JOBS_KEPT + timedelta(hours=1), {"test.count:waiting"}),
    ):
        with clock.running_from(lambda moment=moment: moment):
            await clean_up(JobContext(database, settings))
        assert set(await _states_of_jobs()) == left
