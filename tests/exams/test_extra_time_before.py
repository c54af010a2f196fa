"""What was decided or granted before can be read back: extra time of the last enrolment, minutes of the day itself."""

from proeve.exams.earlier_extra_time import earlier_extra_time
from proeve.exams.enrolments import ExtraTime
from proeve.exams.granting import grant_time
from proeve.exams.grants_given import all_time_grants


async def earlier(exams, member, scope=None) -> dict[int, ExtraTime]:
    scope = scope or await exams.administrator(member.corporation_id)
    async with exams.database.reading() as session:
        return await earlier_extra_time(session, scope, [member.id])


async def test_the_latest_enrolment_tells_the_extra_time(exams, set_clock):
    noor = await exams.staff_member()
    await exams.planned(noor, extra_time={noor.id: ExtraTime(10, 0)})
    set_clock.advance(hours=9)
    await exams.planned(noor, extra_time={noor.id: ExtraTime(25, 5)})
    assert await earlier(exams, noor) == {noor.id: ExtraTime(25, 5)}


async def test_who_had_none_the_last_time_is_left_out(exams, set_clock):
    noor = await exams.staff_member()
    await exams.planned(noor, extra_time={noor.id: ExtraTime(25, 0)})
    set_clock.advance(hours=9)
    await exams.planned(noor)
    assert await earlier(exams, noor) == {}


async def test_another_corporation_learns_nothing(exams):
    noor = await exams.staff_member()
    await exams.planned(noor, extra_time={noor.id: ExtraTime(25, 0)})
    assert await earlier(exams, noor, await exams.administrator()) == {}


async def test_grants_are_listed_in_the_order_in_which_they_were_given(exams):
    attempt = await exams.running()
    scope = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await grant_time(session, scope, [attempt.id], minutes=5, reason="Brandalarm")
        await grant_time(session, scope, [attempt.id], minutes=3, reason="Storing")
    async with exams.database.reading() as session:
        grants = await all_time_grants(session, scope, attempt.id)
        assert await all_time_grants(session, await exams.administrator(), attempt.id) == []
    assert [(grant.seconds, grant.reason) for grant in grants] == [(300, "Brandalarm"), (180, "Storing")]
