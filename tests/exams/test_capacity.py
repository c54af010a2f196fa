"""No more people are enrolled than there are places, whoever adds them and when."""

import asyncio

import pytest

from proeve.core.errors import Conflict, Invalid
from proeve.exams.adding import add_people
from proeve.exams.capacity import count_places_taken
from proeve.exams.enrolments import withdraw_enrolment
from proeve.exams.overview import all_enrolments
from proeve.exams.sittings import StartRules


async def people(exams, number):
    corporation = await exams.corporation()
    return [await exams.staff_member(corporation) for _ in range(number)]


async def add(exams, sitting, *members):
    scope = await exams.administrator(sitting.corporation_id)
    async with exams.database.unit_of_work() as session:
        ids = [member.id for member in members]
        await add_people(session, scope, sitting.id, staff_member_ids=ids, extra_time={})


async def taken(exams, sitting) -> int:
    async with exams.database.reading() as session:
        return await count_places_taken(session, sitting.id)


async def test_as_many_people_as_places_are_enrolled(exams):
    members = await people(exams, 3)
    sitting = await exams.planned(*members[:2], rules=StartRules(places=3))
    await add(exams, sitting, members[2])
    assert await taken(exams, sitting) == 3


async def test_planning_with_more_people_than_places_is_refused(exams):
    members = await people(exams, 3)
    with pytest.raises(
        Conflict, match=r"Er zijn 2 plaatsen\. U koos 3 medewerkers\. Kies er hoogstens 2\."
    ) as conflict:
        await exams.planned(*members, rules=StartRules(places=2))
    assert conflict.value.code == "full"


async def test_adding_beyond_the_places_is_refused(exams):
    members = await people(exams, 4)
    sitting = await exams.planned(*members[:2], rules=StartRules(places=3))
    with pytest.raises(
        Conflict, match=r"Er zijn 3 plaatsen, waarvan 2 bezet\. U koos 2 medewerkers\. Kies er hoogstens 1"
    ):
        await add(exams, sitting, *members[2:])
    assert await taken(exams, sitting) == 2


async def test_a_place_that_was_taken_back_is_free_again(exams):
    members = await people(exams, 2)
    sitting = await exams.planned(members[0], rules=StartRules(places=1))
    with pytest.raises(Conflict, match="Plan een nieuwe afname"):
        await add(exams, sitting, members[1])
    scope = await exams.administrator(sitting.corporation_id)
    async with exams.database.unit_of_work() as session:
        (row,) = await all_enrolments(session, scope, sitting_id=sitting.id)
        await withdraw_enrolment(session, scope, row.enrolment.id)
    await add(exams, sitting, members[1])
    assert await taken(exams, sitting) == 1


async def test_two_who_add_at_once_do_not_share_the_last_place(exams):
    members = await people(exams, 4)
    sitting = await exams.planned(members[0], rules=StartRules(places=2))
    adds = (add(exams, sitting, member) for member in members[1:])
    outcomes = await asyncio.gather(*adds, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "NoneType"]
    assert await taken(exams, sitting) == 2


@pytest.mark.parametrize("places", [0, -1, 100_001])
async def test_a_number_of_places_that_makes_no_sense_is_named(exams, places):
    with pytest.raises(Invalid) as invalid:
        await exams.planned(rules=StartRules(places=places))
    assert set(invalid.value.problems) == {"places"}
