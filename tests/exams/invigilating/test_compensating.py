"""Outages are proposed from what the journal noticed, granted with one click, and never twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from proeve.core import clock
from proeve.core.errors import Conflict, NotFound
from proeve.exams.closing import close_overdue
from proeve.exams.invigilating.compensating import all_proposals, compensate
from proeve.exams.journal.saves import Claim
from proeve.exams.time_grants import GrantKind, TimeGrant


@pytest.fixture
async def three(exams, room, journal):
    """Three people at it, heard of just now."""
    member = await exams.staff_member()
    corporation = await room.corporation(member)
    first = await exams.running(member, *[await exams.staff_member(corporation) for _ in range(2)])
    attempts = [first, await room.another(first)]
    attempts.append(await room.another(first, *attempts))
    for attempt in attempts:
        await journal.heartbeat(Claim(attempt.id, 0))
    return attempts


@pytest.fixture
def outage(exams, room, journal, set_clock):
    """Let everybody fall silent and come back one after another."""

    async def outage(attempts, *, seconds: int) -> None:
        set_clock.advance(seconds=seconds)
        for attempt in attempts:
            await journal.heartbeat(Claim(attempt.id, 0))
            set_clock.advance(seconds=5)
        for attempt in attempts:
            await journal.heartbeat(Claim(attempt.id, 0))

    return outage


async def _proposals(exams, room, attempt):
    async with exams.database.reading() as session:
        return await all_proposals(session, await room.scope(attempt), await room.sitting_id(attempt))


async def _compensate(exams, room, attempt, key):
    sitting_id, scope = await room.sitting_id(attempt), await room.scope(attempt)
    async with exams.database.unit_of_work() as session:
        return await compensate(session, scope, sitting_id, key)


async def test_an_outage_is_made_good_once_with_each_their_own_minutes(exams, room, three, outage):
    await outage(three, seconds=170)
    (proposal,) = await _proposals(exams, room, three[0])
    assert [each.loss.minutes for each in proposal.losses] == [3, 3, 3]
    act = await _compensate(exams, room, three[0], proposal.key)
    assert sorted(act.attempt_ids) == [attempt.id for attempt in three]
    async with exams.database.reading() as session:
        grants = list(await session.scalars(select(TimeGrant)))
    assert [(grant.kind, grant.seconds) for grant in grants] == [(GrantKind.OUTAGE, 180)] * 3
    assert "Storing van 10:00 tot 10:02 uur" in grants[0].reason
    assert await _proposals(exams, room, three[0]) == []
    with pytest.raises(Conflict) as conflict:
        await _compensate(exams, room, three[0], proposal.key)
    assert conflict.value.code == "made_good"


async def test_a_second_outage_is_another_one(exams, room, three, outage):
    await outage(three, seconds=100)
    (first,) = await _proposals(exams, room, three[0])
    await _compensate(exams, room, three[0], first.key)
    await outage(three, seconds=20)
    await outage(three, seconds=200)
    (second,) = await _proposals(exams, room, three[0])
    assert second.key != first.key
    # The twenty seconds that were rounded up before are paid already, as far as they reach into this one.
    assert all(each.loss.minutes in {3, 4} for each in second.losses)


async def test_what_was_undone_can_be_granted_again(exams, room, three, outage):
    await outage(three, seconds=100)
    (proposal,) = await _proposals(exams, room, three[0])
    await room.undo(three[0], await _compensate(exams, room, three[0], proposal.key))
    assert [each.key for each in await _proposals(exams, room, three[0])] == [proposal.key]


async def test_the_time_of_a_pause_is_not_given_a_second_time(exams, room, three, outage, set_clock):
    await room.pause(*three)
    set_clock.advance(minutes=5)
    await room.resume(*three)
    await outage(three, seconds=60)
    losses = [each.loss for proposal in await _proposals(exams, room, three[0]) for each in proposal.losses]
    assert all(loss.lost_ms <= 70_000 for loss in losses)


async def test_who_is_done_gets_nothing_any_more(exams, room, three, outage):
    await outage(three, seconds=100)
    await room.end(three[0])
    (proposal,) = await _proposals(exams, room, three[1])
    act = await _compensate(exams, room, three[1], proposal.key)
    assert act.attempt_ids == [three[1].id, three[2].id]


async def test_an_outage_that_goes_on_can_be_made_good_so_far(exams, room, three, set_clock):
    set_clock.advance(minutes=4)
    (proposal,) = await _proposals(exams, room, three[0])
    assert not proposal.is_over
    await _compensate(exams, room, three[0], proposal.key)
    assert await _proposals(exams, room, three[0]) == []
    set_clock.advance(minutes=2)
    (rest,) = await _proposals(exams, room, three[0])
    assert [each.loss.minutes for each in rest.losses] == [2, 2, 2]


async def test_a_silence_that_runs_into_a_pause_is_lost_until_then(exams, room, three, journal, set_clock):
    set_clock.advance(minutes=3)
    await room.pause(*three)
    set_clock.advance(minutes=2)
    for attempt in three:
        await journal.heartbeat(Claim(attempt.id, 0))
    await room.resume(*three)
    (proposal,) = await _proposals(exams, room, three[0])
    assert [each.loss.lost_ms for each in proposal.losses] == [180_000] * 3


async def test_who_was_silent_until_time_closed_their_exam_was_silent_with_the_others(
    exams, room, three, journal, set_clock
):
    ends_at = three[0].deadline_at
    await room.minutes(*three[1:], minutes=30)
    set_clock.moment = ends_at + timedelta(minutes=1)
    await close_overdue(exams.database)
    for attempt in three[1:]:
        await journal.heartbeat(Claim(attempt.id, 0))
    (proposal,) = await _proposals(exams, room, three[0])
    assert [each.loss.minutes for each in proposal.losses] == [40, 41, 41]
    assert [each.loss.attempt_id for each in proposal.to_grant] == [attempt.id for attempt in three[1:]]


async def test_no_outage_of_another_corporation_can_be_seen(exams, room, three, outage, employee):
    await outage(three, seconds=100)
    for scope in (await exams.administrator(), employee(three[0])):
        async with exams.database.reading() as session:
            with pytest.raises(NotFound):
                await all_proposals(session, scope, await room.sitting_id(three[0]))


async def test_the_deadline_moves_by_what_was_lost(exams, room, three, outage):
    await outage(three, seconds=100)
    (proposal,) = await _proposals(exams, room, three[0])
    await _compensate(exams, room, three[0], proposal.key)
    again = await exams.again(three[0])
    assert again.deadline_at == three[0].deadline_at + timedelta(minutes=2)
    assert again.deadline_at > clock.now()
