"""Correct a certificate: what is printed never changes, so a new one with the right name takes its place."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from certificates.errors import Invalid as InvalidCertificate
from certificates.facts import clean_text, read_snapshot, write_snapshot
from certificates.numbering import draw_number
from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.jobs import JobContext
from proeve.core.scope import Scope
from proeve.core.settings import Settings
from proeve.register.acts import ALLOWED, Act, find_to_act, hold_to_act
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.correction_letter import CORRECTED
from proeve.register.events import EventKind
from proeve.register.finding import RegisterRow
from proeve.register.freezing import SYSTEM_RANDOM, draw_verify_token, verify_url
from proeve.register.making import Draft, MadeCertificate, make_certificate
from proeve.register.recording import record_event
from proeve.register.revoking import SUPERSEDED
from proeve.register.status_lists import draw_free_place
from proeve.register.telling import tell_holder
from proeve.register.templates import CertificateTemplate

CORRECTION_REASONS = {
    "name_misspelt": "De naam stond er verkeerd op",
    "name_changed": "De houder heet nu anders",
}
SAME_NAME = "De naam op het certificaat is al gelijk aan de naam bij Medewerkers. Wijzig die eerst."
MEANWHILE = "Iemand anders was hier ook mee bezig. Bekijk het certificaat en probeer het zo nodig opnieuw."


@dataclass(frozen=True, slots=True)
class Correction:
    """Why a certificate is corrected, and by whom."""

    certificate_id: int
    reason: str
    scope: Scope


async def correct_certificate(context: JobContext, scope: Scope, certificate_id: int, *, reason: str) -> Certificate:
    """Issue a new certificate under the name that the corporation uses now, in place of one that is revoked with it.

    Everything else stays as printed, the last valid day and the look included; the number is another one. Raises
    NotFound for somebody who may not, Invalid without a known reason or for a name that cannot be printed, and Conflict
    when the name is right or the certificate does not stand open for it.
    """
    if scope.role not in ALLOWED[Act.CORRECT]:
        raise NotFound
    if reason not in CORRECTION_REASONS:
        raise Invalid("Het certificaat is nog niet verbeterd. Kies een reden.", {"reason": "Kies een reden."})
    async with context.database.reading() as session:
        draft = await _draft(session, context.settings, await find_to_act(session, scope, certificate_id, Act.CORRECT))
    try:
        made = await make_certificate(context.settings, draft)
    except InvalidCertificate as refusal:
        raise Invalid(str(refusal)) from refusal
    try:
        async with context.database.unit_of_work() as session:
            return await _replace(session, Correction(certificate_id, reason, scope), made)
    except IntegrityError as clash:
        raise Conflict(MEANWHILE, code="meanwhile") from clash


def corrected_name(row: RegisterRow) -> str | None:
    """Return the name that a correction would print, or None when nothing would change."""
    name = clean_text(row.holder.name) if row.holder else ""
    return name if name and name != row.certificate.holder else None


async def _draft(session: AsyncSession, settings: Settings, row: RegisterRow) -> Draft:
    certificate, name = row.certificate, corrected_name(row)
    if name is None:
        raise Conflict(SAME_NAME, code="same_name")
    token, before = draw_verify_token(), read_snapshot(certificate.snapshot)
    changed = {
        "holder": name,
        "number": draw_number(before.passed_on.year, SYSTEM_RANDOM),
        "verify_url": verify_url(settings, token),
    }
    facts = read_snapshot(write_snapshot(before) | changed)
    look = certificate.template_version_id
    template = await session.get(CertificateTemplate, look) if look else None
    return Draft(facts, token, await draw_free_place(session), template)


async def _replace(session: AsyncSession, correction: Correction, made: MadeCertificate) -> Certificate:
    scope, reason = correction.scope, correction.reason
    row = await hold_to_act(session, scope, correction.certificate_id, Act.CORRECT)
    before = row.certificate
    corrected = Certificate(
        corporation_id=before.corporation_id,
        person_id=before.person_id,
        staff_member_id=before.staff_member_id,
        result_id=before.result_id,
        edition=before.edition + 1,
        renews_id=before.renews_id,
        exam=before.exam,
        **made.columns(),
    )
    session.add(corrected)
    await session.flush()
    session.add(CertificateFile(certificate_id=corrected.id, pdf=made.pdf))
    before.superseded_by_id = corrected.id
    before.revoked_at, before.revoked_by, before.revocation_reason = clock.now(), scope.person_id, SUPERSEDED
    await tell_holder(session, row, CORRECTED, reason=reason, by=corrected.number)
    actor = scope.person_id
    await record_event(session, corrected, EventKind.ISSUED, actor_id=actor, corrects=before.number, reason=reason)
    await record_event(session, before, EventKind.SUPERSEDED, actor_id=actor, by=corrected.number, reason=reason)
    return corrected
