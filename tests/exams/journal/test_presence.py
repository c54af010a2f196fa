"""The journal notes who is there, and the silences it hears of afterwards, on both databases."""

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.closing import close_overdue
from proeve.exams.journal.presence import SILENCE_MS, ConnectionGap, Presence
from proeve.exams.journal.saves import Claim, Outcome, Place, Save

pytestmark = pytest.mark.usefixtures("set_clock")


async def presence_of(database: Database, attempt: Attempt) -> Presence | None:
    async with database.reading() as session:
        return await session.get(Presence, attempt.id)


async def gaps_of(database: Database, attempt: Attempt) -> list[tuple[int, int]]:
    async with database.reading() as session:
        rows = await session.scalars(select(ConnectionGap).where(col(ConnectionGap.attempt_id) == attempt.id))
        return [(row.from_ms, row.until_ms) for row in rows]


def save_of(sequence: int, slot: int) -> Save:
    return Save(sequence, slot, '{"choice":1}', False, clock.now_ms())


async def test_a_heartbeat_says_where_somebody_is(database, arrange, journal):
    attempt = await arrange.attempt()
    await journal.heartbeat(Claim(attempt.id, 1), Place(slot=3, answered=2))
    found = await presence_of(database, attempt)
    assert (found.seen_ms, found.slot, found.answered) == (clock.now_ms(), 3, 2)


async def test_a_save_is_a_sign_of_life_too_and_forgets_nothing(database, arrange, journal, set_clock):
    attempt = await arrange.attempt()
    await journal.heartbeat(Claim(attempt.id, 1), Place(slot=3, answered=2))
    set_clock.advance(seconds=20)
    await journal.save(Claim(attempt.id, 1), [save_of(1, 5)], received_ms=clock.now_ms())
    found = await presence_of(database, attempt)
    assert (found.seen_ms, found.slot, found.answered) == (clock.now_ms(), 5, 2)


async def test_a_page_that_lost_the_right_to_write_is_no_sign_of_life(database, arrange, journal):
    attempt = await arrange.attempt(lease=2)
    await journal.heartbeat(Claim(attempt.id, 1))
    assert await presence_of(database, attempt) is None


async def test_nor_is_a_page_of_a_closed_attempt(database, arrange, journal):
    attempt = await arrange.attempt(AttemptState.CLOSED)
    await journal.heartbeat(Claim(attempt.id, 1))
    assert await presence_of(database, attempt) is None


@pytest.mark.parametrize(("silent_ms", "gaps"), [(SILENCE_MS, 0), (SILENCE_MS + 1, 1)])
async def test_a_long_silence_is_noted_when_the_page_is_heard_again(
    database, arrange, journal, set_clock, silent_ms, gaps
):
    attempt = await arrange.attempt()
    await journal.heartbeat(Claim(attempt.id, 1))
    before = clock.now_ms()
    set_clock.advance(milliseconds=silent_ms)
    other = await arrange.attempt()
    await journal.heartbeat(Claim(attempt.id, 1))
    await journal.heartbeat(Claim(other.id, 1))
    assert await gaps_of(database, attempt) == [(before, clock.now_ms())] * gaps
    assert await gaps_of(database, other) == []


@pytest.mark.parametrize("is_save", [True, False])
async def test_a_silence_from_the_very_start_is_noted_too(database, arrange, journal, set_clock, is_save):
    attempt = await arrange.attempt()
    set_clock.advance(milliseconds=SILENCE_MS + 1)
    if is_save:
        await journal.save(Claim(attempt.id, 1), [save_of(1, 0)], received_ms=clock.now_ms())
    else:
        await journal.heartbeat(Claim(attempt.id, 1))
    assert await gaps_of(database, attempt) == [(clock.milliseconds(attempt.started_at), clock.now_ms())]


async def paused_after(database: Database, attempt: Attempt) -> None:
    async with database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == attempt.id).values(paused_at=clock.now()))


async def test_while_an_attempt_is_paused_its_clock_stands_still(database, arrange, journal, set_clock):
    attempt = await arrange.attempt(deadline_at=clock.now())
    await paused_after(database, attempt)
    set_clock.advance(minutes=10)
    receipt = await journal.save(Claim(attempt.id, 1), [save_of(1, 0)], received_ms=clock.now_ms())
    assert receipt.outcomes == [Outcome.ACKNOWLEDGED]
    assert await close_overdue(database) == 0


async def test_silence_while_paused_is_not_noted(database, arrange, journal, set_clock):
    attempt = await arrange.attempt()
    await journal.heartbeat(Claim(attempt.id, 1))
    await paused_after(database, attempt)
    set_clock.advance(minutes=10)
    await journal.heartbeat(Claim(attempt.id, 1))
    assert await gaps_of(database, attempt) == []


@pytest.mark.parametrize(("silent_ms", "gaps"), [(SILENCE_MS, 0), (SILENCE_MS + 1, 1)])
async def test_a_silence_that_runs_into_a_pause_is_noted_until_then(
    database, arrange, journal, set_clock, silent_ms, gaps
):
    attempt = await arrange.attempt()
    await journal.heartbeat(Claim(attempt.id, 1))
    began = clock.now_ms()
    set_clock.advance(milliseconds=silent_ms)
    await paused_after(database, attempt)
    paused_ms = clock.now_ms()
    for _ in range(2):
        set_clock.advance(minutes=2)
        await journal.heartbeat(Claim(attempt.id, 1))
    assert await gaps_of(database, attempt) == [(began, paused_ms)] * gaps
