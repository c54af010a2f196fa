"""What other rooms want done as soon as attempts have a result, in the transaction that stores it."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.results import Result

AfterGrading = Callable[[AsyncSession, Sequence[Result]], Awaitable[None]]
CALLBACKS: list[AfterGrading] = []


def after_grading(callback: AfterGrading) -> AfterGrading:
    """Register a function to be awaited with new results; what it raises undoes their grading only."""
    CALLBACKS.append(callback)
    return callback


async def call_after_grading(session: AsyncSession, results: Sequence[Result]) -> None:
    """Await everything that was registered, in the order of registration."""
    for callback in CALLBACKS:
        await callback(session, results)
