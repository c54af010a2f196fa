"""What was given out before is read in a few queries, and decides what a form is made of."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlmodel import col

from proeve.core import clock
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.given_out import read_colleagues, read_exposure, read_seen
from proeve.exams.sittings import Sitting
from question_bank.pool import Pool

EXAM = "klantgericht-werken"


@pytest.fixture
def pool(bank):
    return Pool(bank.blueprints[EXAM], bank.all_items(EXAM))


def items_of(*attempts):
    return {slot.item for attempt in attempts for slot in form_of(attempt).slots}


async def test_every_form_of_the_exam_counts_for_exposure_whoever_got_it(exams, pool):
    attempts = [await exams.prepared() for _ in range(3)]
    async with exams.database.reading() as session:
        exposure = await read_exposure(session, pool)
    assert exposure.forms == 3
    assert {item.id for item in pool.items if exposure.rate(item.id)} == items_of(*attempts)


async def test_what_sat_out_is_read_back_from_the_forms(exams, pool, monkeypatch):
    monkeypatch.setattr("proeve.exams.preparing.read_exposure", _everything_was_given_out)
    attempt = await exams.prepared()
    barred = pool.contents.ids(form_of(attempt).told.barred)
    assert len(barred) == len(pool.items)
    async with exams.database.reading() as session:
        exposure = await read_exposure(session, pool)
    assert {item.id for item in pool.items if exposure._barred[item.id]} == barred


async def _everything_was_given_out(session, pool):
    exposure = await read_exposure(session, pool)
    for _ in range(100):
        exposure.add([item.id for item in pool.items])
    return exposure


async def test_after_three_forms_people_of_one_corporation_get_nothing_new(exams):
    corporation = await exams.corporation()
    first = [await exams.prepared(await exams.staff_member(corporation)) for _ in range(3)]
    later = [await exams.prepared(await exams.staff_member(corporation)) for _ in range(3)]
    assert items_of(*later) <= items_of(*first)


async def test_what_one_job_gave_out_counts_for_the_rest_of_it(exams):
    corporation = await exams.corporation()
    await exams.prepared(*[await exams.staff_member(corporation) for _ in range(6)])
    async with exams.database.reading() as session:
        attempts = list(await session.scalars(select(Attempt).order_by(col(Attempt.id))))
    assert items_of(*attempts[3:]) <= items_of(*attempts[:3])
    assert [form_of(attempt).told.familiar is None for attempt in attempts] == [True] * 3 + [False] * 3


async def test_people_of_another_corporation_are_no_colleagues(exams):
    corporation = await exams.corporation()
    await exams.planned(*[await exams.staff_member(corporation) for _ in range(4)])
    assert form_of(await exams.prepared()).told.familiar is None


@pytest.mark.parametrize(("days", "are_known"), [(29, True), (32, False)])
async def test_what_colleagues_met_is_familiar_for_thirty_days(exams, set_clock, days, are_known):
    corporation = await exams.corporation()
    members = [await exams.staff_member(corporation) for _ in range(4)]
    await exams.prepared(*members[:3])
    set_clock.advance(days=days)
    attempt = await exams.prepared(members[3])
    assert (form_of(attempt).told.familiar is not None) == are_known


async def test_forms_for_a_sitting_that_is_planned_close_by_are_familiar_too(exams):
    corporation = await exams.corporation()
    members = [await exams.staff_member(corporation) for _ in range(4)]
    later = clock.now() + timedelta(days=20)
    await exams.prepared(*members[:3], opens_at=later, closes_at=later + timedelta(hours=8))
    assert form_of(await exams.prepared(members[3])).told.familiar


async def test_ten_people_take_as_many_queries_as_one(exams, pool):
    statements = []
    event.listen(exams.database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    async def count(people: int) -> int:
        corporation = await exams.corporation()
        members = [await exams.staff_member(corporation) for _ in range(people)]
        await exams.prepared(*members)
        later = clock.now() + timedelta(days=7)
        sitting_id = (await exams.planned(*members, opens_at=later, closes_at=later + timedelta(hours=8))).id
        async with exams.database.reading() as session:
            sitting = (await session.scalars(select(Sitting).where(col(Sitting.id) == sitting_id))).one()
            before = len(statements)
            seen = await read_seen(session, sitting)
            await read_exposure(session, pool)
            await read_colleagues(session, sitting, 3)
            assert all(len(seen[member.person_id]) == 20 for member in members)
            return len(statements) - before

    # The contents of a pool are read once, and are then at hand.
    assert await count(1) <= 4
    assert await count(10) <= 4
