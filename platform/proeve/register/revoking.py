"""Revoke a certificate: for good, with a reason, and with word to its holder."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, add_message, composes
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.register.certificates import Certificate
from proeve.register.finding import find_certificate

REVOCATION_REASONS = {
    "issued_in_error": "Ten onrechte uitgegeven",
    "fraud": "Fraude bij de toets",
    "requirement_lapsed": "De houder voldoet niet meer aan de eisen",
    "at_holder_request": "Op verzoek van de houder",
}
"""Why a certificate can be revoked: the code that is stored, and the words that people read."""

MAY_REVOKE = frozenset({Role.OPERATOR, Role.TRAINER})


async def revoke_certificate(
    session: AsyncSession, scope: Scope, certificate_id: int, *, reason: str, note: str = ""
) -> Certificate:
    """Revoke one certificate from now on, tell its holder, and write it to the log.

    `note` is private: it is kept, but shown to nobody outside. Raises NotFound for somebody who may not revoke it,
    Invalid without a known reason and Conflict when it was revoked before.
    """
    if scope.role not in MAY_REVOKE:
        raise NotFound
    if reason not in REVOCATION_REASONS:
        raise Invalid("Kies waarom u het certificaat intrekt.", {"reason": "Kies een reden."})
    row = await find_certificate(session, scope, certificate_id)
    certificate = row.certificate
    if certificate.revoked_at is not None:
        raise Conflict("Dit certificaat is al ingetrokken. U hoeft niets meer te doen.")
    certificate.revoked_at = clock.now()
    certificate.revoked_by = scope.person_id
    certificate.revocation_reason = reason
    certificate.revocation_note = note or None
    record(
        session,
        "certificate.revoke",
        f"certificate:{certificate.id}",
        actor_id=scope.person_id,
        corporation_id=certificate.corporation_id,
        reason=reason,
    )
    if row.holder is not None:
        await add_message(
            session,
            "certificate_revoked",
            recipient=row.holder.email,
            person_id=certificate.person_id,
            corporation_id=certificate.corporation_id,
            name=row.holder.given_name,
            exam=certificate.snapshot["exam"],
            number=certificate.number,
            reason=REVOCATION_REASONS[reason],
        )
    return certificate


@composes("certificate_revoked")
async def compose_revoked(_session: AsyncSession, _settings: Settings, message: Message) -> Letter:
    """Bring the bad news by its own lesson: the fact first, then why, what it means, and where to object."""
    facts = message.facts
    return Letter(
        f"Uw certificaat {facts['exam']} is ingetrokken",
        f"Beste {facts['name']},\n\n"
        f"Uw certificaat {facts['exam']} met nummer {facts['number']} is vandaag ingetrokken. "
        "Dat is vervelend nieuws, en misschien had u het niet verwacht.\n\n"
        f"De reden is: {facts['reason'].lower()}.\n\n"
        "Wie het certificaat controleert, ziet vanaf nu dat het is ingetrokken. U mag het niet meer gebruiken. "
        "Een nieuwe toets doen kan wel: vraag daarnaar bij uw corporatie.\n\n"
        "Bent u het er niet mee eens? Vraag de beheerder van uw corporatie om uitleg, of maak binnen zes weken bezwaar. "
        "Zet in uw bezwaar het nummer van het certificaat en waarom u het er niet mee eens bent.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )
