"""Erase the data of a holder on request: what is left is a number, a status, dates and the digest of a file.

The register must go on answering for what it issued, so the row stays. The chain of events, out of which nothing can be
taken, never held a name, nor which certificate renews which; it only shows that one was issued as another was renewed.
The result of the exam is kept for other reasons and another time; the row still says which one it was, for otherwise
its certificate would be missed one night and made again. (AVG article 17.)
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.mail.messages import Message
from proeve.core.scope import Scope
from proeve.register.acts import Act, hold_to_act
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.events import EventKind
from proeve.register.recording import ACTIONS, certificate_subject, record_event
from proeve.register.refusals import REFUSAL, REFUSED, result_subject
from proeve.register.share_links import ShareLink

ERASED_FACTS = ("holder", "corporation", "shown", "verify_url")
"""What is taken out of the snapshot."""
RENEWAL_FACTS = ("renews", "by")
"""What the audit log has of a renewal: the number on the other side."""


async def erase_holder(session: AsyncSession, scope: Scope, certificate_id: int) -> list[Certificate]:
    """Erase the names, the file, the links and the mails of a certificate and its other editions; for good.

    Return what was erased. Raises NotFound for anyone but the operator, and Conflict when it was done before.
    """
    certificate = (await hold_to_act(session, scope, certificate_id, Act.ERASE)).certificate
    editions = await _hold_editions(session, certificate)
    ids = [each.id for each in editions]
    await _forget_mails(session, certificate, [each.number for each in editions])
    await _forget_renewals(session, editions)
    await _forget_in_log(session, certificate, ids)
    await session.execute(delete(ShareLink).where(col(ShareLink.certificate_id).in_(ids)))
    await session.execute(delete(CertificateFile).where(col(CertificateFile.certificate_id).in_(ids)))
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


async def _forget_mails(session: AsyncSession, certificate: Certificate, numbers: Sequence[str]) -> None:
    """Delete what was written about them, to whichever address, and that the first one could not be drawn."""
    await session.execute(delete(Message).where(col(Message.facts)["number"].as_string().in_(numbers)))
    refused = (
        col(Message.corporation_id) == certificate.corporation_id,
        col(Message.kind) == REFUSED,
        col(Message.facts)["result"].as_integer() == certificate.result_id,
    )
    await session.execute(delete(Message).where(*refused))


async def _forget_renewals(session: AsyncSession, editions: Sequence[Certificate]) -> None:
    """Forget on both sides what they renew and what renews them: it would lead back to whose the certificate was."""
    numbers = {each.number for each in editions}
    mine = {each.id for each in editions}
    renewals = set(await session.scalars(select(col(Certificate.id)).where(col(Certificate.renews_id).in_(mine))))
    await session.execute(update(Certificate).where(col(Certificate.id).in_(renewals)).values(renews_id=None))
    near = renewals | {each.renews_id for each in editions if each.renews_id is not None}
    renewing = (ACTIONS[EventKind.ISSUED], ACTIONS[EventKind.RENEWED])
    for act in await session.scalars(_acts_on(mine | near).where(col(AuditEvent.action).in_(renewing))):
        if act.subject in _subjects(mine) or numbers.intersection(act.facts.values()):
            act.facts = {name: fact for name, fact in act.facts.items() if name not in RENEWAL_FACTS}


async def _forget_in_log(session: AsyncSession, certificate: Certificate, ids: Sequence[int]) -> None:
    """Forget who moved them, for that was the holder, and the name that could not be drawn."""
    moves = _acts_on(ids).where(col(AuditEvent.action) == ACTIONS[EventKind.MOVED])
    for act in await session.scalars(moves):
        act.actor_id = None
    of_result = col(AuditEvent.subject) == result_subject(certificate.result_id)
    refused = select(AuditEvent).where(of_result, col(AuditEvent.action) == REFUSAL)
    for act in await session.scalars(refused):
        act.facts = {}


def _acts_on(certificate_ids: Iterable[int]) -> Select[AuditEvent]:
    return select(AuditEvent).where(col(AuditEvent.subject).in_(_subjects(certificate_ids)))


def _subjects(certificate_ids: Iterable[int]) -> list[str]:
    return [certificate_subject(each) for each in certificate_ids]


def _forget_holder(certificate: Certificate) -> None:
    certificate.snapshot = certificate.snapshot | dict.fromkeys(ERASED_FACTS, "")
    certificate.person_id = certificate.staff_member_id = certificate.renews_id = None
    certificate.revocation_note = None
    certificate.erased_at = clock.now()
