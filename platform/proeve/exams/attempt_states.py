"""The states of an attempt and the only moves between them."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.attempts import Attempt, AttemptState

MOVES: Mapping[AttemptState, frozenset[AttemptState]] = {
    AttemptState.PREPARED: frozenset({AttemptState.RUNNING}),
    AttemptState.RUNNING: frozenset({AttemptState.CLOSED}),
    AttemptState.CLOSED: frozenset({AttemptState.GRADED}),
    AttemptState.GRADED: frozenset(),
}
"""From each state, the states it may become. Nothing is ever reopened: a resit is a new attempt."""


class IllegalMove(ValueError):
    """The code asked for a move that does not exist; no visitor can cause this."""

    def __init__(self, before: AttemptState, after: AttemptState) -> None:
        super().__init__(f"An attempt never goes from {before} to {after}.")


async def move(
    session: AsyncSession, attempt: Attempt, before: AttemptState, after: AttemptState, **changes: Any
) -> bool:
    """Bring an attempt from one state to the next, with the columns that change along, by one guarded UPDATE.

    Returns whether this call did it; False means that the attempt was not in `before` (any more).
    """
    _check(before, after)
    statement = (
        update(Attempt)
        .where(col(Attempt.id) == attempt.id, col(Attempt.state) == before)
        .values(state=after, **changes)
        .execution_options(synchronize_session="evaluate")
    )
    result = cast("CursorResult[Any]", await session.execute(statement))
    if result.rowcount == 1:
        return True
    await session.refresh(attempt)
    return False


async def move_all(
    session: AsyncSession,
    attempts: Mapping[int, Attempt],
    changes: Mapping[int, Mapping[str, Any]],
    before: AttemptState,
    after: AttemptState,
) -> None:
    """Bring attempts that are held in `before` to the next state, each with its own changes, by one UPDATE.

    Raises ValueError when one of them is not in `before`.
    """
    _check(before, after)
    for attempt_id, columns in changes.items():
        attempt = attempts[attempt_id]
        if attempt.state != before:
            raise ValueError(f"Attempt {attempt_id} is {attempt.state}, not {before}.")
        for name, value in {"state": after, **columns}.items():
            setattr(attempt, name, value)
    await session.flush()


def _check(before: AttemptState, after: AttemptState) -> None:
    if after not in MOVES[before]:
        raise IllegalMove(before, after)
