"""Minutes, ends and released pages: each is written down, and minutes can be taken back while that hurts nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid
from proeve.exams.attempts import AttemptState
from proeve.exams.closing import submit_attempt
from proeve.exams.invigilating.acts import ActKind, all_acts
from proeve.exams.journal.saves import Claim, Outcome
from proeve.exams.time_grants import GrantKind, TimeGrant


async def _two_at_it(exams, room):
    member = await exams.staff_member()
    first = await exams.running(member, await exams.staff_member(await room.corporation(member)))
    return first, await room.another(first)


async def test_minutes_of_a_group_pass_over_who_has_just_handed_in(exams, room, employee):
    done, running = await _two_at_it(exams, room)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(done), done.id)
    act = await room.minutes(done, running)
    assert act.attempt_ids == [running.id]
    assert (await exams.again(running)).granted_seconds == 600
    with pytest.raises(Conflict):
        await room.minutes(done)


async def test_minutes_need_a_kind_that_people_give_and_a_reason(exams, room):
    attempt = await exams.running()
    with pytest.raises(Invalid) as invalid:
        await room.minutes(attempt, kind=GrantKind.PAUSE)
    assert set(invalid.value.problems) == {"kind"}
    with pytest.raises(Invalid) as invalid:
        await room.minutes(attempt, reason="")
    assert set(invalid.value.problems) == {"reason"}


async def test_minutes_can_be_taken_back_and_the_grant_stays_to_be_seen(exams, room):
    attempt = await exams.running()
    act = await room.minutes(attempt)
    _, people, kept = await room.undo(attempt, act)
    again = await exams.again(attempt)
    assert (people, kept, again.granted_seconds, again.deadline_at) == (1, 0, 0, attempt.deadline_at)
    async with exams.database.reading() as session:
        grant = (await session.scalars(select(TimeGrant))).one()
        logged = select(AuditEvent).where(col(AuditEvent.action) == "room.undo")
        assert (await session.scalars(logged)).one().subject == f"sitting:{act.sitting_id}"
    assert grant.undone_at is not None


async def test_an_act_is_undone_once(exams, room):
    attempt = await exams.running()
    act = await room.minutes(attempt)
    await room.undo(attempt, act)
    with pytest.raises(Conflict) as conflict:
        await room.undo(attempt, act)
    assert conflict.value.code == "not_undoable"


async def test_nobody_finds_their_time_over_because_minutes_were_taken_back(exams, room, set_clock):
    attempt = await exams.running()
    act = await room.minutes(attempt)
    set_clock.moment = attempt.deadline_at
    with pytest.raises(Conflict) as conflict:
        await room.undo(attempt, act)
    assert conflict.value.code == "too_late"
    set_clock.moment = attempt.deadline_at - timedelta(seconds=1)
    await room.undo(attempt, act)


async def test_who_is_done_keeps_the_minutes_that_others_give_back(exams, room, employee):
    done, running = await _two_at_it(exams, room)
    act = await room.minutes(done, running)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(done), done.id)
    _, people, kept = await room.undo(running, act)
    assert (people, kept) == (1, 1)
    assert (await exams.again(done)).granted_seconds == 600


async def test_an_ended_attempt_is_graded_with_the_answers_it_has(exams, room, journal, answer):
    attempt = await exams.running()
    await answer(attempt, {0: None})
    await room.end(attempt)
    again = await exams.again(attempt)
    assert (again.state, again.submitted_at) == (AttemptState.GRADED, None)
    receipt = await answer(attempt, {1: None})
    assert receipt.outcomes == [Outcome.CLOSED]


async def test_an_end_needs_a_reason_and_cannot_be_undone(exams, room):
    attempt = await exams.running()
    with pytest.raises(Invalid):
        await room.end(attempt, reason="")
    act = await room.end(attempt)
    with pytest.raises(Conflict) as conflict:
        await room.undo(attempt, act)
    assert conflict.value.code == "not_undoable"


async def test_whose_time_is_up_was_not_ended_by_anybody(exams, room, set_clock):
    overdue, running = await _two_at_it(exams, room)
    await room.minutes(running, minutes=30)
    set_clock.moment = overdue.deadline_at + timedelta(minutes=1)
    assert (await room.end(overdue, running)).attempt_ids == [running.id]
    with pytest.raises(Conflict):
        await room.end(overdue)


async def test_a_released_page_is_told_at_its_next_heartbeat(exams, room, journal):
    attempt = await exams.running()
    await room.release(attempt)
    standing = await journal.heartbeat(Claim(attempt.id, attempt.lease))
    assert standing.lease != attempt.lease


async def test_minutes_of_who_plans_are_in_the_list_of_the_room_and_can_be_taken_back_there(exams, room):
    first, second = await _two_at_it(exams, room)
    planner = await exams.administrator(first.corporation_id)
    act = await room.minutes_to_all(first, second, minutes=5, scope=planner)
    async with exams.database.reading() as session:
        rows = await all_acts(session, planner, act.sitting_id)
    listed = [(row.act.kind, row.act.attempt_ids, row.act.minutes, row.act.reason, row.actor) for row in rows]
    assert listed == [(ActKind.MINUTES, [first.id, second.id], 5, "Storing", "Bo Beheer")]
    assert [(await exams.again(each)).granted_seconds for each in (first, second)] == [300, 300]
    assert (await room.undo(first, act))[1:] == (2, 0)
    assert [(await exams.again(each)).granted_seconds for each in (first, second)] == [0, 0]


async def test_minutes_of_who_plans_are_for_all_or_for_nobody(exams, room, employee):
    done, running = await _two_at_it(exams, room)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(done), done.id)
    planner = await exams.administrator(done.corporation_id)
    with pytest.raises(Conflict) as conflict:
        await room.minutes_to_all(done, running, scope=planner)
    assert conflict.value.code == "attempt_closed"
    assert (await exams.again(running)).granted_seconds == 0
    async with exams.database.reading() as session:
        assert await all_acts(session, planner, await room.sitting_id(running)) == []
