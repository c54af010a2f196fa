"""Issue the certificate of a passed result: a durable job that does its work once, however often it runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.errors import Invalid as InvalidCertificate
from certificates.facts import CertificateFacts
from proeve.core.clock import milliseconds
from proeve.core.jobs import JobContext, enqueue, job
from proeve.core.mail.sending import add_message
from proeve.core.scope import Scope
from proeve.core.settings import Settings
from proeve.exams.after_grading import after_grading
from proeve.exams.receipts.stored import Receipt
from proeve.exams.results import Result
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.events import EventKind
from proeve.register.freezing import Pass, draw_verify_token, facts_of, find_pass
from proeve.register.issue_letter import ISSUED
from proeve.register.making import Draft, MadeCertificate, make_certificate
from proeve.register.recording import record_event
from proeve.register.refusals import drop_refusal, find_waiting_pass, keep_refusal
from proeve.register.renewing import counts_from_old_end, find_renewed
from proeve.register.status_lists import draw_free_place


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known before a certificate is made: the pass, what it renews, and its place in the status list."""

    passed: Pass
    renewed: Certificate | None
    status_index: int


@after_grading
async def ask_for_certificates(session: AsyncSession, results: Sequence[Result]) -> None:
    """Ask for the certificate of each pass, in the transaction that stores the results."""
    for result in results:
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
        plan = await _plan(session, result_id)
    if plan is None:
        return
    try:
        made = await make_certificate(context.settings, _draft(plan, context.settings))
    except InvalidCertificate as refusal:
        async with context.database.unit_of_work() as session:
            if not await _find_issued(session, result_id):
                await keep_refusal(session, plan.passed, str(refusal))
        return
    await _store_once(context, plan, made)


async def _plan(session: AsyncSession, result_id: int) -> Plan | None:
    if await _find_issued(session, result_id):
        return None
    passed = await find_pass(session, result_id)
    if passed is None:
        return None
    return Plan(passed, await find_renewed(session, passed.result), await draw_free_place(session))


def _draft(plan: Plan, settings: Settings) -> Draft:
    token = draw_verify_token()
    facts = facts_of(plan.passed, settings, token, renewed=plan.renewed)
    return Draft(facts, token, plan.status_index, plan.passed.template)


async def _store_once(context: JobContext, plan: Plan, made: MadeCertificate) -> None:
    """Store the certificate; when another run was first, leave it at that, and when the number was taken, raise."""
    try:
        async with context.database.unit_of_work() as session:
            await _store(session, plan, made)
    except IntegrityError:
        async with context.database.reading() as session:
            if not await _find_issued(session, plan.passed.result.id):
                raise  # The job's next try draws another number.


async def _find_issued(session: AsyncSession, result_id: int) -> int | None:
    issued = select(col(Certificate.id)).where(col(Certificate.result_id) == result_id)
    return await session.scalar(issued.limit(1))  # There is another one for each correction.


async def _store(session: AsyncSession, plan: Plan, made: MadeCertificate) -> None:
    passed, renewed = plan.passed, plan.renewed
    certificate = Certificate(
        corporation_id=passed.corporation.id,
        person_id=passed.result.person_id,
        staff_member_id=passed.holder.id,
        result_id=passed.result.id,
        renews_id=renewed.id if renewed else None,
        exam=passed.result.exam,
        **made.columns(),
    )
    session.add(certificate)
    await session.flush()
    session.add(CertificateFile(certificate_id=certificate.id, pdf=made.pdf))
    await drop_refusal(session, passed.result.id)
    await _tell(session, plan, made.draft.facts)
    # Only in the log, where erasing one of the two takes it out.
    renews = {"renews": renewed.number} if renewed else {}
    await record_event(session, certificate, EventKind.ISSUED, actor_id=None, log_only=renews)
    if renewed:
        by = {"by": certificate.number}
        await record_event(session, renewed, EventKind.RENEWED, actor_id=None, log_only=by)


async def _tell(session: AsyncSession, plan: Plan, facts: CertificateFacts) -> None:
    passed, renewed = plan.passed, plan.renewed
    receipt = await session.get(Receipt, passed.result.attempt_id)
    counts_on = renewed.valid_until.isoformat() if renewed and counts_from_old_end(renewed, facts.passed_on) else ""
    await add_message(
        session,
        ISSUED,
        recipient=passed.holder.email,
        person_id=passed.result.person_id,
        corporation_id=passed.corporation.id,
        name=passed.holder.given_name or passed.holder.name,
        exam=facts.exam,
        number=facts.number,
        receipt=receipt.code if receipt else "",
        valid_until=facts.valid_until.isoformat(),
        renews_until=counts_on,
    )
