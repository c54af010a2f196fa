"""Staff come, change, go and come back; what they earned stays."""

import anyio
import pytest
from sqlalchemy import func, select

from proeve.core.audit import AuditEvent
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember, find_staff_member
from proeve.corporations.staff_details import StaffDetails
from proeve.corporations.staffing import change_staff_member, staff_member_leaves, staff_member_returns
from proeve.people.persons import Person, find_person
from proeve.people.roles import all_grants, grant_role


async def _roles(database: Database, person_id: int) -> list[str]:
    async with database.reading() as session:
        return [grant.role for grant in await all_grants(session, person_id)]


async def test_new_staff_are_employees_and_get_no_mail(database: Database, linde: Scope, add_staff) -> None:
    fatima = await add_staff(linde)
    assert (fatima.name, fatima.corporation_id, fatima.left_at) == ("Fatima el Amrani", linde.corporation_id, None)
    assert await _roles(database, fatima.person_id) == [Role.EMPLOYEE]
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Message)) == 0
        assert "staff_member.add" in list(await session.scalars(select(AuditEvent.action)))


async def test_who_works_there_already_is_refused(linde: Scope, add_staff) -> None:
    await add_staff(linde)
    with pytest.raises(Invalid) as refusal:
        await add_staff(linde, given_name="F.")
    assert refusal.value.problems == {
        "email": "Fatima el Amrani staat met dit e-mailadres al in uw lijst van medewerkers."
    }


async def test_a_double_click_adds_somebody_once(database: Database, linde: Scope, add_staff) -> None:
    refused: list[str] = []

    async def click() -> None:
        try:
            await add_staff(linde)
        except Invalid as invalid:
            refused.append(invalid.code)

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(click)
    assert refused == ["staff_member_known"] * 2


async def test_a_staff_number_of_a_colleague_is_refused(linde: Scope, add_staff) -> None:
    await add_staff(linde)
    with pytest.raises(Invalid) as refusal:
        await add_staff(linde, email="f.elamrani@delinde.example", staff_number="00127")
    assert refusal.value.problems == {
        "staff_number": "Dit personeelsnummer is van Fatima el Amrani (fatima@delinde.example). "
        "Controleer het nummer en het e-mailadres."
    }


async def test_somebody_known_elsewhere_joins_under_the_name_used_here(
    database: Database, linde: Scope, vecht: Scope, add_staff
) -> None:
    there = await add_staff(linde)
    here = await add_staff(vecht, given_name="Fatma", job_title="Opzichter")
    assert here.person_id == there.person_id
    async with database.reading() as session:
        assert (await find_person(session, here.person_id)).given_name == "Fatima"
        assert (await find_staff_member(session, linde, there.id)).given_name == "Fatima"
        assert (await find_staff_member(session, vecht, here.id)).name == "Fatma el Amrani"
    assert await _roles(database, here.person_id) == [Role.EMPLOYEE, Role.EMPLOYEE]


async def test_details_change_here_and_the_person_keeps_their_name(database: Database, linde: Scope, add_staff) -> None:
    fatima = await add_staff(linde)
    details = StaffDetails(given_name="Fatma", family_name="Özdemir", email="fatima@delinde.example", team="Beheer")
    async with database.unit_of_work() as session:
        await change_staff_member(session, linde, fatima.id, details)
    async with database.reading() as session:
        changed = await find_staff_member(session, linde, fatima.id)
        assert (changed.name, changed.sort_name, changed.team) == ("Fatma Özdemir", "ozdemir fatma", "Beheer")
        assert (await find_person(session, fatima.person_id)).name == "Fatima el Amrani"
        event = await session.scalar(select(AuditEvent).where(AuditEvent.action == "staff_member.change"))
    assert set(event.facts["fields"]) == set(StaffDetails.__dataclass_fields__) - {"email"}


async def test_who_leaves_keeps_their_own_pages_and_loses_roles_at_the_corporation(
    database: Database, linde: Scope, vecht: Scope, add_staff, set_clock
) -> None:
    fatima = await add_staff(linde)
    async with database.unit_of_work() as session:
        await grant_role(session, fatima.person_id, Role.ADMINISTRATOR, linde.corporation_id, granted_by=None)
        await grant_role(session, fatima.person_id, Role.TRAINER, vecht.corporation_id, granted_by=None)
    for _ in range(2):
        set_clock.advance(days=1)
        async with database.unit_of_work() as session:
            gone = await staff_member_leaves(session, linde, fatima.id)
    assert (set_clock.moment - gone.left_at).days == 1
    assert await _roles(database, fatima.person_id) == [Role.EMPLOYEE, Role.TRAINER]


async def test_administrators_cannot_lock_themselves_out(database: Database, linde: Scope, add_staff) -> None:
    joke = await add_staff(linde, email="joke@beheer.example")
    with pytest.raises(Conflict, match="uzelf"):
        async with database.unit_of_work() as session:
            await staff_member_leaves(session, linde, joke.id)


async def test_who_left_comes_back_by_being_added_or_taken_back(database: Database, linde: Scope, add_staff) -> None:
    fatima = await add_staff(linde)
    for returns in (True, False):
        async with database.unit_of_work() as session:
            await staff_member_leaves(session, linde, fatima.id)
        if returns:
            async with database.unit_of_work() as session:
                await staff_member_returns(session, linde, fatima.id)
        else:
            assert (await add_staff(linde, team="Beheer")).id == fatima.id
        async with database.reading() as session:
            assert (await find_staff_member(session, linde, fatima.id)).left_at is None
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(StaffMember)) == 1


async def test_the_staff_of_another_corporation_cannot_be_touched(
    database: Database, linde: Scope, vecht: Scope, add_staff
) -> None:
    fatima = await add_staff(linde)
    details = StaffDetails(given_name="F", family_name="A", email="fatima@delinde.example")
    trainer = Scope(vecht.person_id, Role.TRAINER, linde.corporation_ids)
    for scope in (vecht, trainer):
        for act in (
            lambda session, scope=scope: change_staff_member(session, scope, fatima.id, details),
            lambda session, scope=scope: staff_member_leaves(session, scope, fatima.id),
            lambda session, scope=scope: staff_member_returns(session, scope, fatima.id),
        ):
            with pytest.raises(NotFound):
                async with database.unit_of_work() as session:
                    await act(session)


async def test_nothing_is_half_written_when_a_change_is_refused(database: Database, linde: Scope, add_staff) -> None:
    await add_staff(linde)
    with pytest.raises(Invalid):
        await add_staff(linde, email="joost@delinde.example", staff_number="00127")
    async with database.reading() as session:
        emails = list(await session.scalars(select(Person.email).order_by(Person.email)))
    assert emails == ["fatima@delinde.example", "joke@beheer.example"]
