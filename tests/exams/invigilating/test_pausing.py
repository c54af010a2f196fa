"""A pause stops the clock of one or many, and nobody loses or gains more than the second it is rounded up by."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.exams.attempts import AttemptState
from proeve.exams.closing import close_overdue, submit_attempt
from proeve.exams.endings import Ending, ending_of
from proeve.exams.granting import grant_time
from proeve.exams.invigilating.acts import ActKind, all_acts
from proeve.exams.opening import open_attempt
from proeve.exams.starting import start_attempt
from proeve.exams.time_grants import GrantKind, TimeGrant


async def test_going_on_moves_the_deadline_by_the_pause_rounded_up_to_seconds(exams, room, set_clock):
    attempt = await exams.running()
    await room.pause(attempt)
    set_clock.advance(minutes=7, milliseconds=300)
    await room.resume(attempt)
    again = await exams.again(attempt)
    assert again.paused_at is None
    assert again.deadline_at == attempt.deadline_at + timedelta(minutes=7, seconds=1)
    assert again.granted_seconds == 421


async def test_a_pause_is_kept_as_time_that_was_made_good(exams, room, set_clock):
    attempt = await exams.running()
    began = clock.now_ms()
    await room.pause(attempt)
    set_clock.advance(minutes=2)
    await room.resume(attempt)
    async with exams.database.reading() as session:
        grant = (await session.scalars(select(TimeGrant))).one()
    assert (grant.kind, grant.seconds, grant.from_ms, grant.until_ms) == (GrantKind.PAUSE, 120, began, began + 120_000)


async def test_nothing_closes_by_itself_while_the_clock_stands_still(exams, room, set_clock):
    attempt = await exams.running()
    await room.pause(attempt)
    set_clock.advance(hours=5)
    assert await close_overdue(exams.database) == 0
    await room.resume(attempt)
    assert await close_overdue(exams.database) == 0
    again = await exams.again(attempt)
    assert again.deadline_at - clock.now() == attempt.deadline_at - attempt.started_at


async def test_a_second_pause_changes_nothing_for_who_is_paused_already(exams, room, set_clock):
    first = await exams.running()
    await room.pause(first)
    set_clock.advance(minutes=1)
    with pytest.raises(Conflict) as conflict:
        await room.pause(first)
    assert conflict.value.code == "nobody_left"


async def test_who_has_handed_in_is_passed_over(exams, room, employee):
    member = await exams.staff_member()
    done = await exams.running(member, await exams.staff_member(await room.corporation(member)))
    running = await room.another(done)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(done), done.id)
    act = await room.pause(done, running)
    assert act.attempt_ids == [running.id]
    assert (await exams.again(done)).paused_at is None


async def test_who_has_not_begun_cannot_be_paused(exams, room):
    prepared = await exams.prepared()
    with pytest.raises(Conflict):
        await room.pause(prepared)


async def test_a_pause_needs_a_reason(exams, room):
    attempt = await exams.running()
    with pytest.raises(Invalid) as invalid:
        await room.pause(attempt, reason=" ")
    assert set(invalid.value.problems) == {"reason"}


async def test_a_paused_exam_opens_at_another_device_with_all_its_time(exams, room, set_clock, employee, tokens):
    attempt = await exams.running()
    set_clock.advance(minutes=10)
    await room.pause(attempt)
    set_clock.advance(hours=3)
    async with exams.database.unit_of_work() as session:
        page = await open_attempt(session, employee(attempt), attempt.id, tokens=tokens)
    assert page.state == "paused"
    left = clock.milliseconds(attempt.deadline_at) - clock.milliseconds(attempt.started_at) - 600_000
    assert page.deadline_ms - page.server_ms == left


async def test_starting_again_while_paused_changes_nothing(exams, room, employee):
    attempt = await exams.running()
    await room.pause(attempt)
    async with exams.database.unit_of_work() as session:
        again = await start_attempt(session, employee(attempt), attempt.id)
    assert (again.started_at, again.paused_at) == (attempt.started_at, clock.now())


async def test_who_is_done_may_hand_in_while_the_clock_stands_still(exams, room, employee):
    attempt = await exams.running()
    await room.pause(attempt)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(attempt), attempt.id)
    again = await exams.again(attempt)
    assert again.state == AttemptState.GRADED
    assert again.paused_at is None


async def test_who_hands_in_during_a_long_pause_did_not_run_out_of_time(exams, room, employee, set_clock):
    attempt = await exams.running()
    await room.pause(attempt)
    set_clock.advance(hours=2)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(attempt), attempt.id)
    assert ending_of(await exams.again(attempt)) is Ending.HANDED_IN


async def test_who_is_ended_during_a_long_pause_did_not_run_out_of_time(exams, room, set_clock):
    attempt = await exams.running()
    await room.pause(attempt)
    set_clock.advance(hours=2)
    await room.end(attempt)
    again = await exams.again(attempt)
    assert (again.granted_seconds, again.paused_at) == (2 * 3600, None)
    assert ending_of(again) is Ending.ENDED


async def test_minutes_can_be_granted_during_a_long_pause(exams, room, set_clock):
    attempt = await exams.running()
    await room.pause(attempt)
    set_clock.advance(hours=2)
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await grant_time(session, scope, [attempt.id], minutes=5)
    await room.resume(attempt)
    again = await exams.again(attempt)
    assert again.granted_seconds == 2 * 3600 + 300


async def test_both_acts_are_in_the_list_of_the_room(exams, room, set_clock):
    attempt = await exams.running()
    await room.pause(attempt, reason="Brandalarm")
    set_clock.advance(minutes=1)
    await room.resume(attempt)
    async with exams.database.reading() as session:
        rows = await all_acts(session, await room.scope(attempt), await room.sitting_id(attempt))
    assert [(row.act.kind, row.act.reason) for row in rows] == [(ActKind.RESUME, ""), (ActKind.PAUSE, "Brandalarm")]


async def test_others_find_nothing_to_pause(exams, room, employee):
    attempt = await exams.running()
    for scope in (await exams.administrator(), employee(attempt)):
        with pytest.raises(NotFound):
            await room.pause(attempt, scope=scope)


async def test_an_attempt_of_another_sitting_is_not_found_in_this_room(exams, room):
    member = await exams.staff_member()
    here, elsewhere = await exams.running(member), await exams.running(member, exam="lastige-boodschappen")
    with pytest.raises(NotFound):
        await room.pause(here, elsewhere)
