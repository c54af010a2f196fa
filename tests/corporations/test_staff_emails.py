"""Whoever holds the e-mail address holds the account, so it changes hands with care."""

from dataclasses import replace

import pytest

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember, find_staff_member
from proeve.corporations.staff_details import StaffDetails
from proeve.corporations.staffing import change_staff_member
from proeve.people.persons import find_person
from proeve.people.roles import grant_role
from proeve.people.sessions import find_live_session
from proeve.people.sign_in_links import draw_link, use_link
from proeve.people.signing_in import open_session

NEW = "fatima.elamrani@delinde.example"
DETAILS = StaffDetails(given_name="Fatima", name_prefix="el", family_name="Amrani", email=NEW)


async def _change(database: Database, scope: Scope, member: StaffMember, email: str = NEW) -> None:
    async with database.unit_of_work() as session:
        await change_staff_member(session, scope, member.id, replace(DETAILS, email=email))


async def test_a_new_address_signs_in_and_the_old_sessions_and_links_end(
    database: Database, linde: Scope, add_staff
) -> None:
    fatima = await add_staff(linde)
    async with database.unit_of_work() as session:
        cookie = await open_session(session, fatima.person_id)
        link = await draw_link(session, fatima.person_id)
    await _change(database, linde, fatima)
    async with database.reading() as session:
        assert (await find_person(session, fatima.person_id)).email == NEW
        assert (await find_staff_member(session, linde, fatima.id)).email == NEW
    assert await find_live_session(database, cookie) is None
    with pytest.raises(Conflict):
        async with database.unit_of_work() as session:
            await use_link(session, link)


async def test_an_administrator_cannot_take_over_somebody_who_is_known_elsewhere(
    database: Database, linde: Scope, vecht: Scope, add_staff
) -> None:
    fatima = await add_staff(linde)
    await add_staff(vecht)
    with pytest.raises(Invalid) as refusal:
        await _change(database, linde, fatima)
    assert refusal.value.problems == {
        "email": "Dit e-mailadres kunt u niet zelf wijzigen. Vraag het de platformbeheerder."
    }


async def test_an_administrator_cannot_take_over_an_operator(database: Database, linde: Scope, add_staff) -> None:
    fatima = await add_staff(linde)
    async with database.unit_of_work() as session:
        await grant_role(session, fatima.person_id, Role.OPERATOR, granted_by=None)
    with pytest.raises(Invalid, match="niet zelf wijzigen"):
        await _change(database, linde, fatima)


async def test_a_taken_address_is_refused_in_the_same_words(
    database: Database, linde: Scope, vecht: Scope, add_staff
) -> None:
    fatima = await add_staff(linde)
    await add_staff(vecht, email=NEW)
    with pytest.raises(Invalid, match="niet zelf wijzigen"):
        await _change(database, linde, fatima)


async def test_the_operator_changes_an_address_at_every_corporation(
    database: Database, linde: Scope, vecht: Scope, operator: Scope, add_staff
) -> None:
    fatima, there = await add_staff(linde), await add_staff(vecht)
    await _change(database, operator, fatima)
    async with database.reading() as session:
        assert (await find_staff_member(session, vecht, there.id)).email == NEW


async def test_the_operator_hears_that_an_address_is_taken(
    database: Database, linde: Scope, operator: Scope, add_staff
) -> None:
    fatima = await add_staff(linde)
    await add_staff(linde, email=NEW)
    with pytest.raises(Invalid, match="al van iemand anders"):
        await _change(database, operator, fatima)
