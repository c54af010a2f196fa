"""Minutes granted on the day add up, before and while an attempt runs, and are logged."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.exams.closing import submit_attempt
from proeve.exams.granting import grant_time
from proeve.exams.journal.saves import Claim
from proeve.exams.time_grants import TimeGrant


@pytest.fixture
def grant(exams):
    async def grant(*attempts, minutes=10, scope=None):
        scope = scope or await exams.administrator(attempts[0].corporation_id)
        ids = [attempt.id for attempt in attempts]
        async with exams.database.unit_of_work() as session:
            return await grant_time(session, scope, ids, minutes=minutes, reason="Brandoefening")

    return grant


async def test_minutes_granted_while_running_move_the_deadline(exams, grant):
    attempt = await exams.running()
    await grant(attempt, minutes=10)
    await grant(attempt, minutes=5)
    again = await exams.again(attempt)
    assert again.granted_seconds == 900
    assert again.deadline_at == attempt.deadline_at + timedelta(minutes=15)
    assert again.allowed_seconds == attempt.allowed_seconds


async def test_an_open_page_hears_of_the_new_deadline_at_its_next_heartbeat(exams, grant, journal):
    attempt = await exams.running()
    await grant(attempt)
    standing = await journal.heartbeat(Claim(attempt.id, 0))
    assert standing.deadline_ms == clock.milliseconds(attempt.deadline_at + timedelta(minutes=10))


async def test_a_whole_group_gets_time_at_once(exams, grant):
    member = await exams.staff_member()
    running, prepared = await exams.running(member), await exams.prepared(member, exam="lastige-boodschappen")
    await grant(running, prepared)
    assert [(await exams.again(attempt)).granted_seconds for attempt in (running, prepared)] == [600, 600]


async def test_every_grant_is_written_down_with_who_and_why(exams, grant):
    attempt = await exams.running()
    scope = await exams.administrator(attempt.corporation_id)
    await grant(attempt, scope=scope)
    async with exams.database.reading() as session:
        row = (await session.scalars(select(TimeGrant))).one()
        logged = select(AuditEvent).where(col(AuditEvent.action) == "attempt.grant_time")
        event = (await session.scalars(logged)).one()
    assert (row.attempt_id, row.seconds, row.reason, row.granted_by) == (
        attempt.id,
        600,
        "Brandoefening",
        scope.person_id,
    )
    assert (event.subject, event.actor_id) == (f"attempt:{attempt.id}", scope.person_id)


async def test_with_one_attempt_closed_nobody_in_the_group_gets_time(exams, grant, employee):
    member = await exams.staff_member()
    closed, running = await exams.running(member), await exams.running(member, exam="lastige-boodschappen")
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(closed), closed.id)
    with pytest.raises(Conflict) as conflict:
        await grant(closed, running)
    assert conflict.value.code == "attempt_closed"
    assert (await exams.again(running)).granted_seconds == 0


@pytest.mark.parametrize(("seconds", "fits"), [(30, True), (31, False)])
async def test_time_comes_too_late_once_the_grace_is_over(exams, grant, set_clock, seconds, fits):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + timedelta(seconds=seconds)
    if fits:
        await grant(attempt)
    else:
        with pytest.raises(Conflict):
            await grant(attempt)


@pytest.mark.parametrize("minutes", [0, -5, 241])
async def test_a_number_of_minutes_out_of_range_is_refused(exams, grant, minutes):
    attempt = await exams.running()
    with pytest.raises(Invalid) as invalid:
        await grant(attempt, minutes=minutes)
    assert set(invalid.value.problems) == {"minutes"}


async def test_neither_another_corporation_nor_the_employee_grants_time(exams, grant, employee):
    attempt = await exams.running()
    for scope in (await exams.administrator(), employee(attempt)):
        with pytest.raises(NotFound):
            await grant(attempt, scope=scope)
