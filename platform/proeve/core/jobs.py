"""Work that must happen, later and once: durable jobs in the same database, through DBOS.

A job is enqueued in the caller's own transaction: committed together with the change that asks for it, or forgotten
with it. It runs on any node, and again after a crash, so a job function must be idempotent: same arguments, same end.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.database import Database, JobQueue
from proeve.core.settings import Settings

QUEUE = "proeve"
JOBS_VERSION = "1"
"""Pinned, so that a new release takes over the jobs of the one before; raised when a job's arguments change."""
POLL_SECONDS = 0.5
TRIES = 8
FIRST_WAIT_SECONDS = 2
"""Waits of 2, 4, 8 ... seconds: four minutes in all, in which a mail server or a database can come back."""
EVERY_NIGHT = "30 3 * * *"
"""Half past three in the Netherlands, as cron writes it: a time that no change to or from summer time skips."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a job may use: connections of its own, for jobs run in a loop of their own, and the settings."""

    database: Database
    settings: Settings


JobFunction = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Job:
    """A named function that can be enqueued; calling it runs it now."""

    name: str
    function: JobFunction

    async def __call__(self, context: JobContext, **arguments: Any) -> None:
        """Run the job here and now, as the runner would."""
        await self.function(context, **arguments)


FINISHED = ["SUCCESS", "ERROR", "CANCELLED"]
FORGOTTEN_AT_ONCE = 500
"""Finished jobs in one transaction, which on SQLite keeps all other writers waiting."""

NightlyWorkflow = Callable[[datetime, Any], Coroutine[Any, Any, None]]

JOBS: dict[str, Job] = {}
NIGHTLY: dict[str, NightlyWorkflow] = {}
_running: JobContext | None = None


def job(name: str, *, nightly: bool = False) -> Callable[[JobFunction], Job]:
    """Make an async function `(context, **json_arguments)` a job under a name that never changes.

    A nightly one has no arguments. It runs every night, on one node, and also when a process starts: what a new release
    mends need not wait for the night.
    """

    def register(function: JobFunction) -> Job:
        registered = JOBS[name] = Job(name, function)

        async def workflow(arguments: dict[str, Any]) -> None:
            await _run_with_retries(registered, arguments)

        async def nightly_workflow(_at: datetime, _context: object) -> None:
            await _run_with_retries(registered, {})

        DBOS.workflow(name=name)(workflow)
        if nightly:
            NIGHTLY[name] = DBOS.workflow(name=f"{name}.nightly")(nightly_workflow)
        return registered

    return register


async def _run_with_retries(job: Job, arguments: dict[str, Any]) -> None:
    await DBOS.run_step_async(
        {"name": job.name, "retries_allowed": True, "max_attempts": TRIES, "interval_seconds": FIRST_WAIT_SECONDS},
        _run,
        job,
        arguments,
    )


async def _run(job: Job, arguments: dict[str, Any]) -> None:
    if _running is None:
        raise RuntimeError("Jobs run only between JobRunner.start and JobRunner.stop.")
    await job(_running, **arguments)


async def enqueue(session: AsyncSession, job: Job, *, key: str | None = None, **arguments: Any) -> None:
    """Ask for a job in the session's transaction; with a `key`, a second request for the same work is ignored."""
    options, client = _options(job, key), cast("JobQueue", session.info["jobs"])
    await session.run_sync(lambda sync: client.enqueue_in_transaction(sync, options, arguments))


def _options(job: Job, key: str | None) -> EnqueueOptions:
    options: EnqueueOptions = {"queue_name": QUEUE, "workflow_name": job.name}
    if key is not None:
        options["workflow_id"] = f"{job.name}:{key}"
    return options


def create_job_tables(database: Database) -> None:
    """Create or upgrade the tables of the queue; safe to repeat, but not while a runner works in this process."""
    DBOS(config=_configuration(database))
    DBOS.launch()
    DBOS.destroy()


def _configuration(database: Database) -> DBOSConfig:
    return {
        "name": "proeve",
        "system_database_url": database.sync_url,
        "application_version": JOBS_VERSION,
        "log_level": "WARNING",
    }


class JobRunner:
    """Runs the jobs of one database in this process; at most one runner exists at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database: Database | None = None

    async def start(self) -> None:
        """Take up work: first what a stopped process left behind, then the queue."""
        global _running  # noqa: PLW0603  DBOS has one instance in a process, and so has what its jobs use.
        self._database = Database(self._settings.database_url)
        _running = JobContext(self._database, self._settings)
        DBOS(config=_configuration(self._database))
        await asyncio.to_thread(DBOS.launch)
        await DBOS.register_queue_async(QUEUE, polling_interval_sec=POLL_SECONDS)
        await plan_nightly_jobs()

    async def stop(self) -> None:
        """Finish what is running and put work down; what is left is taken up at the next start."""
        global _running  # noqa: PLW0603  Idem.
        await asyncio.to_thread(DBOS.destroy)
        if self._database is not None:
            await self._database.close()
        _running = None


async def plan_nightly_jobs() -> None:
    """Put the nightly jobs in the queue's calendar, and ask for each of them now, once for all processes that start."""
    await DBOS.apply_schedules_async(
        [
            {
                "schedule_name": name,
                "workflow_fn": workflow,
                "schedule": EVERY_NIGHT,
                "cron_timezone": clock.AMSTERDAM.key,
                "queue_name": QUEUE,
            }
            for name, workflow in NIGHTLY.items()
        ]
    )
    this_minute = clock.now().isoformat(timespec="minutes")
    for name in NIGHTLY:
        options = _options(JOBS[name], key=f"start:{this_minute}")
        await DBOS.enqueue_workflow_with_options_async(options, {})


async def forget_finished_jobs(database: Database, *, before: datetime) -> int:
    """Remove jobs that ended before a moment, with their arguments and results, and return how many there were.

    The queue keeps them for ever by itself. A key that is forgotten can be asked for again. What did not end stays.
    Call it outside a unit of work: the queue has a connection of its own.
    """
    client = DBOSClient(system_database_url=database.sync_url, lazy=True)
    forgotten = 0
    try:
        while True:
            ended = await client.list_workflows_async(
                status=FINISHED,
                completed_before=before.isoformat(),
                limit=FORGOTTEN_AT_ONCE,
                load_input=False,
                load_output=False,
            )
            if not ended:
                return forgotten
            await client.delete_workflows_async([each.workflow_id for each in ended])
            forgotten += len(ended)
    finally:
        client.destroy()


class JobsAtHand:
    """A queue in memory whose jobs somebody runs by hand, for simulated sittings; it ends with the process."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, dict[str, Any]]] = []

    def enqueue_in_transaction(self, _session: object, options: EnqueueOptions, arguments: dict[str, Any]) -> None:
        """Keep a job, whatever becomes of the transaction."""
        self._waiting.append((options["workflow_name"], arguments))

    async def run(self, context: JobContext) -> None:
        """Run what is waiting and what that asks for, in order."""
        while self._waiting:
            name, arguments = self._waiting.pop(0)
            await JOBS[name](context, **arguments)

    def destroy(self) -> None:
        """Forget what is waiting."""
        self._waiting.clear()
