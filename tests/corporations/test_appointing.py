"""The operator gives out the roles of a corporation, and each who gets one reads what to do."""

import pytest
from sqlalchemy import select

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.appointing import APPOINTABLE, appoint, dismiss
from proeve.people.persons import Person
from proeve.people.role_holders import all_role_holders, count_role_holders

TESS = {"given_name": "Tess", "name_prefix": "", "family_name": "Vos", "email": " Tess@Vos.example "}


async def _appoint(database: Database, operator: Scope, linde: Scope, role: str = "trainer", **changes: str) -> Person:
    async with database.unit_of_work() as session:
        return await appoint(session, operator, linde.corporation_id, role, TESS | changes)


async def _held(database: Database, linde: Scope) -> list[tuple[str, Role]]:
    async with database.reading() as session:
        holders = await all_role_holders(session, linde.corporation_id, *APPOINTABLE)
    return [(holder.person.email, holder.role) for holder in holders]


@pytest.mark.parametrize("role", list(APPOINTABLE))
async def test_the_role_is_held_and_the_mail_says_how_to_begin(
    database: Database, settings: Settings, operator: Scope, linde: Scope, role: Role
) -> None:
    person = await _appoint(database, operator, linde, role)
    assert ("tess@vos.example", role) in await _held(database, linde)
    async with database.reading() as session:
        message = (await session.scalars(select(Message))).one()
        letter = await COMPOSERS[message.kind](session, settings, message)
    assert (message.recipient, message.corporation_id) == (person.email, linde.corporation_id)
    assert "Woonstichting De Linde" in letter.subject
    assert APPOINTABLE[role] in letter.subject
    assert "http://testserver.local/aanmelden" in letter.body
    assert "tess@vos.example" in letter.body


async def test_who_is_known_keeps_their_own_name(database: Database, operator: Scope, linde: Scope) -> None:
    await _appoint(database, operator, linde)
    again = await _appoint(database, operator, linde, "administrator", given_name="Theresa")
    assert again.given_name == "Tess"
    assert [role for email, role in await _held(database, linde) if email == again.email] == [
        Role.ADMINISTRATOR,
        Role.TRAINER,
    ]


async def test_a_second_time_is_a_conflict_and_mails_nobody(database: Database, operator: Scope, linde: Scope) -> None:
    await _appoint(database, operator, linde)
    with pytest.raises(Conflict, match="Tess Vos is al trainer van Woonstichting De Linde"):
        await _appoint(database, operator, linde)
    async with database.reading() as session:
        assert len(list(await session.scalars(select(Message)))) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"role": "operator"}, "role"), ({"email": "tess"}, "email"), ({"given_name": ""}, "given_name")],
)
async def test_what_is_wrong_is_said_by_field_and_nothing_is_written(
    database: Database, operator: Scope, linde: Scope, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        await _appoint(database, operator, linde, **changes)
    assert set(refusal.value.problems) == {field}
    assert len(await _held(database, linde)) == 1


async def test_only_the_operator_gives_out_roles(database: Database, linde: Scope, vecht: Scope) -> None:
    for scope in (linde, vecht):
        with pytest.raises(NotFound):
            await _appoint(database, scope, linde)
        with pytest.raises(NotFound):
            async with database.unit_of_work() as session:
                await dismiss(session, scope, linde.corporation_id, "administrator", linde.person_id)


async def test_a_role_that_is_taken_away_is_gone_and_cannot_be_taken_twice(
    database: Database, operator: Scope, linde: Scope, vecht: Scope
) -> None:
    async with database.unit_of_work() as session:
        await dismiss(session, operator, linde.corporation_id, "administrator", linde.person_id)
    assert await _held(database, linde) == []
    async with database.reading() as session:
        assert await count_role_holders(session, Role.ADMINISTRATOR) == {vecht.corporation_id: 1}
    with pytest.raises(NotFound):
        async with database.unit_of_work() as session:
            await dismiss(session, operator, linde.corporation_id, "administrator", linde.person_id)


async def test_an_administrator_appoints_invigilators_of_their_own_corporation_and_nothing_else(
    database: Database, linde: Scope
) -> None:
    assert linde.role is Role.ADMINISTRATOR
    person = await _appoint(database, linde, linde, "invigilator")
    assert (person.email, Role.INVIGILATOR) in await _held(database, linde)
    for role in ("administrator", "trainer"):
        with pytest.raises(NotFound):
            await _appoint(database, linde, linde, role)
    async with database.unit_of_work() as session:
        await dismiss(session, linde, linde.corporation_id, "invigilator", person.id)
    assert (person.email, Role.INVIGILATOR) not in await _held(database, linde)


async def test_an_administrator_appoints_nobody_at_another_corporation(
    database: Database, linde: Scope, operator: Scope
) -> None:
    elsewhere = Scope(linde.person_id, Role.ADMINISTRATOR, frozenset({linde.corporation_id + 1}))
    with pytest.raises(NotFound):
        await _appoint(database, elsewhere, linde, "invigilator")
