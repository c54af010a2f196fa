"""The states of an attempt and the only moves between them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

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


async def move_all(
    session: AsyncSession,
    changes: Iterable[tuple[Attempt, Mapping[str, Any]]],
    before: AttemptState,
    after: AttemptState,
) -> None:
    """Bring attempts that are held in `before` to the next state, with the columns that change along, by one UPDATE.

    Raises ValueError when one of them is not in `before`.
    """
    if after not in MOVES[before]:
        raise IllegalMove(before, after)
    for attempt, columns in changes:
        if attempt.state != before:
            raise ValueError(f"Attempt {attempt.id} is {attempt.state}, not {before}.")
        for name, value in {"state": after, **columns}.items():
            setattr(attempt, name, value)
    await session.flush()
