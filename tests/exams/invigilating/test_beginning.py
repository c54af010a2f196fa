"""A joint sitting is begun from its room, once, as an act among the others."""

import asyncio
from datetime import timedelta

import pytest

from proeve.core import clock
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.exam_days import find_exam_day, plan_exam_day
from proeve.exams.invigilating.acts import ActKind, all_acts
from proeve.exams.invigilating.beginning import begin_exam_day, begin_sitting
from proeve.exams.sittings import JOINT_PATIENCE, SittingKind, StartRules


async def _begin(exams, scope, sitting):
    async with exams.database.unit_of_work() as session:
        return await begin_sitting(session, scope, sitting.id)


async def test_who_presses_after_another_changes_nothing(exams):
    opens_at = clock.now() - timedelta(minutes=5)
    sitting = await exams.planned(rules=StartRules(SittingKind.JOINT), opens_at=opens_at)
    scope = await exams.administrator(sitting.corporation_id)
    invigilator = Scope(scope.person_id, Role.INVIGILATOR, scope.corporation_ids)
    first, second = await _begin(exams, invigilator, sitting), await _begin(exams, scope, sitting)
    assert first.begun_at == second.begun_at
    async with exams.database.reading() as session:
        assert [row.act.kind for row in await all_acts(session, scope, sitting.id)] == [ActKind.START]


async def test_presses_in_the_same_moment_begin_it_once(exams):
    sitting = await exams.planned(rules=StartRules(SittingKind.JOINT), opens_at=clock.now() - timedelta(minutes=5))
    scope = await exams.administrator(sitting.corporation_id)
    begun = await asyncio.gather(*(_begin(exams, scope, sitting) for _ in range(4)))
    assert len({each.begun_at for each in begun}) == 1
    async with exams.database.reading() as session:
        assert [row.act.kind for row in await all_acts(session, scope, sitting.id)] == [ActKind.START]


async def test_a_sitting_of_ones_own_moment_is_not_begun_and_no_act(exams):
    sitting = await exams.planned()
    scope = await exams.administrator(sitting.corporation_id)
    with pytest.raises(Conflict):
        await _begin(exams, scope, sitting)
    async with exams.database.reading() as session:
        assert await all_acts(session, scope, sitting.id) == []


async def test_nobody_begins_a_sitting_of_another_corporation(exams):
    sitting = await exams.planned(rules=StartRules(SittingKind.JOINT))
    with pytest.raises(NotFound):
        await _begin(exams, await exams.administrator(), sitting)


async def test_each_room_of_an_exam_day_says_once_who_began_it(exams):
    operator = Scope((await exams.staff_member()).person_id, Role.OPERATOR)
    corporations = [await exams.corporation() for _ in range(2)]
    opens_at = clock.now()
    async with exams.database.unit_of_work() as session:
        day = await plan_exam_day(
            session,
            operator,
            name="Toetsdag Utrecht",
            exam="klantgericht-werken",
            opens_at=opens_at,
            closes_at=opens_at + JOINT_PATIENCE,
            rules=StartRules(SittingKind.JOINT),
            places={each.id: None for each in corporations},
        )
    async with exams.database.reading() as session:
        early, later = [each.sitting for each in (await find_exam_day(session, operator, day.id)).sittings]
    own = await exams.administrator(early.corporation_id)
    await _begin(exams, own, early)
    for _ in range(2):
        async with exams.database.unit_of_work() as session:
            await begin_exam_day(session, operator, day.id)
    async with exams.database.reading() as session:
        acts = [[row.act for row in await all_acts(session, operator, each.id)] for each in (early, later)]
    assert [[(act.kind, act.done_by) for act in room] for room in acts] == [
        [(ActKind.START, own.person_id)],
        [(ActKind.START, operator.person_id)],
    ]
