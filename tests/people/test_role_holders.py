"""Who holds a role at a corporation is listed by role and by name."""

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.scope import Role
from proeve.people.names import fold
from proeve.people.persons import Person, add_person
from proeve.people.role_holders import all_role_holders
from proeve.people.roles import grant_role


async def _add(database: Database, name: str, role: Role, corporation_id: int) -> Person:
    async with database.unit_of_work() as session:
        person = await add_person(session, email=f"{fold(name)}@delinde.example", given_name="Anna", family_name=name)
        await grant_role(session, person.id, role, corporation_id, granted_by=None)
    return person


async def test_holders_come_by_role_then_by_name_and_only_of_this_corporation(
    database: Database, corporation_ids: list[int]
) -> None:
    here, elsewhere = corporation_ids
    await _add(database, "Visser", Role.ADMINISTRATOR, here)
    await _add(database, "Çelik", Role.ADMINISTRATOR, here)
    await _add(database, "Bakker", Role.TRAINER, here)
    await _add(database, "Adams", Role.ADMINISTRATOR, elsewhere)
    await _add(database, "Aalders", Role.EMPLOYEE, here)
    async with database.reading() as session:
        holders = await all_role_holders(session, here, Role.ADMINISTRATOR, Role.TRAINER)
    assert [(holder.person.family_name, holder.role) for holder in holders] == [
        ("Çelik", Role.ADMINISTRATOR),
        ("Visser", Role.ADMINISTRATOR),
        ("Bakker", Role.TRAINER),
    ]


async def test_who_was_blocked_is_left_out(database: Database, corporation_ids: list[int]) -> None:
    person = await _add(database, "Visser", Role.TRAINER, corporation_ids[0])
    async with database.unit_of_work() as session:
        (await session.get_one(Person, person.id)).blocked_at = clock.now()
    async with database.reading() as session:
        assert await all_role_holders(session, corporation_ids[0], Role.TRAINER) == []
