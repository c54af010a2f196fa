"""A corporation says what it calls things; what it does not say gets the default."""

import pytest
from sqlalchemy import select

from proeve.core.audit import AuditEvent
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.wording import own_wording, set_wording, wording_of
from proeve.people.persons import Person
from question_bank.variables import DEFAULTS


@pytest.fixture
async def scopes(database):
    async with database.unit_of_work() as session:
        ours, theirs = Corporation(name="Woonstichting Zuid"), Corporation(name="Woonstichting Noord")
        person = Person(email="bo@voorbeeld.example", given_name="Bo", family_name="Beheer")
        session.add_all([ours, theirs, person])
    return [Scope(person.id, Role.ADMINISTRATOR, frozenset({each.id})) for each in (ours, theirs)]


async def test_what_is_set_is_ours_alone_and_the_rest_is_default(database, scopes):
    ours, theirs = scopes
    async with database.unit_of_work() as session:
        await set_wording(session, ours, {"commissie": "  de   raad ", "klachtentermijn": ""})
    async with database.reading() as session:
        found = await wording_of(session, [ours.corporation_id, theirs.corporation_id])
        assert found == {
            ours.corporation_id: DEFAULTS | {"commissie": "de raad"},
            theirs.corporation_id: dict(DEFAULTS),
        }
        assert await own_wording(session, ours) == {"commissie": "de raad"}
        assert await own_wording(session, theirs) == {}
        (event,) = await session.scalars(select(AuditEvent))
    assert (event.action, event.facts) == ("corporation.wording", {"values": {"commissie": "de raad"}})


async def test_what_is_emptied_goes_back_to_the_default(database, scopes):
    async with database.unit_of_work() as session:
        await set_wording(session, scopes[0], {"commissie": "de raad"})
        await set_wording(session, scopes[0], {"commissie": ""})
        assert await own_wording(session, scopes[0]) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("koffie", "zwart"), ("commissie", "a" * 61), ("commissie", "<b>de raad</b>"), ("commissie", "{x}")],
)
async def test_what_cannot_stand_in_a_sentence_is_refused(database, scopes, name, value):
    async with database.unit_of_work() as session:
        with pytest.raises(Invalid) as refused:
            await set_wording(session, scopes[0], {name: value, "klachtentermijn": "zes weken"})
    assert list(refused.value.problems) == [name]


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.TRAINER, Role.AUTHOR])
async def test_others_set_nothing(database, scopes, role):
    scope = Scope(scopes[0].person_id, role, scopes[0].corporation_ids)
    async with database.unit_of_work() as session:
        with pytest.raises(NotFound):
            await set_wording(session, scope, {"commissie": "de raad"})
