"""A message that failed can be sent again, once, and to the address of today."""

import pytest
from sqlalchemy import select

from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, NotFound
from proeve.core.mail.messages import Message, MessageState
from proeve.core.mail.sending_again import send_again
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation
from proeve.people.persons import Person


@pytest.fixture
async def scope(database) -> Scope:
    async with database.unit_of_work() as session:
        corporation = Corporation(name="Lindehof")
        person = Person(email="beheer@lindehof.example", given_name="Bo", family_name="Beheer")
        session.add_all([corporation, person])
    return Scope(person.id, Role.ADMINISTRATOR, frozenset({corporation.id}))


async def message(database, scope: Scope, state: MessageState = MessageState.FAILED) -> Message:
    async with database.unit_of_work() as session:
        row = Message(
            kind="test", recipient="oud@lindehof.example", corporation_id=scope.corporation_id, state=state, error="550"
        )
        session.add(row)
    return row


async def try_again(database, scope: Scope, message_id: int, **changes: str) -> Message:
    async with database.unit_of_work() as session:
        return await send_again(session, scope, message_id, **changes)


async def asked(database) -> list[str]:
    return [job.workflow_id for job in await database.jobs.list_workflows_async()]


async def test_a_failed_message_waits_for_another_try(database, scope, set_clock):
    failed = await message(database, scope)
    again = await try_again(database, scope, failed.id)
    assert (again.state, again.error, again.recipient) == (MessageState.QUEUED, None, "oud@lindehof.example")
    assert await asked(database) == [f"mail.send:{failed.id}:{round(set_clock.moment.timestamp() * 1000)}"]


async def test_another_try_goes_to_the_address_that_is_given(database, scope):
    failed = await message(database, scope)
    assert (await try_again(database, scope, failed.id, recipient="nieuw@lindehof.example")).recipient == (
        "nieuw@lindehof.example"
    )


async def test_it_is_logged_who_asked(database, scope):
    failed = await message(database, scope)
    await try_again(database, scope, failed.id)
    async with database.reading() as session:
        event = (await session.scalars(select(AuditEvent))).one()
    assert (event.action, event.subject, event.actor_id) == (
        "message.send_again",
        f"message:{failed.id}",
        scope.person_id,
    )


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.SENT, MessageState.KEPT])
async def test_a_message_that_did_not_fail_is_not_sent_twice(database, scope, state):
    fine = await message(database, scope, state)
    with pytest.raises(Conflict):
        await try_again(database, scope, fine.id)
    assert await asked(database) == []


async def test_a_message_of_another_corporation_is_not_found(database, scope):
    failed = await message(database, scope)
    with pytest.raises(NotFound):
        await try_again(database, Scope(1, Role.ADMINISTRATOR, frozenset({scope.corporation_id + 1})), failed.id)
