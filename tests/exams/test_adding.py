"""People can be added to a sitting as long as its window is not over, and come back to it after a withdrawal."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.adding import add_people, check_addition
from proeve.exams.attempts import Attempt
from proeve.exams.enrolling import AlreadyEnrolled
from proeve.exams.enrolments import Enrolment, ExtraTime, withdraw_enrolment
from proeve.exams.preparing import prepare_sitting


async def add(exams, sitting, *members, extra_time=None, corporation_id=None):
    scope = await exams.administrator(corporation_id or sitting.corporation_id)
    async with exams.database.unit_of_work() as session:
        ids = [member.id for member in members]
        await add_people(session, scope, sitting.id, staff_member_ids=ids, extra_time=extra_time or {})


async def places(exams, sitting) -> dict[int, Enrolment]:
    async with exams.database.reading() as session:
        rows = await session.scalars(select(Enrolment).where(col(Enrolment.sitting_id) == sitting.id))
        return {row.staff_member_id: row for row in rows}


async def colleague(exams, sitting, given_name: str) -> StaffMember:
    async with exams.database.reading() as session:
        corporation = await session.get_one(Corporation, sitting.corporation_id)
    return await exams.staff_member(corporation, given_name)


@pytest.fixture
async def sitting(exams):
    return await exams.planned()


@pytest.fixture
async def newcomer(exams, sitting):
    return await colleague(exams, sitting, "Sami")


async def test_who_is_added_has_a_place_with_extra_time_and_is_invited(exams, sitting, newcomer):
    await add(exams, sitting, newcomer, extra_time={newcomer.id: ExtraTime(25, 5)})
    place = (await places(exams, sitting))[newcomer.id]
    assert (place.extra_percent, place.extra_minutes) == (25, 5)
    async with exams.database.reading() as session:
        assert (await session.get_one(Message, place.invitation_id)).recipient == newcomer.email


async def test_who_is_added_gets_a_form_of_their_own(exams, sitting, newcomer):
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    await add(exams, sitting, newcomer)
    workflows = await exams.database.jobs.list_workflows_async(name="exams.prepare")
    assert len(workflows) == 2
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    async with exams.database.reading() as session:
        assert len(set(await session.scalars(select(col(Attempt.person_id))))) == 2


async def test_who_was_withdrawn_gets_the_same_place_back(exams, sitting):
    (member_id, place), *_ = (await places(exams, sitting)).items()
    scope = await exams.administrator(sitting.corporation_id)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, scope, place.id)
    async with exams.database.unit_of_work() as session:
        await add_people(session, scope, sitting.id, staff_member_ids=[member_id], extra_time={})
    again = (await places(exams, sitting))[member_id]
    assert (again.id, again.withdrawn_at) == (place.id, None)
    assert again.invitation_id != place.invitation_id


async def test_who_has_a_place_is_refused_by_name_and_nobody_is_added(exams, sitting, newcomer):
    (member_id, _), *_ = (await places(exams, sitting)).items()
    scope = await exams.administrator(sitting.corporation_id)
    with pytest.raises(AlreadyEnrolled, match="Noor Jansen") as refusal:
        async with exams.database.unit_of_work() as session:
            await add_people(session, scope, sitting.id, staff_member_ids=[member_id, newcomer.id], extra_time={})
    assert refusal.value.staff_member_ids == [member_id]
    assert newcomer.id not in await places(exams, sitting)


async def test_nobody_is_added_once_the_window_is_over(exams, sitting, newcomer, set_clock):
    set_clock.advance(hours=9)
    with pytest.raises(Conflict, match="voorbij"):
        await add(exams, sitting, newcomer)


@pytest.mark.parametrize(
    ("people", "extra", "field"),
    [(0, None, "staff_member_ids"), (1, ExtraTime(300, 0), "extra_time"), (1, ExtraTime(0, 999), "extra_time")],
)
async def test_what_is_not_right_is_named_by_field(exams, sitting, newcomer, people, extra, field):
    with pytest.raises(Invalid) as invalid:
        await add(exams, sitting, *[newcomer][:people], extra_time={newcomer.id: extra} if extra else {})
    assert set(invalid.value.problems) == {field}


async def test_people_and_sittings_of_another_corporation_are_not_found(exams, sitting, newcomer):
    stranger = await exams.staff_member()
    with pytest.raises(NotFound):
        await add(exams, sitting, stranger)
    with pytest.raises(NotFound):
        await add(exams, sitting, newcomer, corporation_id=stranger.corporation_id)


async def test_checking_writes_nothing(exams, sitting, newcomer):
    scope = await exams.administrator(sitting.corporation_id)
    async with exams.database.reading() as session:
        found, members = await check_addition(session, scope, sitting.id, staff_member_ids=[newcomer.id], extra_time={})
    assert (found.id, [member.id for member in members]) == (sitting.id, [newcomer.id])
    assert newcomer.id not in await places(exams, sitting)


@pytest.mark.parametrize(("more", "words"), [(1, "en nog 1 persoon"), (2, "en nog 2 mensen")])
async def test_a_long_row_of_names_is_cut_short(exams, sitting, more, words):
    crowd = [await colleague(exams, sitting, f"Nummer{number}") for number in range(10 + more)]
    await add(exams, sitting, *crowd)
    with pytest.raises(AlreadyEnrolled, match=words):
        await add(exams, sitting, *crowd)
