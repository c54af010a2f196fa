"""An attempt makes the moves of the table, each once, and no other."""

import asyncio
import itertools

import pytest

from proeve.core import clock
from proeve.exams.attempt_states import MOVES, IllegalMove, move
from proeve.exams.attempts import Attempt, AttemptState

PREPARED, RUNNING, CLOSED, GRADED = AttemptState
LEGAL = {(PREPARED, RUNNING), (RUNNING, CLOSED), (CLOSED, GRADED)}
ALL = list(itertools.product(AttemptState, AttemptState))


def test_the_table_holds_three_moves():
    assert {(before, after) for before, afters in MOVES.items() for after in afters} == LEGAL


def changes_with(after: AttemptState) -> dict[str, object]:
    now = clock.now()
    return {
        RUNNING: {"started_at": now, "deadline_at": now, "allowed_seconds": 60},
        CLOSED: {"closed_at": now},
    }.get(after, {})


@pytest.mark.parametrize(("before", "after"), ALL)
async def test_each_pair_of_states_is_a_legal_move_or_refused(database, arrange, before, after):
    attempt = await arrange.attempt(before)
    async with database.unit_of_work() as session:
        held = await session.get_one(Attempt, attempt.id)
        if (before, after) in LEGAL:
            assert await move(session, held, before, after, **changes_with(after))
        else:
            with pytest.raises(IllegalMove):
                await move(session, held, before, after)
    async with database.reading() as session:
        stored = await session.get_one(Attempt, attempt.id)
    assert stored.state == (after if (before, after) in LEGAL else before)


@pytest.mark.parametrize(("before", "after"), sorted(LEGAL))
async def test_a_move_is_not_made_from_another_state(database, arrange, before, after):
    """The object in memory may be stale: what counts is the row."""
    actual = next(state for state in AttemptState if state not in {before, after})
    attempt = await arrange.attempt(actual)
    async with database.unit_of_work() as session:
        held = await session.get_one(Attempt, attempt.id)
        assert not await move(session, held, before, after, **changes_with(after))
        assert held.state == actual


async def test_of_two_who_make_the_same_move_at_once_one_succeeds(database, arrange):
    attempt = await arrange.attempt(RUNNING)

    async def close() -> bool:
        async with database.unit_of_work() as session:
            held = await session.get_one(Attempt, attempt.id)
            return await move(session, held, RUNNING, CLOSED, closed_at=clock.now())

    assert sorted(await asyncio.gather(close(), close(), close())) == [False, False, True]
