"""A sitting is planned as a whole: people, window, extra time, invitations and the job, or nothing of it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.closing import submit_attempt
from proeve.exams.enrolling import find_members
from proeve.exams.enrolments import Enrolment, ExtraTime, withdraw_enrolment
from proeve.exams.planning import plan_sitting
from proeve.exams.sittings import Sitting
from tests.patience import PATIENCE_SECONDS

EXAM = "klantgericht-werken"


async def count(database, table) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def enrolments_of(database, sitting) -> list[Enrolment]:
    async with database.reading() as session:
        of_sitting = select(Enrolment).where(col(Enrolment.sitting_id) == sitting.id).order_by(col(Enrolment.id))
        return list(await session.scalars(of_sitting))


async def problems_of(exams, **changes) -> dict[str, str]:
    with pytest.raises(Invalid) as invalid:
        await exams.planned(**changes)
    assert await count(exams.database, Sitting) == 0
    return invalid.value.problems


async def test_planning_enrols_people_with_their_extra_time(exams):
    corporation = await exams.corporation()
    noor, sami = await exams.staff_member(corporation, "Noor"), await exams.staff_member(corporation, "Sami")
    sitting = await exams.planned(noor, sami, extra_time={sami.id: ExtraTime(25, 10)})
    assert (sitting.corporation_id, sitting.exam) == (corporation.id, EXAM)
    found = await enrolments_of(exams.database, sitting)
    assert [(row.staff_member_id, row.extra_percent, row.extra_minutes) for row in found] == [
        (noor.id, 0, 0),
        (sami.id, 25, 10),
    ]


async def test_planning_asks_for_an_invitation_per_person_and_for_one_preparation(exams):
    corporation = await exams.corporation()
    members = [await exams.staff_member(corporation) for _ in range(3)]
    sitting = await exams.planned(*members)
    found = await enrolments_of(exams.database, sitting)
    async with exams.database.reading() as session:
        messages = list(await session.scalars(select(Message).order_by(col(Message.id))))
    assert [row.invitation_id for row in found] == [message.id for message in messages]
    assert [message.recipient for message in messages] == [member.email for member in members]
    jobs = await asked_jobs(exams.database)
    assert f"exams.prepare:{sitting.id}" in jobs
    assert {f"mail.send:{message.id}" for message in messages} <= jobs


async def asked_jobs(database) -> set[str]:
    workflows = await database.jobs.list_workflows_async()
    return {workflow.workflow_id for workflow in workflows}


async def test_planning_is_logged_with_who_did_it(exams):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    async with exams.database.reading() as session:
        event = (await session.scalars(select(AuditEvent))).one()
    assert (event.action, event.subject) == ("sitting.plan", f"sitting:{sitting.id}")
    assert (event.actor_id, event.corporation_id) == (sitting.created_by, member.corporation_id)
    assert event.facts == {"exam": EXAM, "people": 1}


async def test_choosing_somebody_twice_enrols_them_once(exams):
    member = await exams.staff_member()
    sitting = await exams.planned(member, staff_member_ids=[member.id, member.id])
    assert len(await enrolments_of(exams.database, sitting)) == 1


async def test_people_of_another_corporation_do_not_exist_here(exams):
    ours, theirs = await exams.staff_member(), await exams.staff_member()
    with pytest.raises(NotFound):
        await exams.planned(ours, staff_member_ids=[ours.id, theirs.id])
    assert await count(exams.database, Sitting) == 0
    assert await count(exams.database, Message) == 0


async def test_an_employee_plans_nothing_not_even_for_themselves(exams, employee):
    member = await exams.staff_member()
    scope = employee(member)
    with pytest.raises((NotFound, Invalid)):
        async with exams.database.unit_of_work() as session:
            await plan_sitting(
                session,
                scope,
                exam=EXAM,
                opens_at=clock.now(),
                closes_at=clock.now() + timedelta(days=1),
                staff_member_ids=[member.id],
            )


async def test_people_who_left_cannot_be_enrolled(exams):
    member = await exams.staff_member()
    async with exams.database.unit_of_work() as session:
        session.add(member)
        member.left_at = clock.now()
    with pytest.raises(Invalid) as invalid:
        await exams.planned(member)
    assert member.name in invalid.value.problems["staff_member_ids"]


async def test_a_sitting_needs_people(exams):
    member = await exams.staff_member()
    with pytest.raises(Invalid) as invalid:
        await exams.planned(member, staff_member_ids=[])
    assert invalid.value.problems == {"staff_member_ids": "Kies minstens één medewerker."}


async def test_a_window_that_is_past_is_refused(exams):
    now = clock.now()
    problems = await problems_of(exams, opens_at=now - timedelta(days=2), closes_at=now)
    assert problems == {"closes_at": "Deze periode is al voorbij. Kies een later moment."}


async def test_a_window_that_ends_before_it_begins_is_refused(exams):
    soon = clock.now() + timedelta(hours=1)
    problems = await problems_of(exams, opens_at=soon, closes_at=soon)
    assert problems == {"closes_at": "Kies een einde dat na het begin ligt."}


async def test_a_window_shorter_than_the_exam_is_refused(exams):
    now = clock.now()
    problems = await problems_of(exams, opens_at=now, closes_at=now + timedelta(minutes=39))
    assert problems == {"closes_at": "De toets duurt 40 minuten. Maak de periode minstens zo lang."}


@pytest.mark.parametrize("extra", [ExtraTime(-1, 0), ExtraTime(201, 0), ExtraTime(0, -1), ExtraTime(0, 241)])
async def test_extra_time_out_of_range_is_refused(exams, extra):
    assert set(await problems_of(exams, extra_time={1: extra})) == {"extra_time"}


async def test_an_unknown_exam_is_not_found(exams):
    with pytest.raises(NotFound):
        await exams.planned(exam="tuinieren")


async def test_somebody_already_enrolled_in_an_overlapping_window_is_named(exams):
    corporation = await exams.corporation()
    noor, sami = await exams.staff_member(corporation, "Noor"), await exams.staff_member(corporation, "Sami")
    await exams.planned(noor)
    with pytest.raises(Conflict, match="Noor Jansen") as conflict:
        await exams.planned(noor, sami)
    assert "Sami" not in conflict.value.message
    assert conflict.value.code == "already_enrolled"


async def test_the_same_people_may_sit_another_exam_or_another_time(exams):
    member = await exams.staff_member()
    first = await exams.planned(member)
    await exams.planned(member, exam="lastige-boodschappen")
    await exams.planned(member, opens_at=first.closes_at, closes_at=first.closes_at + timedelta(hours=2))


async def test_somebody_who_was_withdrawn_may_be_enrolled_anew(exams):
    member = await exams.staff_member()
    (enrolment,) = await enrolments_of(exams.database, await exams.planned(member))
    scope = await exams.administrator(member.corporation_id)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, scope, enrolment.id)
    await exams.planned(member)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_people_can_hand_in_while_they_are_planned_for_another_exam(exams, employee):
    """On SQLite writers take turns, so there is nobody to wait for."""
    member = await exams.staff_member()
    attempt = await exams.running(member)
    scope = await exams.administrator(member.corporation_id)
    async with exams.database.unit_of_work() as planning:
        await find_members(planning, scope, [member.id])

        async def hand_in() -> Attempt:
            async with exams.database.unit_of_work() as session:
                return await submit_attempt(session, employee(attempt), attempt.id)

        # A task of its own, as another request is; it would wait here until the planner is done.
        handed_in = await asyncio.wait_for(asyncio.create_task(hand_in()), timeout=PATIENCE_SECONDS)
    assert handed_in.state == AttemptState.GRADED
