"""Sign-in mail to somebody's address at work is found by who administers their staff, and by nobody else."""

import pytest

from proeve.core.database import Database
from proeve.core.mail.messages import MessageState
from proeve.core.mail.searching import count_messages, search_messages
from proeve.core.mail.sending import add_message
from proeve.core.scope import Scope
from proeve.corporations.staff_mail import is_mail_to_own_staff
from proeve.corporations.staffing import staff_member_leaves


async def _found(database: Database, scope: Scope) -> list[str]:
    async with database.reading() as session:
        messages, total = await search_messages(session, scope, also=is_mail_to_own_staff(scope))
        counts = await count_messages(session, scope, also=is_mail_to_own_staff(scope))
    assert counts.get(MessageState.QUEUED, 0) == total == len(messages)
    return [message.recipient for message in messages]


async def test_only_the_own_administrator_finds_it(database: Database, linde: Scope, vecht: Scope, add_staff) -> None:
    fatima = await add_staff(linde)
    async with database.unit_of_work() as session:
        await add_message(session, "sign_in", recipient=fatima.email, person_id=fatima.person_id)
        await add_message(session, "sign_in", recipient="fatima@prive.example", person_id=fatima.person_id)
        await add_message(session, "sign_in", recipient=fatima.email, person_id=linde.person_id)
    assert await _found(database, linde) == [fatima.email]
    assert await _found(database, vecht) == []


async def test_mail_to_who_left_is_not_found(database: Database, linde: Scope, add_staff) -> None:
    fatima = await add_staff(linde)
    async with database.unit_of_work() as session:
        await add_message(session, "sign_in", recipient=fatima.email, person_id=fatima.person_id)
        await staff_member_leaves(session, linde, fatima.id)
    assert await _found(database, linde) == []


async def test_mail_of_another_corporation_is_not_found(
    database: Database, linde: Scope, vecht: Scope, add_staff
) -> None:
    fatima = await add_staff(linde)
    owner = {"corporation_id": vecht.corporation_id, "person_id": fatima.person_id}
    async with database.unit_of_work() as session:
        await add_message(session, "invitation", recipient=fatima.email, **owner)
    assert await _found(database, linde) == []


@pytest.mark.parametrize("kind", ["certificate_revoked", "certificate_expires"])
async def test_mail_about_certificates_they_took_along_is_their_own_business(
    database: Database, linde: Scope, add_staff, kind
) -> None:
    fatima = await add_staff(linde)
    async with database.unit_of_work() as session:
        await add_message(session, kind, recipient=fatima.email, person_id=fatima.person_id)
        await add_message(session, "certificates_moved", recipient=fatima.email, person_id=fatima.person_id)
    async with database.reading() as session:
        messages, _ = await search_messages(session, linde, also=is_mail_to_own_staff(linde))
    assert [message.kind for message in messages] == ["certificates_moved"]
