"""Starting is one small write, made once, inside the window."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from proeve.core import clock
from proeve.core.errors import Conflict, NotFound
from proeve.exams.attempts import AttemptState
from proeve.exams.closing import submit_attempt
from proeve.exams.enrolments import ExtraTime, withdraw_enrolment
from proeve.exams.granting import grant_time
from proeve.exams.starting import Start, start_attempt, start_attempts


async def start(exams, scope, attempt):
    async with exams.database.unit_of_work() as session:
        return await start_attempt(session, scope, attempt.id)


async def refusal_of(exams, scope, attempt) -> str:
    with pytest.raises(Conflict) as conflict:
        await start(exams, scope, attempt)
    return conflict.value.code


async def test_starting_sets_the_clock_to_this_persons_own_time(exams, employee, set_clock):
    member = await exams.staff_member()
    attempt = await exams.prepared(member, extra_time={member.id: ExtraTime(25, 0)})
    set_clock.advance(minutes=3)
    started = await start(exams, employee(attempt), attempt)
    assert started.state == AttemptState.RUNNING
    assert (started.started_at, started.allowed_seconds) == (set_clock.moment, 50 * 60)
    assert started.deadline_at == set_clock.moment + timedelta(minutes=50)
    assert (await exams.again(attempt)).deadline_at == started.deadline_at


async def test_time_granted_before_the_start_counts(exams, employee):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await grant_time(session, scope, [attempt.id], minutes=10, reason="Storing in het gebouw")
    started = await start(exams, employee(attempt), attempt)
    assert started.allowed_seconds == 40 * 60
    assert started.deadline_at == clock.now() + timedelta(minutes=50)


async def test_starting_writes_one_statement(exams, employee):
    attempt = await exams.prepared()
    written = []

    def note(_connection, _cursor, statement, *_others):
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN")):
            written.append(statement)

    event.listen(exams.database.engine.sync_engine, "before_cursor_execute", note)
    await start(exams, employee(attempt), attempt)
    assert len(written) == 1
    assert written[0].startswith("UPDATE attempt SET")


async def test_starting_twice_changes_nothing(exams, employee, set_clock):
    attempt = await exams.prepared()
    first = await start(exams, employee(attempt), attempt)
    set_clock.advance(minutes=5)
    second = await start(exams, employee(attempt), attempt)
    assert (second.started_at, second.deadline_at) == (first.started_at, first.deadline_at)


async def test_starting_twice_at_once_starts_once(exams, employee):
    attempt = await exams.prepared()
    starts = await asyncio.gather(*(start(exams, employee(attempt), attempt) for _ in range(4)))
    assert len({started.deadline_at for started in starts}) == 1


async def test_starting_before_the_window_says_when_to_come_back(exams, employee, set_clock):
    opens_at = clock.now() + timedelta(hours=1)
    attempt = await exams.prepared(opens_at=opens_at)
    with pytest.raises(Conflict, match="vanaf 10 maart 2026 om 11:00 uur"):
        await start(exams, employee(attempt), attempt)
    assert await refusal_of(exams, employee(attempt), attempt) == "not_open_yet"
    set_clock.advance(hours=1)
    assert (await start(exams, employee(attempt), attempt)).state == AttemptState.RUNNING


async def test_the_last_moment_to_start_gives_the_full_time(exams, employee, set_clock):
    attempt = await exams.prepared(closes_at=clock.now() + timedelta(hours=2))
    set_clock.advance(hours=2, microseconds=-1)
    started = await start(exams, employee(attempt), attempt)
    assert started.deadline_at - started.started_at == timedelta(minutes=40)


async def test_starting_at_the_end_of_the_window_is_too_late(exams, employee, set_clock):
    attempt = await exams.prepared(closes_at=clock.now() + timedelta(hours=2))
    set_clock.advance(hours=2)
    assert await refusal_of(exams, employee(attempt), attempt) == "window_closed"


async def test_who_was_withdrawn_does_not_start(exams, employee):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, scope, attempt.enrolment_id)
    assert await refusal_of(exams, employee(attempt), attempt) == "withdrawn"


async def test_what_was_handed_in_does_not_start_again(exams, employee):
    attempt = await exams.running()
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(attempt), attempt.id)
    assert await refusal_of(exams, employee(attempt), attempt) == "attempt_closed"


async def test_nobody_starts_for_somebody_else(exams, employee):
    attempt = await exams.prepared()
    with pytest.raises(NotFound):
        await start(exams, employee(await exams.staff_member()), attempt)


async def test_many_start_by_as_many_statements_as_one(exams, employee):
    attempts = [await exams.prepared(await exams.staff_member()) for _ in range(5)]
    said = []
    event.listen(exams.database.engine.sync_engine, "before_cursor_execute", lambda *facts: said.append(facts[2]))
    async with exams.database.unit_of_work() as session:
        await start_attempts(session, [Start(employee(attempts[0]), attempts[0].id)])
    for_one = len(said)
    said.clear()
    async with exams.database.unit_of_work() as session:
        started = await start_attempts(session, [Start(employee(each), each.id) for each in attempts[1:]])
    assert len(said) == for_one
    assert [each.id for each in started] == [each.id for each in attempts[1:]]
    assert {(await exams.again(each)).state for each in attempts} == {AttemptState.RUNNING}


async def test_in_a_group_everybody_is_judged_apart(exams, employee):
    mine, closed, twice = [await exams.prepared(await exams.staff_member()) for _ in range(3)]
    await start(exams, employee(closed), closed)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(closed), closed.id)
    wishes = [(mine, closed), (closed, closed), (twice, twice), (twice, twice)]
    async with exams.database.unit_of_work() as session:
        starts = [Start(employee(who), attempt.id) for attempt, who in wishes]
        foreign, over, *double = await start_attempts(session, [*starts, Start(employee(mine), 9_999_999)])
    assert isinstance(foreign, NotFound)
    assert (type(over), over.code) == (Conflict, "attempt_closed")
    assert [each.id for each in double[:2]] == [twice.id, twice.id]
    assert isinstance(double[2], NotFound)
    assert (await exams.again(mine)).state == AttemptState.PREPARED
    assert (await exams.again(twice)).state == AttemptState.RUNNING
