"""Extra time and withdrawal are decided on before the start, by the own corporation."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.corporations.staff_listing import StaffFilter, all_staff_ids
from proeve.exams.enrolments import find_enrolment, never_enrolled, set_extra_time, withdraw_enrolment
from proeve.exams.starting import start_attempt


async def test_extra_time_counts_for_somebody_whose_form_is_already_drawn(exams, employee):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await set_extra_time(session, scope, attempt.enrolment_id, percent=25, minutes=5)
    async with exams.database.unit_of_work() as session:
        started = await start_attempt(session, employee(attempt), attempt.id)
    assert started.allowed_seconds == 55 * 60


async def test_extra_time_is_logged_as_a_decision_without_a_reason(exams):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await set_extra_time(session, scope, attempt.enrolment_id, percent=25, minutes=5)
    async with exams.database.reading() as session:
        events = select(AuditEvent).where(col(AuditEvent.action) == "enrolment.extra_time")
        event = (await session.scalars(events)).one()
    assert (event.subject, event.actor_id) == (f"enrolment:{attempt.enrolment_id}", scope.person_id)
    assert event.facts == {"percent": 25, "minutes": 5}


async def test_extra_time_out_of_range_is_refused(exams):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    with pytest.raises(Invalid) as invalid:
        async with exams.database.unit_of_work() as session:
            await set_extra_time(session, scope, attempt.enrolment_id, percent=201, minutes=0)
    assert set(invalid.value.problems) == {"extra_time"}


@pytest.mark.parametrize("change", [withdraw_enrolment, set_extra_time])
async def test_after_the_start_the_enrolment_stays_as_it_is(exams, change):
    attempt = await exams.running()
    scope = await exams.administrator(attempt.corporation_id)
    details = {"percent": 25, "minutes": 0} if change is set_extra_time else {}
    with pytest.raises(Conflict) as conflict:
        async with exams.database.unit_of_work() as session:
            await change(session, scope, attempt.enrolment_id, **details)
    assert conflict.value.code == "attempt_started"


@pytest.mark.parametrize("change", [withdraw_enrolment, set_extra_time])
async def test_neither_another_corporation_nor_the_employee_changes_an_enrolment(exams, employee, change):
    attempt = await exams.prepared()
    details = {"percent": 25, "minutes": 0} if change is set_extra_time else {}
    for scope in (await exams.administrator(), employee(attempt)):
        with pytest.raises(NotFound):
            async with exams.database.unit_of_work() as session:
                await change(session, scope, attempt.enrolment_id, **details)


async def test_withdrawing_twice_is_the_same_as_once(exams, set_clock):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        first = (await withdraw_enrolment(session, scope, attempt.enrolment_id)).withdrawn_at
    set_clock.advance(minutes=1)
    async with exams.database.unit_of_work() as session:
        assert (await withdraw_enrolment(session, scope, attempt.enrolment_id)).withdrawn_at == first


async def test_an_enrolment_is_found_by_its_person_and_their_corporation_only(exams, employee):
    attempt = await exams.prepared()
    stranger = await exams.staff_member()
    async with exams.database.reading() as session:
        for scope in (employee(attempt), await exams.administrator(attempt.corporation_id)):
            assert (await find_enrolment(session, scope, attempt.enrolment_id)).id == attempt.enrolment_id
        for scope in (employee(stranger), await exams.administrator()):
            with pytest.raises(NotFound):
                await find_enrolment(session, scope, attempt.enrolment_id)


async def test_who_never_had_a_place_is_told_from_who_has_one(exams):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.reading() as session:
        place = await find_enrolment(session, scope, attempt.enrolment_id)
        never = StaffFilter(further=(never_enrolled(),))
        assert place.staff_member_id not in await all_staff_ids(session, scope, never)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, scope, attempt.enrolment_id)
    async with exams.database.reading() as session:
        assert place.staff_member_id in await all_staff_ids(session, scope, never)
