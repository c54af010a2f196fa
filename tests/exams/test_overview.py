"""Planners see everybody of a sitting with where they stand; candidates see their own exams."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.core.mail.messages import Message, MessageState
from proeve.core.mail.sending import send_message
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.closing import submit_attempt
from proeve.exams.enrolments import ExtraTime, withdraw_enrolment
from proeve.exams.granting import grant_time
from proeve.exams.overview import all_enrolments, all_sittings
from proeve.exams.preparing import prepare_attempt
from proeve.exams.sittings import find_sitting
from proeve.exams.starting import start_attempt


async def enrolments(exams, scope, **narrowed):
    async with exams.database.reading() as session:
        return await all_enrolments(session, scope, **narrowed)


async def test_everybody_stands_somewhere(exams, employee):
    """Five people, each one step further than the one before."""
    corporation = await exams.corporation()
    members = [await exams.staff_member(corporation, name) for name in ("Anna", "Bas", "Cem", "Dina", "Emre")]
    scope = await exams.administrator(corporation.id)
    sitting = await exams.planned(*members)
    rows = await enrolments(exams, scope, sitting_id=sitting.id)
    attempts = [await prepare_attempt(exams.database, employee(row.member), row.enrolment.id) for row in rows[1:]]
    async with exams.database.unit_of_work() as session:
        for attempt in attempts[1:3]:
            await start_attempt(session, employee(attempt), attempt.id)
        await submit_attempt(session, employee(attempts[2]), attempts[2].id)
        await withdraw_enrolment(session, scope, rows[4].enrolment.id)
    rows = await enrolments(exams, scope, sitting_id=sitting.id)
    assert [(row.name, row.state.dutch) for row in rows] == [
        ("Anna Jansen", "uitgenodigd"),
        ("Bas Jansen", "klaar om te starten"),
        ("Cem Jansen", "bezig"),
        ("Dina Jansen", "gezakt"),
        ("Emre Jansen", "afgemeld"),
    ]
    async with exams.database.reading() as session:
        (row,) = await all_sittings(session, scope)
    assert row.states == Counter(["invited", "ready", "running", "failed", "withdrawn"])
    assert (row.people, row.finished) == (4, 1)


async def test_a_row_tells_this_persons_own_minutes(exams):
    member = await exams.staff_member()
    attempt = await exams.running(member, extra_time={member.id: ExtraTime(25, 0)})
    scope = await exams.administrator(member.corporation_id)
    async with exams.database.unit_of_work() as session:
        await grant_time(session, scope, [attempt.id], minutes=5)
    (row,) = await enrolments(exams, scope)
    assert (row.minutes, row.granted_seconds) == (55, 300)
    assert row.deadline_at == clock.now() + timedelta(minutes=55)
    assert (row.attempt_id, row.result_id, row.blueprint.title) == (attempt.id, None, "Klantgericht werken")


async def test_a_row_tells_what_became_of_the_invitation(exams):
    sitting = await exams.planned()
    scope = await exams.administrator(sitting.corporation_id)
    assert [row.invitation for row in await enrolments(exams, scope)] == [MessageState.QUEUED]
    async with exams.database.reading() as session:
        message = (await session.scalars(select(Message))).one()
    await send_message(exams.context, message_id=message.id)
    assert [row.invitation for row in await enrolments(exams, scope)] == [MessageState.KEPT]


async def test_who_did_not_come_missed_it(exams, set_clock):
    sitting = await exams.planned()
    scope = await exams.administrator(sitting.corporation_id)
    set_clock.moment = sitting.closes_at
    assert [row.state.dutch for row in await enrolments(exams, scope)] == ["niet gemaakt"]


async def test_candidates_see_their_own_exams_without_those_withdrawn(exams, employee):
    corporation = await exams.corporation()
    noor, sami = await exams.staff_member(corporation, "Noor"), await exams.staff_member(corporation, "Sami")
    await exams.planned(noor, sami)
    withdrawn = await exams.planned(noor, exam="lastige-boodschappen")
    scope = await exams.administrator(corporation.id)
    (row,) = await enrolments(exams, scope, sitting_id=withdrawn.id)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, scope, row.enrolment.id)
    own = await enrolments(exams, employee(noor))
    assert [(row.name, row.sitting.exam) for row in own] == [("Noor Jansen", "klantgericht-werken")]


async def test_one_staff_members_exams_can_be_listed(exams):
    corporation = await exams.corporation()
    noor, sami = await exams.staff_member(corporation, "Noor"), await exams.staff_member(corporation, "Sami")
    await exams.planned(noor, sami)
    rows = await enrolments(exams, await exams.administrator(corporation.id), staff_member_id=sami.id)
    assert [row.name for row in rows] == ["Sami Jansen"]


async def test_the_last_sitting_to_open_comes_first(exams):
    member = await exams.staff_member()
    first = await exams.planned(member)
    later = await exams.planned(member, opens_at=first.closes_at, closes_at=first.closes_at + timedelta(hours=1))
    scope = await exams.administrator(member.corporation_id)
    async with exams.database.reading() as session:
        assert [row.sitting.id for row in await all_sittings(session, scope)] == [later.id, first.id]
    assert [row.sitting.id for row in await enrolments(exams, scope)] == [later.id, first.id]


async def test_other_corporations_see_nothing_and_the_operator_everything(exams):
    sitting = await exams.planned()
    other = await exams.administrator()
    operator = Scope(other.person_id, Role.OPERATOR)
    async with exams.database.reading() as session:
        assert await all_sittings(session, other) == []
        assert await all_enrolments(session, other) == []
        with pytest.raises(NotFound):
            await find_sitting(session, other, sitting.id)
        assert [row.sitting.id for row in await all_sittings(session, operator)] == [sitting.id]
        assert (await find_sitting(session, operator, sitting.id)).id == sitting.id


async def test_a_trainer_sees_only_assigned_corporations(exams):
    near, far = await exams.planned(), await exams.planned()
    scope = Scope((await exams.administrator()).person_id, Role.TRAINER, frozenset({near.corporation_id}))
    async with exams.database.reading() as session:
        assert [row.sitting.id for row in await all_sittings(session, scope)] == [near.id]
        with pytest.raises(NotFound):
            await find_sitting(session, scope, far.id)


async def test_names_are_those_the_corporation_uses(exams):
    member = await exams.staff_member()
    await exams.planned(member)
    async with exams.database.unit_of_work() as session:
        await session.execute(update(StaffMember).where(col(StaffMember.id) == member.id).values(name_prefix="van der"))
    (row,) = await enrolments(exams, await exams.administrator(member.corporation_id))
    assert row.name == "Noor van der Jansen"
