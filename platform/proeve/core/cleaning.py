"""Throw away every night what nobody needs any more; each room says itself what that is."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, Delete
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.jobs import JobContext, forget_finished_jobs, job

Cleaner = Callable[[AsyncSession], Awaitable[int]]
CLEANERS: dict[str, Cleaner] = {}

JOBS_KEPT = timedelta(days=90)
"""How long one can look up when a job ran, and what became of it."""

log = structlog.get_logger()


def cleans(what: str) -> Callable[[Cleaner], Cleaner]:
    """Register a function that removes what is past its time and returns how many rows that were."""

    def register(cleaner: Cleaner) -> Cleaner:
        CLEANERS[what] = cleaner
        return cleaner

    return register


@job("core.clean_up", nightly=True)
async def clean_up(context: JobContext) -> None:
    """Remove everything that is past its time, each kind in a unit of work of its own to keep nobody waiting."""
    for what, cleaner in CLEANERS.items():
        async with context.database.unit_of_work() as session:
            removed = await cleaner(session)
        _tell(what, removed)
    _tell("finished_job", await forget_finished_jobs(context.database, before=clock.now() - JOBS_KEPT))


def _tell(what: str, removed: int) -> None:
    if removed:
        log.info("cleaned_up", what=what, rows=removed)


async def remove(session: AsyncSession, statement: Delete) -> int:
    """Remove rows and return how many there were."""
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount
