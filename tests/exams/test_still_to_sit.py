"""Who still has to sit is enrolled, employed and has not started; a later place takes over from a missed one."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message, MessageState
from proeve.corporations.staff import StaffMember
from proeve.exams.enrolments import Enrolment, withdraw_enrolment
from proeve.exams.overview import all_enrolments
from proeve.exams.still_to_sit import (
    StillToSitCounts,
    StillToSitFilter,
    Turn,
    all_still_to_sit,
    count_still_to_sit,
)


@pytest.fixture
async def corporation(exams):
    return await exams.corporation()


@pytest.fixture
async def scope(exams, corporation):
    return await exams.administrator(corporation.id)


@pytest.fixture
def names(exams, scope):
    """Who still has to sit: `await names(turn=Turn.NOW)`."""

    async def names(sort: str = "name", **wanted: object) -> list[str]:
        async with exams.database.reading() as session:
            rows, total = await all_still_to_sit(session, scope, StillToSitFilter(**wanted), sort=sort)
        assert total == len(rows)
        return [row.member.given_name for row in rows]

    return names


@pytest.fixture
def counts(exams, scope):
    async def counts() -> StillToSitCounts:
        async with exams.database.reading() as session:
            return await count_still_to_sit(session, scope)

    return counts


async def test_who_has_not_started_still_has_to_sit(exams, corporation, names, counts):
    await exams.planned(await exams.staff_member(corporation, "Noor"))
    assert await names() == ["Noor"]
    assert await counts() == StillToSitCounts(total=1)


async def test_who_has_started_does_not(exams, corporation, names, counts):
    await exams.running(await exams.staff_member(corporation, "Noor"))
    assert await names() == []
    assert await counts() == StillToSitCounts()


async def test_who_was_withdrawn_or_left_does_not(exams, corporation, scope, names):
    noor, sami = [await exams.staff_member(corporation, name) for name in ("Noor", "Sami")]
    sitting = await exams.planned(noor, sami)
    async with exams.database.unit_of_work() as session:
        first, second = await all_enrolments(session, scope, sitting_id=sitting.id)
        await withdraw_enrolment(session, scope, first.enrolment.id)
        (await session.get_one(StaffMember, second.member.id)).left_at = clock.now()
    assert await names() == []


async def test_the_window_says_whose_turn_it_is(exams, corporation, names, counts):
    now, hour = clock.now(), timedelta(hours=1)
    windows = {"Nu": (now - hour, now + 2 * hour), "Later": (now + 5 * hour, now + 9 * hour)}
    for name, (opens_at, closes_at) in windows.items():
        await exams.planned(await exams.staff_member(corporation, name), opens_at=opens_at, closes_at=closes_at)
    assert (await names(turn=Turn.NOW), await names(turn=Turn.LATER)) == (["Nu"], ["Later"])
    assert await names(turn=Turn.MISSED) == []
    assert await counts() == StillToSitCounts(total=2)


async def test_who_let_the_window_go_by_is_counted_apart(exams, corporation, names, counts, set_clock):
    await exams.planned(await exams.staff_member(corporation, "Noor"))
    set_clock.advance(hours=9)
    assert await names(turn=Turn.MISSED) == ["Noor"]
    assert await counts() == StillToSitCounts(total=1, missed=1)


async def test_a_later_place_takes_over_from_a_missed_one(exams, corporation, names, counts, set_clock):
    noor = await exams.staff_member(corporation, "Noor")
    await exams.planned(noor)
    set_clock.advance(hours=9)
    await exams.planned(noor)
    assert await names() == ["Noor"]
    assert await counts() == StillToSitCounts(total=1)


async def test_a_place_in_another_exam_takes_over_nothing(exams, corporation, names, set_clock):
    noor = await exams.staff_member(corporation, "Noor")
    await exams.planned(noor)
    set_clock.advance(hours=9)
    await exams.planned(noor, exam="lastige-boodschappen")
    assert await names() == ["Noor", "Noor"]
    assert await names(exam="lastige-boodschappen", turn=Turn.NOW) == ["Noor"]


async def test_an_invitation_that_failed_is_found_and_counted(exams, corporation, names, counts):
    noor, sami = [await exams.staff_member(corporation, name) for name in ("Noor", "Sami")]
    await exams.planned(noor, sami)
    async with exams.database.unit_of_work() as session:
        theirs = col(Message.recipient) == sami.email
        await session.execute(update(Message).where(theirs).values(state=MessageState.FAILED))
    assert await names(not_arrived=True) == ["Sami"]
    assert await counts() == StillToSitCounts(total=2, not_arrived=1)


async def test_words_search_name_address_and_team(exams, corporation, names):
    noor, sami = [await exams.staff_member(corporation, name) for name in ("Noor", "Sàmi")]
    await exams.planned(noor, sami)
    async with exams.database.unit_of_work() as session:
        (await session.get_one(StaffMember, noor.id)).team = "Verhuur"
    assert await names(text="sami jansen") == ["Sàmi"]
    assert await names(text="VERHUUR") == ["Noor"]


async def test_the_list_is_sorted_both_ways(exams, corporation, names):
    await exams.planned(*[await exams.staff_member(corporation, name) for name in ("Noor", "Sami", "Ans")])
    assert await names("name") == ["Ans", "Noor", "Sami"]
    assert await names("-name") == ["Sami", "Noor", "Ans"]
    assert await names("nonsense") == ["Ans", "Noor", "Sami"]


async def test_people_of_another_corporation_are_not_there(exams, names, counts):
    await exams.planned()
    assert await names() == []
    assert await counts() == StillToSitCounts()


async def test_a_page_holds_fifty_and_without_a_page_all_are_there(exams, corporation, scope):
    crowd = [await exams.staff_member(corporation, f"N{number}") for number in range(53)]
    await exams.planned(*crowd)
    async with exams.database.reading() as session:
        second, total = await all_still_to_sit(session, scope, page=2)
        everyone, _ = await all_still_to_sit(session, scope, page=None)
    assert (len(second), total, len(everyone)) == (3, 53, 53)
    assert len({row.enrolment.id for row in everyone} & {row.enrolment.id for row in second}) == 3
    assert isinstance(everyone[0].enrolment, Enrolment)
