"""Issue the certificate of a passed result: a durable job that does its work once, however often it runs."""

import asyncio
import base64
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.drawing import draw_certificate
from certificates.facts import CertificateFacts, write_snapshot
from certificates.numbering import draw_number
from certificates.validity import last_valid_day
from proeve.core import clock
from proeve.core.audit import record
from proeve.core.jobs import JobContext, enqueue, job
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, add_message, composes
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.after_grading import after_grading
from proeve.exams.attempts import Attempt
from proeve.exams.blueprints import find_blueprint
from proeve.exams.results import Result
from proeve.register.certificates import Certificate, CertificateFile
from question_bank.blueprint import Blueprint

TOKEN_BYTES = 15
"""120 bits: nobody finds a certificate by guessing what its QR code says."""

SYSTEM_RANDOM = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class _Pass:
    """What a certificate is made from, read in one go."""

    result: Result
    holder: StaffMember
    corporation: Corporation
    blueprint: Blueprint


@after_grading
async def ask_for_certificate(session: AsyncSession, result: Result) -> None:
    """Ask for the certificate of a pass, in the transaction that stores the result."""
    if result.passed:
        await enqueue(session, issue_certificate, key=str(result.id), result_id=result.id)


@job("register.issue")
async def issue_certificate(context: JobContext, *, result_id: int) -> None:
    """Issue the certificate of one result, unless that was done or the result is no pass."""
    async with context.database.reading() as session:
        if await _find_issued(session, result_id):
            return
        passed = await _read_pass(session, result_id)
    if passed is None:
        return
    token = draw_verify_token()
    facts = facts_of(passed.result, passed.holder, passed.corporation, passed.blueprint, context.settings, token)
    pdf = await asyncio.to_thread(draw_certificate, facts)
    try:
        async with context.database.unit_of_work() as session:
            await _store(session, passed, facts, token, pdf)
    except IntegrityError:
        # Another run of this job was first, or the number was taken; in the second case the job's next try draws anew.
        async with context.database.reading() as session:
            if not await _find_issued(session, result_id):
                raise


def draw_verify_token() -> str:
    """Draw the secret of a QR code, in lower-case letters and digits because the code itself is read in capitals."""
    return base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().lower()


def facts_of(
    result: Result,
    holder: StaffMember,
    corporation: Corporation,
    blueprint: Blueprint,
    settings: Settings,
    token: str,
) -> CertificateFacts:
    """Freeze what the certificate will say; the day of passing is the Dutch day on which the attempt closed."""
    passed_on = clock.local_date(result.closed_at)
    verify_page = f"{settings.public_url}/verifieer"
    return CertificateFacts(
        holder=holder.name,
        corporation=corporation.name,
        exam=blueprint.title,
        exam_version=str(blueprint.version),
        shown=blueprint.statement,
        passed_on=passed_on,
        valid_from=passed_on,
        valid_until=last_valid_day(passed_on, blueprint.validity_months),
        number=draw_number(passed_on.year, SYSTEM_RANDOM),
        verify_url=f"{settings.public_url}/v/{token}".lower(),
        verify_page=verify_page.removeprefix("https://").removeprefix("http://"),
        issuer=settings.issuer,
    )


async def _find_issued(session: AsyncSession, result_id: int) -> int | None:
    return await session.scalar(select(Certificate.id).where(col(Certificate.result_id) == result_id))


async def _read_pass(session: AsyncSession, result_id: int) -> _Pass | None:
    result = await session.get_one(Result, result_id)
    if not result.passed:
        return None
    attempt = await session.get_one(Attempt, result.attempt_id)
    return _Pass(
        result,
        await session.get_one(StaffMember, result.staff_member_id),
        await session.get_one(Corporation, result.corporation_id),
        await find_blueprint(session, attempt.blueprint_id),
    )


async def _store(session: AsyncSession, passed: _Pass, facts: CertificateFacts, token: str, pdf: bytes) -> None:
    certificate = Certificate(
        corporation_id=passed.corporation.id,
        person_id=passed.result.person_id,
        staff_member_id=passed.holder.id,
        result_id=passed.result.id,
        exam=passed.result.exam,
        number=facts.number,
        token_hash=token_hash(token),
        snapshot=write_snapshot(facts),
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        pdf_sha256=hashlib.sha256(pdf).digest(),
    )
    session.add(certificate)
    await session.flush()
    session.add(CertificateFile(certificate_id=certificate.id, pdf=pdf))
    subject = f"certificate:{certificate.id}"
    record(session, "certificate.issue", subject, actor_id=None, corporation_id=certificate.corporation_id)
    await add_message(
        session,
        "certificate_issued",
        recipient=passed.holder.email,
        person_id=passed.result.person_id,
        corporation_id=certificate.corporation_id,
        name=passed.holder.given_name,
        exam=facts.exam,
        number=facts.number,
    )


@composes("certificate_issued")
async def compose_issued(_session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Tell the holder that the certificate is there."""
    facts = message.facts
    return Letter(
        f"Uw certificaat {facts['exam']} staat klaar",
        f"Beste {facts['name']},\n\n"
        f"U bent geslaagd voor de toets {facts['exam']}. Gefeliciteerd!\n\n"
        f"Uw certificaat heeft nummer {facts['number']}. U kunt het hier bekijken en bewaren:\n"
        f"{settings.public_url}/mijn/certificaten\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )
