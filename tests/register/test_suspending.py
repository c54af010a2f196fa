"""A certificate is suspended for a reason and resumed for a reason, and is then as it was."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from certificates.status import Status
from proeve.core import clock
from proeve.core.errors import Conflict, Invalid
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind, all_events_of
from proeve.register.history import all_events
from proeve.register.status_lists import find_revoked_places
from proeve.register.suspending import (
    RESUMPTION_REASONS,
    SUSPENSION_REASONS,
    resume_certificate,
    suspend_certificate,
)


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


@pytest.fixture
async def scope(linde, trainer):
    return await trainer(linde)


async def _suspend(database, scope, certificate, reason="under_investigation"):
    async with database.unit_of_work() as session:
        return await suspend_certificate(session, scope, certificate.id, reason=reason)


async def _resume(database, scope, certificate, reason="cleared"):
    async with database.unit_of_work() as session:
        return await resume_certificate(session, scope, certificate.id, reason=reason)


async def _letters(database, settings, kind):
    async with database.reading() as session:
        messages = list(await session.scalars(select(Message).where(col(Message.kind) == kind)))
        return [(message, await COMPOSERS[kind](session, settings, message)) for message in messages]


async def test_a_suspended_certificate_is_not_valid(database, certificate, scope):
    suspended = await _suspend(database, scope, certificate)
    assert suspended.status is Status.SUSPENDED
    assert (suspended.suspended_at, suspended.suspended_by) == (clock.now(), scope.person_id)


async def test_a_resumed_certificate_is_as_it_was(database, certificate, scope):
    await _suspend(database, scope, certificate)
    await _resume(database, scope, certificate)
    async with database.reading() as session:
        assert (await session.get_one(Certificate, certificate.id)).model_dump() == certificate.model_dump()


async def test_both_are_in_the_chain_and_in_the_history(database, certificate, scope):
    await _suspend(database, scope, certificate)
    await _resume(database, scope, certificate)
    async with database.reading() as session:
        chained = [(event.kind, event.facts) for event in await all_events_of(session, certificate.id)]
        history = [(event.kind, event.actor) for event in await all_events(session, certificate)]
    assert chained == [
        (EventKind.ISSUED, {}),
        (EventKind.SUSPENDED, {"reason": "under_investigation"}),
        (EventKind.RESUMED, {"reason": "cleared"}),
    ]
    assert ("certificate.suspend", "Tess Trainer") in history
    assert ("certificate.resume", "Tess Trainer") in history


async def test_a_suspended_badge_is_not_revoked(database, certificate, scope):
    """A revoked badge never counts again; this one may."""
    await _suspend(database, scope, certificate)
    async with database.reading() as session:
        assert await find_revoked_places(session, 1) == frozenset()


@pytest.mark.parametrize("reason", SUSPENSION_REASONS)
async def test_the_holder_reads_why_it_is_suspended(make, jan, certificate, scope, reason):
    await _suspend(make.database, scope, certificate, reason)
    ((message, letter),) = await _letters(make.database, make.context.settings, "certificate_suspended")
    assert message.recipient == jan.email
    assert f"met nummer {certificate.number} is op 10 maart 2026 geschorst" in letter.body
    assert "niet ingetrokken" in letter.body


@pytest.mark.parametrize("reason", RESUMPTION_REASONS)
async def test_the_holder_reads_that_it_counts_again(make, certificate, scope, reason):
    await _suspend(make.database, scope, certificate)
    await _resume(make.database, scope, certificate, reason)
    ((_, letter),) = await _letters(make.database, make.context.settings, "certificate_resumed")
    assert "Het certificaat geldt weer, t/m 10 maart 2029." in letter.body


async def test_the_holder_is_not_told_that_an_expired_one_counts_again(make, certificate, scope, set_clock):
    await _suspend(make.database, scope, certificate)
    set_clock.advance(days=1200)
    await _resume(make.database, scope, certificate)
    ((_, letter),) = await _letters(make.database, make.context.settings, "certificate_resumed")
    assert "is intussen verlopen" in letter.body


@pytest.mark.parametrize("reason", ["", "fraud", "cleared"])
async def test_an_unknown_reason_is_refused(database, certificate, scope, reason):
    with pytest.raises(Invalid) as refusal:
        await _suspend(database, scope, certificate, reason)
    assert set(refusal.value.problems) == {"reason"}


async def test_a_second_time_is_refused(database, certificate, scope, settings):
    await _suspend(database, scope, certificate)
    with pytest.raises(Conflict, match="al geschorst"):
        await _suspend(database, scope, certificate)
    await _resume(database, scope, certificate)
    with pytest.raises(Conflict, match="niet geschorst"):
        await _resume(database, scope, certificate)
    assert len(await _letters(database, settings, "certificate_suspended")) == 1
