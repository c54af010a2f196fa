"""Freeze what a certificate will say: read a pass in one go and write down its facts."""

import base64
import secrets
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from certificates.facts import CertificateFacts, Language
from certificates.numbering import draw_number
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt
from proeve.exams.blueprints import find_blueprint
from proeve.exams.results import Result
from proeve.people.persons import Person
from proeve.register.certificates import Certificate
from proeve.register.renewing import last_day
from proeve.register.templates import CertificateTemplate, find_current_template
from question_bank.blueprint import Blueprint

TOKEN_BYTES = 15
"""120 bits: nobody finds a certificate by guessing what its QR code says."""

SYSTEM_RANDOM = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Pass:
    """A passed result with everything its certificate is made from."""

    result: Result
    holder: StaffMember
    corporation: Corporation
    blueprint: Blueprint
    template: CertificateTemplate | None = None
    language: Language = "nl"


async def find_pass(session: AsyncSession, result_id: int) -> Pass | None:
    """Return a passed result in its surroundings, or None when the result is no pass."""
    result = await session.get_one(Result, result_id)
    if not result.passed:
        return None
    attempt = await session.get_one(Attempt, result.attempt_id)
    return Pass(
        result,
        await session.get_one(StaffMember, result.staff_member_id),
        await session.get_one(Corporation, result.corporation_id),
        await find_blueprint(session, attempt.blueprint_id),
        await find_current_template(session, result.corporation_id),
        await _language_of(session, result.person_id),
    )


async def _language_of(session: AsyncSession, person_id: int) -> Language:
    person = await session.get(Person, person_id)
    return "en" if person and person.certificate_language == "en" else "nl"


def draw_verify_token() -> str:
    """Draw the secret of a QR code, in lower-case letters and digits because the code itself is read in capitals."""
    return base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().lower()


def facts_of(passed: Pass, settings: Settings, token: str, *, renewed: Certificate | None = None) -> CertificateFacts:
    """Freeze what the certificate will say; the day of passing is the Dutch day on which the attempt closed.

    Raises certificates.errors.Invalid when a text cannot stand on a certificate.
    """
    passed_on = clock.local_date(passed.result.closed_at)
    verify_page = f"{settings.public_url}/verifieer"
    english = passed.language == "en"
    return CertificateFacts(
        holder=passed.holder.name,
        corporation=passed.corporation.name,
        exam=passed.blueprint.english_title if english else passed.blueprint.title,
        exam_version=str(passed.blueprint.version),
        shown=passed.blueprint.english_statement if english else passed.blueprint.statement,
        passed_on=passed_on,
        valid_from=passed_on,
        valid_until=last_day(passed_on, passed.blueprint.validity_months, renewed),
        number=draw_number(passed_on.year, SYSTEM_RANDOM),
        verify_url=verify_url(settings, token),
        verify_page=verify_page.removeprefix("https://").removeprefix("http://"),
        issuer=settings.issuer,
        language=passed.language,
    )


def verify_url(settings: Settings, token: str) -> str:
    """Return what the QR code of a certificate says."""
    return f"{settings.public_url}/v/{token}".lower()
