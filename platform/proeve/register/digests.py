"""One digest a week to the administrators of a corporation: who was reminded since the one before."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.jobs import JobContext
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.mail.sending_many import add_messages
from proeve.core.scope import Role
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.people.role_holders import RoleHolder, all_role_holders
from proeve.register.certificates import Certificate
from proeve.register.reminder_letters import DIGEST, Reminded, digest_letter
from proeve.register.reminders import CertificateReminder, ReminderDigest


async def send_digests(context: JobContext) -> None:
    """Send the digest of every corporation that has news, at most once in a week from Monday to Sunday.

    Who left is no news: they are reminded at an address of their own.
    """
    async with context.database.reading() as session:
        untold = select(col(CertificateReminder.corporation_id)).where(col(CertificateReminder.told_at).is_(None))
        corporation_ids = list(await session.scalars(untold.distinct()))
    for corporation_id in corporation_ids:
        async with context.database.unit_of_work() as session:
            await _send_digest(session, corporation_id)


def next_digest_day(last_week: date | None) -> date:
    """Return the day of the night in which the next digest can go out; `last_week` is that of the last one."""
    tonight = clock.today() + timedelta(days=1)
    return tonight if last_week is None else max(tonight, last_week + timedelta(days=7))


async def last_digest_week(session: AsyncSession, corporation_id: int) -> date | None:
    """Return the Monday of the week of the last digest."""
    weeks = select(col(ReminderDigest.week)).where(col(ReminderDigest.corporation_id) == corporation_id)
    week: date | None = await session.scalar(weeks.order_by(col(ReminderDigest.week).desc()).limit(1))
    return week


async def _send_digest(session: AsyncSession, corporation_id: int) -> None:
    monday = clock.today() - timedelta(days=clock.today().weekday())
    administrators = await all_role_holders(session, corporation_id, Role.ADMINISTRATOR)
    sent = await session.get(ReminderDigest, (corporation_id, monday))
    if sent is not None or not administrators:
        return
    certificate_ids = await untold_certificates(session, corporation_id)
    untold = update(CertificateReminder).where(*_untold(corporation_id)).values(told_at=clock.now())
    await session.execute(untold)
    if not certificate_ids:
        return
    session.add(ReminderDigest(corporation_id=corporation_id, week=monday))
    corporation = await session.get_one(Corporation, corporation_id)
    await add_messages(session, [digest_message(holder, corporation, certificate_ids) for holder in administrators])


async def untold_certificates(session: AsyncSession, corporation_id: int) -> list[int]:
    """List the certificates about which somebody who still works there was reminded since the last digest."""
    reminded = (
        select(col(CertificateReminder.certificate_id))
        .join(Certificate, col(Certificate.id) == col(CertificateReminder.certificate_id))
        .join(StaffMember, col(StaffMember.id) == col(Certificate.staff_member_id))
        .where(*_untold(corporation_id))
        .where(col(StaffMember.left_at).is_(None))
    )
    return sorted(set(await session.scalars(reminded)))


def digest_message(holder: RoleHolder, corporation: Corporation, certificate_ids: list[int]) -> Message:
    """Return the message to an administrator, not kept yet.

    It holds no names of others: they are looked up when it is sent, so that nothing is left of who is erased.
    """
    facts: dict[str, Any] = {
        "name": holder.person.given_name,
        "corporation": corporation.name,
        "certificates": certificate_ids,
    }
    return Message(
        kind=DIGEST,
        recipient=holder.person.email,
        person_id=holder.person.id,
        corporation_id=corporation.id,
        facts=facts,
    )


@composes(DIGEST)
async def compose_digest(session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Tell an administrator who was reminded, the first to expire first."""
    statement = (
        select(Certificate, StaffMember)
        .join(StaffMember, col(StaffMember.id) == col(Certificate.staff_member_id))
        .where(col(Certificate.corporation_id) == message.corporation_id)
        .where(col(Certificate.id).in_(message.facts["certificates"]))
        .order_by(col(Certificate.valid_until), col(StaffMember.sort_name), col(Certificate.id))
    )
    people = [
        Reminded(member.id, member.name, certificate.snapshot["exam"], certificate.valid_until)
        for certificate, member in await session.execute(statement)
    ]
    return digest_letter(settings, message.facts, people)


def _untold(corporation_id: int) -> tuple[Any, ...]:
    return (
        col(CertificateReminder.corporation_id) == corporation_id,
        col(CertificateReminder.told_at).is_(None),
    )
