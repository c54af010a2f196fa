"""Revoke a certificate: for good, with a reason, and with word to its holder."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Scope
from proeve.people.text import tidy
from proeve.register.acts import ALLOWED, Act, hold_to_act
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind
from proeve.register.recording import record_event
from proeve.register.revocation_letter import REVOKED
from proeve.register.telling import tell_holder

REVOCATION_REASONS = {
    "issued_in_error": "Ten onrechte uitgegeven",
    "fraud": "Fraude bij de toets",
    "requirement_lapsed": "De houder voldoet niet meer aan de eisen",
    "at_holder_request": "Op verzoek van de houder",
}
"""Why a certificate can be revoked: the code that is stored, and the words that people read."""

SUPERSEDED = "superseded"
"""The reason of a certificate that was corrected: another one stands in its place."""

REASONS_IN_WORDS = {**REVOCATION_REASONS, SUPERSEDED: "Vervangen door een verbeterd certificaat"}
LONGEST_NOTE = 1_000


async def revoke_certificate(
    session: AsyncSession, scope: Scope, certificate_id: int, *, reason: str, note: str = ""
) -> Certificate:
    """Revoke one certificate from now on, tell its holder, and write it to the register.

    The status list is computed from the register, so that badges fail at once. `note` is private: it is kept, but
    shown to nobody outside. Raises NotFound for somebody who may not revoke it, Invalid without a known reason or with
    too long a note, and Conflict when it was revoked before.
    """
    if scope.role not in ALLOWED[Act.REVOKE]:
        raise NotFound
    _check(reason, note)
    row = await hold_to_act(session, scope, certificate_id, Act.REVOKE)
    certificate = row.certificate
    certificate.revoked_at = clock.now()
    certificate.revoked_by = scope.person_id
    certificate.revocation_reason = reason
    certificate.revocation_note = "\n".join(tidy(line) for line in note.splitlines()).strip() or None
    await tell_holder(session, row, REVOKED, reason=reason)
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
