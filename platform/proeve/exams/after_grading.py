"""What other rooms want done as soon as an attempt has a result, in the transaction that stores it."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.results import Result

AfterGrading = Callable[[AsyncSession, Result], Awaitable[None]]
CALLBACKS: list[AfterGrading] = []


def after_grading(callback: AfterGrading) -> AfterGrading:
    """Register a function to be awaited with every new result; what it raises undoes the grading only."""
    CALLBACKS.append(callback)
    return callback


async def call_after_grading(session: AsyncSession, result: Result) -> None:
    """Await everything that was registered, in the order of registration."""
    for callback in CALLBACKS:
        await callback(session, result)
