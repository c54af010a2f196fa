"""The list of staff shows what a scope may see, narrowed, sorted and one page at a time."""

import pytest

from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember, find_staff_member
from proeve.corporations.staff_listing import (
    EVERYONE_HERE,
    PAGE_SIZE,
    Presence,
    StaffFilter,
    all_staff,
    all_staff_choices,
    all_staff_ids,
)
from proeve.corporations.staffing import staff_member_leaves
from proeve.people.persons import Newcomer, add_persons

PEOPLE = (
    {
        "given_name": "Joost",
        "name_prefix": "van der",
        "family_name": "Berg",
        "team": "beheer",
        "job_title": "Opzichter",
    },
    {"given_name": "Zoë", "name_prefix": "", "family_name": "Çelik", "team": "Wonen", "location": "Ommen"},
    {"given_name": "Ada", "name_prefix": "de", "family_name": "Berg", "team": "Wonen", "staff_number": "A%7"},
)


@pytest.fixture
async def staff(linde: Scope, add_staff) -> list[StaffMember]:
    """Four people: Amrani, Berg, Berg and Çelik; Fatima Amrani is first."""
    others = [{"email": f"{person['given_name'][0].lower()}@delinde.example", **person} for person in PEOPLE]
    return [await add_staff(linde), *[await add_staff(linde, **person) for person in others]]


async def _names(
    database: Database, scope: Scope, filters: StaffFilter = EVERYONE_HERE, sort: str = "name"
) -> list[str]:
    async with database.reading() as session:
        page = await all_staff(session, scope, filters, sort=sort)
    assert page.total == len(page.members)
    return [member.given_name for member in page.members]


async def test_staff_sort_on_the_family_name_without_tussenvoegsel(database: Database, linde: Scope, staff) -> None:
    assert await _names(database, linde) == ["Fatima", "Ada", "Joost", "Zoë"]
    assert await _names(database, linde, sort="-name") == ["Zoë", "Joost", "Ada", "Fatima"]
    assert await _names(database, linde, sort="team") == ["Joost", "Fatima", "Ada", "Zoë"]
    assert await _names(database, linde, sort="verzonnen") == ["Fatima", "Ada", "Joost", "Zoë"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (StaffFilter(text="van der berg"), ["Joost"]),
        (StaffFilter(text="BERG"), ["Ada", "Joost"]),
        (StaffFilter(text="celik zoe"), ["Zoë"]),
        (StaffFilter(text="çelik"), ["Zoë"]),
        (StaffFilter(text="00127"), ["Fatima"]),
        (StaffFilter(text="a%7"), ["Ada"]),
        (StaffFilter(text="%"), ["Ada"]),
        (StaffFilter(text="fatima@delinde"), ["Fatima"]),
        (StaffFilter(text="berg niemand"), []),
        (StaffFilter(team="Wonen", location="Zwolle"), ["Fatima", "Ada"]),
        (StaffFilter(job_title="Opzichter"), ["Joost"]),
    ],
)
async def test_the_list_narrows_to_words_and_choices(
    database: Database, linde: Scope, staff, filters: StaffFilter, names: list[str]
) -> None:
    assert await _names(database, linde, filters) == names


async def test_who_left_is_listed_apart(database: Database, linde: Scope, staff) -> None:
    async with database.unit_of_work() as session:
        await staff_member_leaves(session, linde, staff[0].id)
    assert await _names(database, linde) == ["Ada", "Joost", "Zoë"]
    assert await _names(database, linde, StaffFilter(presence=Presence.LEFT)) == ["Fatima"]
    assert await _names(database, linde, StaffFilter(presence=Presence.ALL)) == ["Fatima", "Ada", "Joost", "Zoë"]


async def test_the_list_comes_in_pages_and_all_ids_at_once(database: Database, linde: Scope) -> None:
    names = [f"N{number:03}" for number in range(PAGE_SIZE + 3)]
    async with database.unit_of_work() as session:
        newcomers = [Newcomer(f"{name}@delinde.example".lower(), name, "", "Bos") for name in names]
        persons = await add_persons(session, newcomers)
        for person in persons.values():
            row = {"given_name": person.given_name, "family_name": "Bos", "email": person.email}
            session.add(StaffMember(corporation_id=linde.corporation_id, person_id=person.id, **row))
    async with database.reading() as session:
        second = await all_staff(session, linde, page=2)
        assert (second.total, [member.given_name for member in second.members]) == (53, names[-3:])
        assert (await all_staff(session, linde, page=9)).members == []
        ids = await all_staff_ids(session, linde, StaffFilter(text="bos"))
        assert ids[-3:] == [member.id for member in second.members]
        assert len(ids) == 53


async def test_choices_are_those_of_the_staff_of_today(database: Database, linde: Scope, staff) -> None:
    async with database.unit_of_work() as session:
        await staff_member_leaves(session, linde, staff[2].id)
        choices = await all_staff_choices(session, linde)
    assert (choices.teams, choices.locations) == (["beheer", "Wonen"], ["Zwolle"])
    assert choices.job_titles == ["Opzichter", "Woonconsulent"]


async def test_nobody_sees_the_staff_of_another_corporation(
    database: Database, linde: Scope, vecht: Scope, operator: Scope, staff
) -> None:
    fatima = staff[0]
    herself = Scope(fatima.person_id, Role.EMPLOYEE, linde.corporation_ids)
    assert await _names(database, vecht) == []
    assert await _names(database, herself) == ["Fatima"]
    assert len(await _names(database, operator)) == 4
    async with database.reading() as session:
        assert await all_staff_ids(session, vecht) == []
        assert (await all_staff_choices(session, vecht)).teams == []
        assert (await find_staff_member(session, herself, fatima.id)).id == fatima.id
        for scope, member in ((vecht, fatima), (herself, staff[1])):
            with pytest.raises(NotFound):
                await find_staff_member(session, scope, member.id)
