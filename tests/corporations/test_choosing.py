"""Everyone who works at a corporation can be listed at once, to choose from."""

import pytest

from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.corporations.choosing import all_staff_here, has_staff, staff_by_person
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.people.persons import Person


@pytest.fixture
def hire(database):
    """Add somebody to a corporation: `await hire(corporation, "Noor", "Jansen")`."""

    async def hire(corporation: Corporation, given_name: str, family_name: str, **facts: object) -> StaffMember:
        email = f"{given_name}.{family_name}@{corporation.id}.example".lower()
        name = {"given_name": given_name, "family_name": family_name, "email": email}
        async with database.unit_of_work() as session:
            person = Person(**name)
            session.add(person)
            await session.flush()
            member = StaffMember(corporation_id=corporation.id, person_id=person.id, **name, **facts)
            session.add(member)
        return member

    return hire


@pytest.fixture
async def corporations(database) -> list[Corporation]:
    rows = [Corporation(name="Lindehof"), Corporation(name="Waterkant")]
    async with database.unit_of_work() as session:
        session.add_all(rows)
    return rows


def administrator(corporation: Corporation) -> Scope:
    return Scope(1, Role.ADMINISTRATOR, frozenset({corporation.id}))


async def test_everyone_who_works_there_is_listed_by_name(database, corporations, hire):
    ours, theirs = corporations
    await hire(ours, "Sami", "Visser")
    await hire(ours, "Noor", "Berg", name_prefix="van den")
    await hire(ours, "Weg", "Alweg", left_at=clock.now())
    await hire(theirs, "Daar", "Anders")
    async with database.reading() as session:
        assert [member.name for member in await all_staff_here(session, administrator(ours))] == [
            "Noor van den Berg",
            "Sami Visser",
        ]


async def test_a_corporation_knows_whether_it_ever_had_staff(database, corporations, hire):
    ours, theirs = corporations
    await hire(ours, "Weg", "Alweg", left_at=clock.now())
    async with database.reading() as session:
        assert await has_staff(session, administrator(ours))
        assert not await has_staff(session, administrator(theirs))


async def test_people_are_found_by_person_within_the_corporation(database, corporations, hire):
    ours, theirs = corporations
    noor, daar = await hire(ours, "Noor", "Berg"), await hire(theirs, "Daar", "Anders")
    async with database.reading() as session:
        found = await staff_by_person(session, administrator(ours), {noor.person_id, daar.person_id})
    assert {person: member.name for person, member in found.items()} == {noor.person_id: "Noor Berg"}
