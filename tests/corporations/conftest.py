"""Two corporations with an administrator each, and an operator above them."""

from collections.abc import Awaitable, Callable

import pytest

from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import add_corporation
from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_details import StaffDetails
from proeve.corporations.staffing import add_staff_member
from proeve.people.persons import add_person
from proeve.people.roles import grant_role

FATIMA = StaffDetails(
    given_name="Fatima",
    name_prefix="el",
    family_name="Amrani",
    email="fatima@delinde.example",
    staff_number="00127",
    job_title="Woonconsulent",
    team="Wonen",
    location="Zwolle",
)

AddStaff = Callable[..., Awaitable[StaffMember]]


async def _administrator(database: Database, given_name: str, corporation_name: str) -> Scope:
    async with database.unit_of_work() as session:
        corporation = await add_corporation(session, name=corporation_name, city="Zwolle", added_by=None)
        email = f"{given_name.lower()}@beheer.example"
        person = await add_person(session, email=email, given_name=given_name, family_name="Bos")
        await grant_role(session, person.id, Role.ADMINISTRATOR, corporation.id, granted_by=None)
    return Scope(person.id, Role.ADMINISTRATOR, frozenset({corporation.id}))


@pytest.fixture
async def linde(database: Database) -> Scope:
    """The administrator of Woonstichting De Linde."""
    return await _administrator(database, "Joke", "Woonstichting De Linde")


@pytest.fixture
async def vecht(database: Database) -> Scope:
    """The administrator of Wonen aan de Vecht."""
    return await _administrator(database, "Piet", "Wonen aan de Vecht")


@pytest.fixture
async def operator(database: Database) -> Scope:
    async with database.unit_of_work() as session:
        person = await add_person(session, email="ops@proeve.example", given_name="Olga", family_name="Prins")
        await grant_role(session, person.id, Role.OPERATOR, granted_by=None)
    return Scope(person.id, Role.OPERATOR)


@pytest.fixture
def add_staff(database: Database) -> AddStaff:
    """Add Fatima, or somebody who differs from her in the fields named, to the staff of a scope's corporation."""

    async def add(scope: Scope, **differences: str) -> StaffMember:
        values = {field: getattr(FATIMA, field) for field in FATIMA.__dataclass_fields__}
        if "email" in differences:
            values["staff_number"] = ""
        async with database.unit_of_work() as session:
            return await add_staff_member(session, scope, StaffDetails(**(values | differences)))

    return add
