"""Do what follows when an attempt is closed: its receipt and its result. What cannot be done now is tried again later.

Closing never depends on it: an attempt that cannot be graded is closed all the same, and keeps nobody else waiting.
"""

from collections.abc import Awaitable, Callable

from sqlalchemy import select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.jobs import JobContext, job
from proeve.exams.attempts import Attempt, AttemptState, hold_attempt
from proeve.exams.grading import grade_attempt
from proeve.exams.grading_failures import GradingFailure, drop_failure, keep_failure
from proeve.exams.receipts.stored import make_receipt

Step = Callable[[AsyncSession, Attempt], Awaitable[object]]
STEPS: tuple[Step, ...] = (make_receipt, grade_attempt)
"""Each can be done twice, and the next one only after it."""


async def finish_attempt(session: AsyncSession, attempt: Attempt) -> bool:
    """Take every step for a closed attempt that is held, and return whether all went well; keep what went wrong.

    A step that fails is undone and leaves the attempt closed, with the steps before it done.
    """
    for step in STEPS:
        error = await _try(session, attempt, step)
        if error is not None:
            await keep_failure(session, attempt.id, error)
            return False
    return True


async def _try(session: AsyncSession, attempt: Attempt, step: Step) -> Exception | None:
    """Take one step in a savepoint of its own; return what went wrong with this attempt, if anything did."""
    try:
        async with session.begin_nested():
            await step(session, attempt)
    except Exception as error:
        if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError | DataError):
            # The database has a problem, not this attempt: closing is undone as well, and the next sweep repeats it.
            raise
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
            if attempt.state != AttemptState.CLOSED or await finish_attempt(session, attempt):
                await drop_failure(session, attempt_id)
