"""Revoking is for trainers and the operator, once, for a reason, and its holder hears of it."""

import anyio
import pytest
from sqlalchemy import select
from sqlmodel import col

from certificates.status import Status
from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.core.scope import Role, Scope
from proeve.register.acts import ALLOWED, Act
from proeve.register.certificates import Certificate
from proeve.register.revoking import LONGEST_NOTE, REVOCATION_REASONS, revoke_certificate


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


async def _revoke(database, scope, certificate, reason="fraud", note=""):
    async with database.unit_of_work() as session:
        return await revoke_certificate(session, scope, certificate.id, reason=reason, note=note)


async def _letters(database, settings):
    async with database.reading() as session:
        kind = col(Message.kind) == "certificate_revoked"
        messages = list(await session.scalars(select(Message).where(kind)))
        return [(message, await COMPOSERS[message.kind](session, settings, message)) for message in messages]


async def test_a_trainer_revokes_at_an_assigned_corporation(database, certificate, linde, trainer):
    scope = await trainer(linde)
    revoked = await _revoke(database, scope, certificate, note="Zie dossier.\nGesproken met P&O. ")
    assert revoked.status is Status.REVOKED
    assert revoked.revoked_at == clock.now()
    assert revoked.revoked_by == scope.person_id
    assert (revoked.revocation_reason, revoked.revocation_note) == ("fraud", "Zie dossier.\nGesproken met P&O.")


async def test_revoking_is_written_to_the_log_without_the_private_note(database, certificate, linde, trainer):
    scope = await trainer(linde)
    await _revoke(database, scope, certificate, note="Zie dossier.")
    async with database.reading() as session:
        event = (await session.scalars(select(AuditEvent).where(col(AuditEvent.action) == "certificate.revoke"))).one()
    assert (event.actor_id, event.subject) == (scope.person_id, f"certificate:{certificate.id}")
    assert event.facts == {"reason": "fraud"}


@pytest.mark.parametrize("role", sorted(set(Role) - ALLOWED[Act.REVOKE]))
async def test_other_roles_find_nothing_to_revoke(database, make, certificate, linde, role):
    with pytest.raises(NotFound):
        await _revoke(database, Scope(certificate.person_id, role, frozenset({linde.id})), certificate)
    async with database.reading() as session:
        assert (await session.get_one(Certificate, certificate.id)).revoked_at is None


async def test_a_trainer_of_another_corporation_does_not_find_it(database, certificate, vecht, trainer):
    with pytest.raises(NotFound):
        await _revoke(database, await trainer(vecht), certificate)


@pytest.mark.parametrize("reason", ["", "superseded", "because"])
async def test_an_unknown_reason_is_refused(database, certificate, linde, trainer, reason):
    with pytest.raises(Invalid) as refusal:
        await _revoke(database, await trainer(linde), certificate, reason=reason)
    assert set(refusal.value.problems) == {"reason"}


async def test_too_long_a_note_is_refused(database, certificate, linde, trainer):
    with pytest.raises(Invalid) as refusal:
        await _revoke(database, await trainer(linde), certificate, note="x" * (LONGEST_NOTE + 1))
    assert set(refusal.value.problems) == {"note"}


async def test_a_second_time_is_refused_and_changes_nothing(database, certificate, linde, trainer, settings):
    scope = await trainer(linde)
    await _revoke(database, scope, certificate)
    with pytest.raises(Conflict, match="al ingetrokken"):
        await _revoke(database, scope, certificate, reason="at_holder_request")
    async with database.reading() as session:
        assert (await session.get_one(Certificate, certificate.id)).revocation_reason == "fraud"
    assert len(await _letters(database, settings)) == 1


async def test_of_two_at_the_same_moment_one_revokes(database, certificate, linde, trainer, settings):
    scope = await trainer(linde)
    refused = []

    async def revoke():
        try:
            await _revoke(database, scope, certificate)
        except Conflict as error:
            refused.append(error)

    async with anyio.create_task_group() as together:
        for _ in range(3):
            together.start_soon(revoke)
    assert len(refused) == 2
    assert len(await _letters(database, settings)) == 1


@pytest.mark.parametrize("reason", REVOCATION_REASONS)
async def test_the_holder_reads_what_happened_and_what_can_be_done(make, jan, linde, trainer, reason):
    certificate = await make.issued(jan)
    await _revoke(make.database, await trainer(linde), certificate, reason=reason, note="Alleen voor ons.")
    ((message, letter),) = await _letters(make.database, make.context.settings)
    assert message.recipient == jan.email
    assert f"met nummer {certificate.number} is op 10 maart 2026 ingetrokken" in letter.body
    assert "Alleen voor ons" not in letter.body
    assert ("bezwaar" in letter.body) is (reason != "at_holder_request")
