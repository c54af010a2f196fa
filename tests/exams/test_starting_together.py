"""A joint start is one UPDATE for everybody who is there, each with their own time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.arriving import arrive
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment, ExtraTime, withdraw_enrolment
from proeve.exams.granting import grant_time
from proeve.exams.overview import all_enrolments
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import JOINT_PATIENCE, Sitting, SittingKind, StartRules, closes_after
from proeve.exams.starting import start_attempt
from proeve.exams.starting_together import START_LEAD, count_arrived, start_sitting

JOINT = StartRules(SittingKind.JOINT)
JOINT_OR_LATE = StartRules(SittingKind.JOINT, late_minutes=15)


async def joint(exams, *members, rules=JOINT, **changes):
    """A joint sitting of now with everybody's form drawn: the sitting, and the attempts in the order of the people."""
    opens_at = changes.pop("opens_at", clock.now())
    sitting = await exams.planned(
        *members, opens_at=opens_at, closes_at=closes_after(opens_at, JOINT_PATIENCE), rules=rules, **changes
    )
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    async with exams.database.reading() as session:
        pairs = await session.execute(
            select(Attempt, Enrolment)
            .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
            .where(col(Enrolment.sitting_id) == sitting.id)
        )
        attempts = {place.staff_member_id: attempt for attempt, place in pairs}
    return sitting, [attempts[member.id] for member in members]


async def come(exams, employee, *attempts):
    for attempt in attempts:
        async with exams.database.unit_of_work() as session:
            await arrive(session, employee(attempt), attempt.id)


async def begin(exams, sitting, scope=None):
    scope = scope or Scope(sitting.created_by, Role.INVIGILATOR, frozenset({sitting.corporation_id}))
    async with exams.database.unit_of_work() as session:
        return await start_sitting(session, scope, sitting.id)


async def start(exams, scope, attempt):
    async with exams.database.unit_of_work() as session:
        return await start_attempt(session, scope, attempt.id)


async def people(exams, number):
    corporation = await exams.corporation()
    return [await exams.staff_member(corporation) for _ in range(number)]


async def test_everybody_who_is_there_starts_at_one_moment_with_their_own_time(exams, employee):
    ada, bo, cas = await people(exams, 3)
    extra_time = {bo.id: ExtraTime(25, 0), cas.id: ExtraTime(0, 7)}
    sitting, attempts = await joint(exams, ada, bo, cas, extra_time=extra_time)
    await come(exams, employee, *attempts)
    begun = await begin(exams, sitting)
    assert begun.begun_at == clock.now() + START_LEAD
    started = [await exams.again(attempt) for attempt in attempts]
    assert {attempt.started_at for attempt in started} == {begun.begun_at}
    assert [attempt.allowed_seconds for attempt in started] == [40 * 60, 50 * 60, 47 * 60]
    assert [attempt.deadline_at - begun.begun_at for attempt in started] == [
        timedelta(minutes=40),
        timedelta(minutes=50),
        timedelta(minutes=47),
    ]


async def test_minutes_granted_while_people_wait_count(exams, employee):
    ada, bo = await people(exams, 2)
    sitting, attempts = await joint(exams, ada, bo)
    await come(exams, employee, *attempts)
    async with exams.database.unit_of_work() as session:
        await grant_time(session, _scope(sitting), [attempts[1].id], minutes=10)
    await begin(exams, sitting)
    first, second = [await exams.again(attempt) for attempt in attempts]
    assert second.deadline_at - first.deadline_at == timedelta(minutes=10)
    assert second.allowed_seconds == first.allowed_seconds


def _scope(sitting):
    return Scope(sitting.created_by, Role.ADMINISTRATOR, frozenset({sitting.corporation_id}))


async def test_one_update_starts_them_all(exams, employee):
    members = await people(exams, 3)
    sitting, attempts = await joint(exams, *members, extra_time={members[0].id: ExtraTime(25, 5)})
    await come(exams, employee, *attempts)
    updates = []

    def note(_connection, _cursor, statement, *_others):
        if statement.startswith("UPDATE attempt "):
            updates.append(statement)

    event.listen(exams.database.engine.sync_engine, "before_cursor_execute", note)
    await begin(exams, sitting)
    assert len(updates) == 1


async def test_two_invigilators_who_press_at_once_begin_once(exams, employee):
    (ada,) = await people(exams, 1)
    sitting, (attempt,) = await joint(exams, ada)
    await come(exams, employee, attempt)
    begun = await asyncio.gather(*(begin(exams, sitting) for _ in range(4)))
    assert len({each.begun_at for each in begun}) == 1
    assert (await exams.again(attempt)).started_at == begun[0].begun_at
    async with exams.database.reading() as session:
        pressed = await session.scalars(select(AuditEvent).where(col(AuditEvent.action) == "sitting.start"))
    assert len(list(pressed)) == 1


async def test_pressing_again_later_changes_nothing(exams, employee, set_clock):
    (ada,) = await people(exams, 1)
    sitting, (attempt,) = await joint(exams, ada)
    await come(exams, employee, attempt)
    first = await begin(exams, sitting)
    set_clock.advance(hours=6)
    assert (await begin(exams, sitting)).begun_at == first.begun_at
    assert (await exams.again(attempt)).started_at == first.begun_at


async def test_who_comes_while_others_press_is_in_or_late_but_never_forgotten(exams, employee):
    members = await people(exams, 6)
    sitting, attempts = await joint(exams, *members)
    await asyncio.gather(*(come(exams, employee, attempt) for attempt in attempts), begin(exams, sitting))
    for attempt in attempts:
        # Who came after the button was pressed starts by themselves, at the very same moment.
        started = await start(exams, employee(attempt), attempt)
        assert (started.state, started.started_at) == (AttemptState.RUNNING, clock.now() + START_LEAD)


async def test_who_is_not_there_does_not_start(exams, employee):
    ada, bo = await people(exams, 2)
    sitting, (here, away) = await joint(exams, ada, bo)
    await come(exams, employee, here)
    async with exams.database.reading() as session:
        assert await count_arrived(session, sitting.id) == 1
    await begin(exams, sitting)
    assert (await exams.again(here)).state == AttemptState.RUNNING
    assert (await exams.again(away)).state == AttemptState.PREPARED


async def test_who_was_withdrawn_does_not_start(exams, employee):
    ada, bo = await people(exams, 2)
    sitting, (here, withdrawn) = await joint(exams, ada, bo)
    await come(exams, employee, here, withdrawn)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, _scope(sitting), withdrawn.enrolment_id)
    await begin(exams, sitting)
    assert (await exams.again(withdrawn)).state == AttemptState.PREPARED


async def test_nobody_starts_a_joint_sitting_by_themselves(exams, employee):
    (ada,) = await people(exams, 1)
    _, (attempt,) = await joint(exams, ada)
    await come(exams, employee, attempt)
    with pytest.raises(Conflict, match="voor iedereen tegelijk") as conflict:
        await start(exams, employee(attempt), attempt)
    assert conflict.value.code == "not_begun"


async def test_who_is_late_gets_their_own_full_time_where_that_is_allowed(exams, employee, set_clock):
    ada, bo = await people(exams, 2)
    sitting, (here, late) = await joint(exams, ada, bo, rules=JOINT_OR_LATE, extra_time={bo.id: ExtraTime(25, 0)})
    await come(exams, employee, here)
    begun = await begin(exams, sitting)
    set_clock.advance(minutes=15)
    with pytest.raises(Conflict, match="Meld u eerst"):
        await start(exams, employee(late), late)
    await come(exams, employee, late)
    started = await start(exams, employee(late), late)
    assert started.started_at == set_clock.moment
    assert started.deadline_at == set_clock.moment + timedelta(minutes=50)
    assert begun.closes_at == begun.begun_at + timedelta(minutes=15)


async def test_who_is_later_than_allowed_is_told_so(exams, employee, set_clock):
    (ada,) = await people(exams, 1)
    sitting, (late,) = await joint(exams, ada, rules=JOINT_OR_LATE)
    await begin(exams, sitting)
    set_clock.advance(minutes=16)
    with pytest.raises(Conflict, match="kon nog beginnen tot 10:15 uur") as conflict:
        await come(exams, employee, late)
    assert conflict.value.code == "window_closed"


async def test_who_is_late_where_that_is_not_allowed_is_told_so_and_counts_as_missing(exams, employee, set_clock):
    (ada,) = await people(exams, 1)
    sitting, (late,) = await joint(exams, ada)
    await begin(exams, sitting)
    set_clock.advance(seconds=START_LEAD.total_seconds())
    with pytest.raises(Conflict, match="om 10:00 uur voor iedereen begonnen"):
        await come(exams, employee, late)
    with pytest.raises(Conflict, match="kan niet meer meedoen"):
        await start(exams, employee(late), late)
    async with exams.database.reading() as session:
        rows = await all_enrolments(session, _scope(sitting), sitting_id=sitting.id)
    assert [row.state for row in rows] == ["missed"]


async def test_a_joint_sitting_does_not_begin_before_its_moment(exams):
    (ada,) = await people(exams, 1)
    sitting, _ = await joint(exams, ada, opens_at=clock.now() + timedelta(minutes=5))
    with pytest.raises(Conflict, match="vanaf 10 maart 2026 om 10:05 uur") as conflict:
        await begin(exams, sitting)
    assert conflict.value.code == "not_open_yet"


async def test_a_joint_sitting_can_begin_hours_late_but_not_the_next_day(exams, employee, set_clock):
    ada, bo = await people(exams, 2)
    delayed, (attempt,) = await joint(exams, ada)
    forgotten, _ = await joint(exams, bo)
    await come(exams, employee, attempt)
    set_clock.advance(hours=3, minutes=59)
    await begin(exams, delayed)
    assert (await exams.again(attempt)).state == AttemptState.RUNNING
    set_clock.advance(minutes=1)
    with pytest.raises(Conflict, match="Plan een nieuwe afname"):
        await begin(exams, forgotten)


async def test_a_window_is_begun_by_nobody(exams):
    sitting = await exams.planned()
    with pytest.raises(Conflict, match="begint iedereen zelf"):
        await begin(exams, sitting)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.INVIGILATOR, Role.OPERATOR}))
async def test_other_roles_find_no_sitting_to_begin(exams, role):
    (ada,) = await people(exams, 1)
    sitting, _ = await joint(exams, ada)
    with pytest.raises(NotFound):
        await begin(exams, sitting, Scope(ada.person_id, role, frozenset({sitting.corporation_id})))


async def test_an_invigilator_begins_no_sitting_of_another_corporation(exams):
    (ada,) = await people(exams, 1)
    sitting, _ = await joint(exams, ada)
    other = await exams.corporation()
    with pytest.raises(NotFound):
        await begin(exams, sitting, Scope(ada.person_id, Role.INVIGILATOR, frozenset({other.id})))


async def test_a_start_on_the_night_of_summer_time_keeps_real_minutes(exams, employee, set_clock):
    set_clock.moment = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)  # 01:50 in the Netherlands; at 02:00 it becomes 03:00.
    ada, bo = await people(exams, 2)
    opens_at = set_clock.moment.astimezone(clock.AMSTERDAM)
    sitting, (here, late) = await joint(exams, ada, bo, rules=JOINT_OR_LATE, opens_at=opens_at)
    await come(exams, employee, here)
    await begin(exams, sitting)
    assert (await exams.again(here)).deadline_at == datetime(2026, 3, 29, 1, 30, 10, tzinfo=UTC)
    set_clock.advance(minutes=15)  # 03:05 on the wall.
    await come(exams, employee, late)
    assert (await start(exams, employee(late), late)).deadline_at == datetime(2026, 3, 29, 1, 45, tzinfo=UTC)
    async with exams.database.reading() as session:
        stored = await session.get_one(Sitting, sitting.id)
    assert stored.closes_at == datetime(2026, 3, 29, 1, 5, 10, tzinfo=UTC)
