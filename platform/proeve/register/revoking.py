"""Revoke a certificate: for good, with a reason, and with word to its holder."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.sending import add_message
from proeve.core.scope import Role, Scope
from proeve.corporations.staff import StaffMember
from proeve.people.text import tidy
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind
from proeve.register.finding import find_certificate
from proeve.register.recording import record_event
from proeve.register.revocation_letter import REVOKED

REVOCATION_REASONS = {
    "issued_in_error": "Ten onrechte uitgegeven",
    "fraud": "Fraude bij de toets",
    "requirement_lapsed": "De houder voldoet niet meer aan de eisen",
    "at_holder_request": "Op verzoek van de houder",
}
"""Why a certificate can be revoked: the code that is stored, and the words that people read."""

MAY_REVOKE = frozenset({Role.OPERATOR, Role.TRAINER})
LONGEST_NOTE = 1_000


async def revoke_certificate(
    session: AsyncSession, scope: Scope, certificate_id: int, *, reason: str, note: str = ""
) -> Certificate:
    """Revoke one certificate from now on, tell its holder, and write it to the log.

    `note` is private: it is kept, but shown to nobody outside. Raises NotFound for somebody who may not revoke it,
    Invalid without a known reason or with too long a note, and Conflict when it was revoked before.
    """
    if scope.role not in MAY_REVOKE:
        raise NotFound
    _check(reason, note)
    row = await find_certificate(session, scope, certificate_id)
    certificate = row.certificate
    # Held until the end, so that of two who revoke at the same moment the second one is told.
    await session.refresh(certificate, with_for_update=True)
    if certificate.revoked_at is not None:
        raise Conflict("Dit certificaat is al ingetrokken. U hoeft niets meer te doen.", code="already_revoked")
    certificate.revoked_at = clock.now()
    certificate.revoked_by = scope.person_id
    certificate.revocation_reason = reason
    certificate.revocation_note = "\n".join(tidy(line) for line in note.splitlines()).strip() or None
    if row.holder is not None:
        await _tell(session, certificate, row.holder)
    await record_event(session, certificate, EventKind.REVOKED, actor_id=scope.person_id, reason=reason)
    return certificate


def _check(reason: str, note: str) -> None:
    problems = {}
    if reason not in REVOCATION_REASONS:
        problems["reason"] = "Kies waarom u het certificaat intrekt."
    if len(note) > LONGEST_NOTE:
        problems["note"] = f"Gebruik voor de toelichting niet meer dan {LONGEST_NOTE} tekens."
    if problems:
        raise Invalid("Het certificaat is nog niet ingetrokken. Pas aan wat er niet klopt.", problems)


async def _tell(session: AsyncSession, certificate: Certificate, holder: StaffMember) -> None:
    await add_message(
        session,
        REVOKED,
        recipient=holder.email,
        person_id=certificate.person_id,
        corporation_id=certificate.corporation_id,
        name=holder.given_name or holder.name,
        exam=certificate.snapshot["exam"],
        number=certificate.number,
        reason=certificate.revocation_reason,
        revoked_on=clock.today().isoformat(),
    )
