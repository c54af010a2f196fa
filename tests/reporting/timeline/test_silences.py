"""A silence that no sign of life ended is told as well, when time or an invigilator closed the attempt."""

from datetime import timedelta

import pytest

from proeve.core import clock
from proeve.exams.closing import close_overdue, submit_attempt
from proeve.exams.journal.presence import SILENCE_MS, Presence
from proeve.reporting.timeline.timeline import read_timeline


@pytest.fixture
def gaps_of(exams, employee_of):
    async def gaps_of(attempt) -> list[tuple]:
        async with exams.database.reading() as session:
            timeline = await read_timeline(session, employee_of(attempt), attempt.id)
        return [(event.at, event.facts["until"]) for event in timeline.events if event.kind == "gap"]

    return gaps_of


async def _last_seen(exams, attempt, moment) -> None:
    await exams.add(Presence(attempt_id=attempt.id, seen_ms=clock.milliseconds(moment)))


async def test_a_silence_until_time_closed_the_attempt_is_told(exams, gaps_of, set_clock):
    attempt = await exams.running()
    seen_at = attempt.deadline_at - timedelta(minutes=10)
    await _last_seen(exams, attempt, seen_at)
    set_clock.moment = attempt.deadline_at + timedelta(minutes=5)
    assert await gaps_of(attempt) == []
    await close_overdue(exams.database)
    assert await gaps_of(attempt) == [(seen_at, attempt.deadline_at)]


async def test_who_was_never_heard_of_was_silent_from_the_start(exams, gaps_of, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + timedelta(minutes=5)
    await close_overdue(exams.database)
    assert await gaps_of(attempt) == [(attempt.started_at, attempt.deadline_at)]


async def test_who_was_there_until_the_end_was_not_silent(exams, gaps_of, set_clock):
    attempt = await exams.running()
    await _last_seen(exams, attempt, attempt.deadline_at - timedelta(milliseconds=SILENCE_MS))
    set_clock.moment = attempt.deadline_at + timedelta(minutes=5)
    await close_overdue(exams.database)
    assert await gaps_of(attempt) == []


async def test_who_hands_in_was_there(exams, gaps_of, set_clock, employee_of):
    attempt = await exams.running()
    await _last_seen(exams, attempt, attempt.started_at)
    set_clock.advance(minutes=20)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee_of(attempt), attempt.id)
    assert await gaps_of(attempt) == []
