"""An exam day is one plan of the operator: a sitting for each corporation, which all begin at one moment."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.adding import add_people
from proeve.exams.arriving import arrive
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import ExtraTime
from proeve.exams.exam_days import all_exam_days, find_exam_day, plan_exam_day, start_exam_day
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import JOINT_PATIENCE, SittingKind, StartRules, find_sitting
from proeve.exams.starting_together import START_LEAD, start_sitting


@pytest.fixture
async def operator(exams):
    member = await exams.staff_member()
    return Scope(member.person_id, Role.OPERATOR)


async def plan(exams, operator, *corporations, most=None, **changes):
    opens_at = clock.now()
    wanted = {
        "name": "Toetsdag Utrecht",
        "exam": "klantgericht-werken",
        "opens_at": opens_at,
        "closes_at": opens_at + JOINT_PATIENCE,
        "rules": StartRules(SittingKind.JOINT, late_minutes=10),
        "places": dict.fromkeys([each.id for each in corporations], most),
    }
    async with exams.database.unit_of_work() as session:
        day = await plan_exam_day(session, operator, **(wanted | changes))
    async with exams.database.reading() as session:
        return await find_exam_day(session, operator, day.id)


async def take_part(exams, employee, sitting, member, extra_time=None) -> Attempt:
    """Add somebody to a sitting and let them say that they are there."""
    scope = Scope(member.person_id, Role.ADMINISTRATOR, frozenset({sitting.corporation_id}))
    extra = {member.id: extra_time} if extra_time else {}
    async with exams.database.unit_of_work() as session:
        await add_people(session, scope, sitting.id, staff_member_ids=[member.id], extra_time=extra)
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    async with exams.database.unit_of_work() as session:
        attempt = (await session.scalars(select(Attempt).where(col(Attempt.person_id) == member.person_id))).one()
        await arrive(session, employee(attempt), attempt.id)
    return attempt


async def test_each_corporation_gets_a_sitting_of_its_own_with_the_same_start(exams, operator):
    corporations = [await exams.corporation() for _ in range(3)]
    row = await plan(exams, operator, *corporations, most=12)
    sittings = [each.sitting for each in row.sittings]
    assert {sitting.corporation_id for sitting in sittings} == {each.id for each in corporations}
    assert len({(sitting.opens_at, sitting.closes_at, sitting.blueprint_id) for sitting in sittings}) == 1
    assert {(sitting.places, sitting.late_minutes, sitting.kind) for sitting in sittings} == {(12, 10, "joint")}
    assert len({sitting.start_code for sitting in sittings}) == 3


async def test_the_whole_day_begins_at_one_moment_with_everybodys_own_time(exams, operator, employee):
    corporations = [await exams.corporation(), await exams.corporation()]
    row = await plan(exams, operator, *corporations)
    places = {each.sitting.corporation_id: each.sitting for each in row.sittings}
    first = await exams.staff_member(corporations[0])
    second = await exams.staff_member(corporations[1])
    attempts = [
        await take_part(exams, employee, places[first.corporation_id], first),
        await take_part(exams, employee, places[second.corporation_id], second, ExtraTime(50, 0)),
    ]
    for _ in range(2):
        async with exams.database.unit_of_work() as session:
            await start_exam_day(session, operator, row.day.id)
    one, other = [await exams.again(attempt) for attempt in attempts]
    assert one.started_at == other.started_at == clock.now() + START_LEAD
    assert other.deadline_at - one.deadline_at == timedelta(minutes=20)


async def test_a_corporation_that_began_by_itself_is_left_alone(exams, operator, set_clock):
    corporations = [await exams.corporation(), await exams.corporation()]
    row = await plan(exams, operator, *corporations)
    early, later = [each.sitting for each in row.sittings]
    own = Scope(operator.person_id, Role.INVIGILATOR, frozenset({early.corporation_id}))
    async with exams.database.unit_of_work() as session:
        begun = await start_sitting(session, own, early.id)
    set_clock.advance(minutes=5)
    async with exams.database.unit_of_work() as session:
        await start_exam_day(session, operator, row.day.id)
    async with exams.database.reading() as session:
        assert (await find_sitting(session, operator, early.id)).begun_at == begun.begun_at
        assert (await find_sitting(session, operator, later.id)).begun_at == set_clock.moment + START_LEAD


async def test_a_day_does_not_begin_early(exams, operator):
    opens_at = clock.now() + timedelta(hours=1)
    row = await plan(exams, operator, await exams.corporation(), opens_at=opens_at, closes_at=opens_at + JOINT_PATIENCE)
    with pytest.raises(Conflict, match="vanaf 10 maart 2026 om 11:00 uur"):
        async with exams.database.unit_of_work() as session:
            await start_exam_day(session, operator, row.day.id)


async def test_an_administrator_sees_only_their_own_sitting_of_a_day(exams, operator):
    corporations = [await exams.corporation(), await exams.corporation()]
    row = await plan(exams, operator, *corporations)
    scope = await exams.administrator(corporations[0].id)
    async with exams.database.reading() as session:
        for each in row.sittings:
            if each.sitting.corporation_id == corporations[0].id:
                assert await find_sitting(session, scope, each.sitting.id)
            else:
                with pytest.raises(NotFound):
                    await find_sitting(session, scope, each.sitting.id)
        with pytest.raises(NotFound):
            await find_exam_day(session, scope, row.day.id)
        with pytest.raises(NotFound):
            await all_exam_days(session, scope)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": " "}, {"name"}),
        ({"places": {}}, {"corporations"}),
        ({"places": {999_999: None}}, {"corporations"}),
        ({"rules": StartRules(SittingKind.JOINT, late_minutes=999)}, {"late_minutes"}),
    ],
)
async def test_what_is_not_right_is_named_by_field(exams, operator, changes, fields):
    with pytest.raises(Invalid) as invalid:
        await plan(exams, operator, await exams.corporation(), **changes)
    assert set(invalid.value.problems) == fields


async def test_days_are_listed_the_last_first(exams, operator):
    corporation = await exams.corporation()
    first = await plan(exams, operator, corporation)
    opens_at = clock.now() + timedelta(days=1)
    second = await plan(exams, operator, corporation, opens_at=opens_at, closes_at=opens_at + JOINT_PATIENCE)
    async with exams.database.reading() as session:
        assert [row.day.id for row in await all_exam_days(session, operator)] == [second.day.id, first.day.id]
