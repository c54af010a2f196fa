"""Issue the certificate of a passed result: a durable job that does its work once, however often it runs."""

import asyncio
import hashlib

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.drawing import draw_certificate
from certificates.errors import Invalid as InvalidCertificate
from certificates.facts import CertificateFacts, write_snapshot
from proeve.core.audit import record
from proeve.core.clock import milliseconds
from proeve.core.jobs import JobContext, enqueue, job
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, add_message, composes
from proeve.core.scope import Scope
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.exams.after_grading import after_grading
from proeve.exams.receipts.stored import Receipt
from proeve.exams.results import Result
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.freezing import Pass, draw_verify_token, facts_of, find_pass
from proeve.register.refusals import drop_refusal, find_waiting_pass, keep_refusal
from proeve.register.templates import look_of


@after_grading
async def ask_for_certificate(session: AsyncSession, result: Result) -> None:
    """Ask for the certificate of a pass, in the transaction that stores the result."""
    if result.passed:
        await enqueue(session, issue_certificate, key=str(result.id), result_id=result.id)


async def ask_for_certificate_again(session: AsyncSession, scope: Scope, result_id: int) -> None:
    """Ask once more for a certificate that was refused, now that a name was mended; raise NotFound without refusal."""
    refusal = (await find_waiting_pass(session, scope, result_id)).refusal
    # Each refusal can be tried again once: a second click asks for nothing new.
    key = f"{result_id}:{milliseconds(refusal.refused_at)}"
    await enqueue(session, issue_certificate, key=key, result_id=result_id)


@job("register.issue")
async def issue_certificate(context: JobContext, *, result_id: int) -> None:
    """Issue the certificate of one result, unless that was done or the result is no pass.

    What cannot be printed is kept as a refusal, for trying again changes nothing until somebody mends it.
    """
    async with context.database.reading() as session:
        if await _find_issued(session, result_id):
            return
        passed = await find_pass(session, result_id)
    if passed is None:
        return
    token = draw_verify_token()
    try:
        facts = facts_of(passed, context.settings, token)
        pdf = await asyncio.to_thread(draw_certificate, facts, look_of(passed.template))
    except InvalidCertificate as refusal:
        async with context.database.unit_of_work() as session:
            if not await _find_issued(session, result_id):
                await keep_refusal(session, passed, str(refusal))
        return
    await _store_once(context, passed, facts, token, pdf)


async def _store_once(context: JobContext, passed: Pass, facts: CertificateFacts, token: str, pdf: bytes) -> None:
    """Store the certificate; when another run was first, leave it at that, and when the number was taken, raise."""
    try:
        async with context.database.unit_of_work() as session:
            await _store(session, passed, facts, token, pdf)
    except IntegrityError:
        async with context.database.reading() as session:
            if not await _find_issued(session, passed.result.id):
                raise  # The job's next try draws another number.


async def _find_issued(session: AsyncSession, result_id: int) -> int | None:
    return await session.scalar(select(col(Certificate.id)).where(col(Certificate.result_id) == result_id))


async def _store(session: AsyncSession, passed: Pass, facts: CertificateFacts, token: str, pdf: bytes) -> None:
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
        template_version_id=passed.template.id if passed.template else None,
        pdf_sha256=hashlib.sha256(pdf).digest(),
    )
    session.add(certificate)
    await session.flush()
    session.add(CertificateFile(certificate_id=certificate.id, pdf=pdf))
    await drop_refusal(session, passed.result.id)
    subject = f"certificate:{certificate.id}"
    record(session, "certificate.issue", subject, actor_id=None, corporation_id=certificate.corporation_id)
    receipt = await session.get(Receipt, passed.result.attempt_id)
    await add_message(
        session,
        "certificate_issued",
        recipient=passed.holder.email,
        person_id=passed.result.person_id,
        corporation_id=certificate.corporation_id,
        name=passed.holder.given_name or passed.holder.name,
        exam=facts.exam,
        number=facts.number,
        receipt=receipt.code if receipt else "",
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
        f"{_receipt_words(facts.get('receipt', ''))}"
        "Met vriendelijke groet,\nProeve\n",
    )


def _receipt_words(code: str) -> str:
    if not code:
        return ""
    return (
        f"De ontvangstcode van uw toets is {code}. Bewaar deze e-mail: met de code kan iedereen nagaan dat er niets "
        "aan uw antwoorden is veranderd.\n\n"
    )
