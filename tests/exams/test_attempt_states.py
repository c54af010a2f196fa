"""An attempt makes the moves of the table, each once, and no other."""

import itertools

import pytest

from proeve.core import clock
from proeve.exams.attempt_states import MOVES, IllegalMove, move_all
from proeve.exams.attempts import Attempt, AttemptState, hold_attempts

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
        held = await hold_attempts(session, [attempt.id])
        changes = [(held[attempt.id], changes_with(after))]
        if (before, after) in LEGAL:
            await move_all(session, changes, before, after)
        else:
            with pytest.raises(IllegalMove):
                await move_all(session, changes, before, after)
    async with database.reading() as session:
        stored = await session.get_one(Attempt, attempt.id)
    assert stored.state == (after if (before, after) in LEGAL else before)


@pytest.mark.parametrize(("before", "after"), sorted(LEGAL))
async def test_a_move_is_not_made_from_another_state(database, arrange, before, after):
    actual = next(state for state in AttemptState if state not in {before, after})
    attempt = await arrange.attempt(actual)
    async with database.unit_of_work() as session:
        held = await hold_attempts(session, [attempt.id])
        with pytest.raises(ValueError, match=f"is {actual}, not {before}"):
            await move_all(session, [(held[attempt.id], changes_with(after))], before, after)
        assert held[attempt.id].state == actual


async def test_each_gets_the_columns_of_its_own(database, arrange):
    one, two, three = [await arrange.attempt(RUNNING) for _ in range(3)]
    now = clock.now()
    async with database.unit_of_work() as session:
        held = await hold_attempts(session, [one.id, two.id, three.id])
        changes = [(held[one.id], {"closed_at": now}), (held[three.id], {"closed_at": now, "submitted_at": now})]
        await move_all(session, changes, RUNNING, CLOSED)
    async with database.reading() as session:
        stored = [await session.get_one(Attempt, each.id) for each in (one, two, three)]
    assert [each.state for each in stored] == [CLOSED, RUNNING, CLOSED]
    assert [each.submitted_at for each in stored] == [None, None, now]
