"""Do what follows when an attempt is closed: its receipt and its result. What cannot be done now is tried again later.

Closing never depends on it: an attempt that cannot be graded is closed all the same, and keeps nobody else waiting.
"""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.database import is_about_data
from proeve.core.jobs import JobContext, job
from proeve.exams.attempts import Attempt, AttemptState, hold_attempt
from proeve.exams.grading import grade_attempts
from proeve.exams.grading_failures import GradingFailure, drop_failure, keep_failure
from proeve.exams.receipts.stored import make_receipts

Step = Callable[[AsyncSession, Sequence[Attempt]], Awaitable[object]]
STEPS: tuple[Step, ...] = (make_receipts, grade_attempts)
"""Each can be done twice, and the next one only after it."""


async def finish_attempts(session: AsyncSession, attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """Take every step for closed attempts that are held; return those for which all went well, and keep what did not.

    A step that fails is undone and leaves its attempt closed, with the steps before it done.
    """
    for step in STEPS:
        attempts = await _take(session, step, attempts)
    return attempts


async def _take(session: AsyncSession, step: Step, attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """Take one step for all at once; when that fails, for each apart: nobody suffers for another's fault."""
    error = await _try(session, step, attempts) if attempts else None
    if error is None:
        return attempts
    if len(attempts) > 1:
        return [well for attempt in attempts for well in await _take(session, step, [attempt])]
    await keep_failure(session, attempts[0].id, error)
    return []


async def _try(session: AsyncSession, step: Step, attempts: Sequence[Attempt]) -> Exception | None:
    """Take one step in a savepoint of its own; return what went wrong with these attempts, if anything did."""
    try:
        async with session.begin_nested():
            await step(session, attempts)
    except Exception as error:
        if isinstance(error, DBAPIError) and not is_about_data(error):
            # The database has a problem, not an attempt: closing is undone as well, and the next sweep repeats it.
            raise
        for attempt in attempts:
            await session.refresh(attempt)
        return error
    return None


@job("exams.finish_again", nightly=True)
async def finish_again(context: JobContext) -> None:
    """Try again what failed before, each attempt in a unit of work of its own: a new release may have mended it."""
    async with context.database.reading() as session:
        ids = list(await session.scalars(select(col(GradingFailure.attempt_id))))
    for attempt_id in ids:
        async with context.database.unit_of_work() as session:
            attempt = await hold_attempt(session, attempt_id)
            if attempt.state != AttemptState.CLOSED or await finish_attempts(session, [attempt]):
                await drop_failure(session, attempt_id)
