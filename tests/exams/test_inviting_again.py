"""A new invitation goes to whoever can still start, and to nobody else."""

from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message
from proeve.corporations.staff import StaffMember
from proeve.exams.enrolments import Enrolment, withdraw_enrolment
from proeve.exams.inviting_again import invite_again


async def place_of(exams, sitting) -> Enrolment:
    async with exams.database.reading() as session:
        return (await session.scalars(select(Enrolment).where(col(Enrolment.sitting_id) == sitting.id))).one()


async def again(exams, place, scope=None) -> int:
    scope = scope or await exams.administrator(place.corporation_id)
    async with exams.database.unit_of_work() as session:
        return await invite_again(session, scope, [place.id])


async def test_a_new_invitation_goes_to_the_address_of_today(exams):
    sitting = await exams.planned()
    before = await place_of(exams, sitting)
    async with exams.database.unit_of_work() as session:
        (await session.get_one(StaffMember, before.staff_member_id)).email = "nieuw@lindehof.example"
    assert await again(exams, before) == 1
    after = await place_of(exams, sitting)
    assert after.invitation_id != before.invitation_id
    async with exams.database.reading() as session:
        assert (await session.get_one(Message, after.invitation_id)).recipient == "nieuw@lindehof.example"


async def test_who_has_started_is_passed_over(exams):
    attempt = await exams.running()
    async with exams.database.reading() as session:
        place = await session.get_one(Enrolment, attempt.enrolment_id)
    assert await again(exams, place) == 0


async def test_who_was_withdrawn_or_left_is_passed_over(exams):
    withdrawn, left = [await place_of(exams, await exams.planned()) for _ in range(2)]
    scope = await exams.administrator(withdrawn.corporation_id)
    async with exams.database.unit_of_work() as session:
        await withdraw_enrolment(session, scope, withdrawn.id)
        (await session.get_one(StaffMember, left.staff_member_id)).left_at = clock.now()
    assert (await again(exams, withdrawn), await again(exams, left)) == (0, 0)


async def test_when_the_window_is_over_nobody_is_invited(exams, set_clock):
    place = await place_of(exams, await exams.planned())
    set_clock.advance(hours=9)
    assert await again(exams, place) == 0


async def test_people_of_another_corporation_are_passed_over(exams):
    place = await place_of(exams, await exams.planned())
    assert await again(exams, place, await exams.administrator()) == 0
