"""Erase the data of a holder on request: what is left is a number, a status, dates and the digest of a file.

The register must go on answering for what it issued, so the row stays; the chain of events never held a name. The
result of the exam is kept for other reasons and another time; the row still says which one it was, for otherwise its
certificate would be missed one night and made again. (AVG article 17.)
"""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message
from proeve.core.scope import Scope
from proeve.register.acts import Act, hold_to_act
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.events import EventKind
from proeve.register.recording import record_event

ERASED_FACTS = ("holder", "corporation", "shown", "verify_url")
"""What is taken out of the snapshot."""


async def erase_holder(session: AsyncSession, scope: Scope, certificate_id: int) -> list[Certificate]:
    """Erase the names, the file and the mails of a certificate and of its other editions; it cannot be undone.

    Return what was erased. Raises NotFound for anyone but the operator, and Conflict when it was done before.
    """
    certificate = (await hold_to_act(session, scope, certificate_id, Act.ERASE)).certificate
    editions = await _hold_editions(session, certificate)
    await _forget_mails(session, editions)
    ids = [each.id for each in editions]
    await session.execute(delete(CertificateFile).where(col(CertificateFile.certificate_id).in_(ids)))
    # A renewal would lead back to whose the certificate was.
    await session.execute(update(Certificate).where(col(Certificate.renews_id).in_(ids)).values(renews_id=None))
    for each in editions:
        _forget_holder(each)
    await session.flush()
    for each in editions:
        await record_event(session, each, EventKind.ERASED, actor_id=scope.person_id)
    return editions


async def _hold_editions(session: AsyncSession, certificate: Certificate) -> list[Certificate]:
    """Hold every edition, in one fixed order."""
    same = select(Certificate).where(col(Certificate.result_id) == certificate.result_id)
    return list(await session.scalars(same.order_by(col(Certificate.id)).with_for_update()))


async def _forget_mails(session: AsyncSession, editions: Sequence[Certificate]) -> None:
    numbers = {each.number for each in editions}
    holders = {each.person_id for each in editions if each.person_id is not None}
    theirs = await session.scalars(select(Message).where(col(Message.person_id).in_(holders)))
    about = [each.id for each in theirs if each.facts.get("number") in numbers]
    await session.execute(delete(Message).where(col(Message.id).in_(about)))


def _forget_holder(certificate: Certificate) -> None:
    certificate.snapshot = certificate.snapshot | dict.fromkeys(ERASED_FACTS, "")
    certificate.person_id = certificate.staff_member_id = certificate.renews_id = None
    certificate.revocation_note = None
    certificate.erased_at = clock.now()
