"""Suspend a certificate while something is sorted out, and resume it: with a reason, and word to its holder."""

from collections.abc import Container

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Scope
from proeve.register.acts import ALLOWED, Act, hold_to_act
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind
from proeve.register.recording import record_event
from proeve.register.suspension_letters import RESUMED, SUSPENDED
from proeve.register.telling import tell_holder

SUSPENSION_REASONS = {
    "under_investigation": "Er wordt uitgezocht of het terecht is uitgegeven",
    "facts_in_doubt": "Er staat misschien iets op dat niet klopt",
    "at_holder_request": "Op verzoek van de houder",
}
RESUMPTION_REASONS = {
    "cleared": "Het is uitgezocht: het certificaat klopt",
    "in_error": "Het schorsen was een vergissing",
    "at_holder_request": "Op verzoek van de houder",
}


async def suspend_certificate(session: AsyncSession, scope: Scope, certificate_id: int, *, reason: str) -> Certificate:
    """Suspend one certificate from now on until it is resumed.

    Raises NotFound for somebody who may not, Invalid without a known reason, Conflict when it is revoked or suspended.
    """
    _check(scope, Act.SUSPEND, reason, SUSPENSION_REASONS)
    row = await hold_to_act(session, scope, certificate_id, Act.SUSPEND)
    certificate = row.certificate
    certificate.suspended_at = clock.now()
    certificate.suspended_by = scope.person_id
    certificate.suspension_reason = reason
    await tell_holder(session, row, SUSPENDED, reason=reason)
    await record_event(session, certificate, EventKind.SUSPENDED, actor_id=scope.person_id, reason=reason)
    return certificate


async def resume_certificate(session: AsyncSession, scope: Scope, certificate_id: int, *, reason: str) -> Certificate:
    """Let a suspended certificate count again, until its own last day; raise as `suspend_certificate` does."""
    _check(scope, Act.RESUME, reason, RESUMPTION_REASONS)
    row = await hold_to_act(session, scope, certificate_id, Act.RESUME)
    certificate = row.certificate
    certificate.suspended_at = certificate.suspended_by = certificate.suspension_reason = None
    await tell_holder(session, row, RESUMED, reason=reason, valid_until=certificate.valid_until.isoformat())
    await record_event(session, certificate, EventKind.RESUMED, actor_id=scope.person_id, reason=reason)
    return certificate


def _check(scope: Scope, act: Act, reason: str, reasons: Container[str]) -> None:
    if scope.role not in ALLOWED[act]:
        raise NotFound
    if reason not in reasons:
        problem = "Kies een reden."
        raise Invalid("Er is nog niets veranderd. Pas aan wat er niet klopt.", {"reason": problem})
