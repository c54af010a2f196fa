"""Passes that cannot become a certificate yet: why not, who was told, and what still waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, add_message, composes
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.staff import StaffMember
from proeve.exams.results import Result
from proeve.people.role_holders import all_role_holders
from proeve.register.freezing import Pass

REFUSED = "certificate_refused"
REFUSAL = "certificate.refuse"
"""What the mail is called, and the act in the audit log."""


class CertificateRefusal(SQLModel, table=True):
    """Why the certificate of a result could not be drawn; it goes away as soon as the certificate is issued."""

    __tablename__ = "certificate_refusal"

    result_id: int = Field(primary_key=True, foreign_key="result.id")
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    problem: str
    refused_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class WaitingPass:
    """One pass that waits for its certificate, and whose it is."""

    refusal: CertificateRefusal
    result: Result
    holder: StaffMember


async def keep_refusal(session: AsyncSession, passed: Pass, problem: str) -> None:
    """Keep why a certificate could not be drawn, and tell the administrators once."""
    refusal = await session.get(CertificateRefusal, passed.result.id)
    if refusal is not None:
        refusal.problem, refusal.refused_at = problem, clock.now()
        return
    corporation_id = passed.corporation.id
    session.add(CertificateRefusal(result_id=passed.result.id, corporation_id=corporation_id, problem=problem))
    subject = result_subject(passed.result.id)
    record(session, REFUSAL, subject, actor_id=None, corporation_id=corporation_id, problem=problem)
    for holder in await all_role_holders(session, corporation_id, Role.ADMINISTRATOR):
        await add_message(
            session,
            REFUSED,
            recipient=holder.person.email,
            person_id=holder.person.id,
            corporation_id=corporation_id,
            name=holder.person.given_name,
            holder=passed.holder.name,
            exam=passed.blueprint.title,
            problem=problem,
            result=passed.result.id,
        )


def result_subject(result_id: int) -> str:
    """Return what the audit log calls a result."""
    return f"result:{result_id}"


async def drop_refusal(session: AsyncSession, result_id: int) -> None:
    """Forget that a certificate was refused, because it is issued now."""
    refusal = await session.get(CertificateRefusal, result_id)
    if refusal is not None:
        await session.delete(refusal)


async def all_waiting_passes(session: AsyncSession, scope: Scope) -> list[WaitingPass]:
    """List the passes of a scope that wait for their certificate, the longest waiting first."""
    rows = await session.execute(_visible_to(scope).order_by(col(Result.closed_at), col(Result.id)))
    return [WaitingPass(*row) for row in rows]


async def find_waiting_pass(session: AsyncSession, scope: Scope, result_id: int) -> WaitingPass:
    """Return one pass that waits for its certificate or raise NotFound."""
    row = (await session.execute(_visible_to(scope).where(col(Result.id) == result_id))).one_or_none()
    if row is None:
        raise NotFound("Dit certificaat is al gemaakt. Laad de pagina opnieuw: dan ziet u het in de lijst.")
    return WaitingPass(*row)


def _visible_to(scope: Scope) -> Select[CertificateRefusal, Result, StaffMember]:
    return (
        select(CertificateRefusal, Result, StaffMember)
        .join(Result, col(Result.id) == col(CertificateRefusal.result_id))
        .join(StaffMember, col(StaffMember.id) == col(Result.staff_member_id))
        .where(scope.covers(corporation=col(CertificateRefusal.corporation_id)))
    )


@composes(REFUSED)
async def compose_refused(_session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Tell an administrator what keeps a certificate from being made, and what to do."""
    facts = message.facts
    return Letter(
        f"Het certificaat van {facts['holder']} kan nog niet worden gemaakt",
        f"Beste {facts['name']},\n\n"
        f"{facts['holder']} is geslaagd voor de toets {facts['exam']}. "
        "Toch kunnen wij het certificaat nog niet maken. De uitslag blijft gewoon staan.\n\n"
        f"De reden is: {facts['problem']}\n\n"
        "Zo lost u het op:\n"
        "1. Pas bij Medewerkers de naam aan. Gaat het om een andere tekst? Vraag het dan aan uw platformbeheerder.\n"
        "2. Ga naar Certificaten en kies daar ‘Opnieuw maken’:\n"
        f"   {settings.public_url}/beheer/certificaten\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )
