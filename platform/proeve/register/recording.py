"""Write down what is done to a certificate: by whom in the audit log, and what in the chain of the register."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.audit import record
from proeve.register.certificates import Certificate
from proeve.register.events import EventKind, RegisterEvent, add_event

ACTIONS = {
    EventKind.ISSUED: "certificate.issue",
    EventKind.REVOKED: "certificate.revoke",
    EventKind.SUSPENDED: "certificate.suspend",
    EventKind.RESUMED: "certificate.resume",
    EventKind.SUPERSEDED: "certificate.supersede",
    EventKind.RENEWED: "certificate.renew",
    EventKind.MOVED: "certificate.move",
    EventKind.ERASED: "certificate.erase",
    EventKind.REMINDED: "certificate.remind",
}
"""What the audit log calls it."""


def certificate_subject(certificate_id: int) -> str:
    """Return what the audit log calls a certificate."""
    return f"certificate:{certificate_id}"


async def record_event(
    session: AsyncSession,
    certificate: Certificate,
    kind: EventKind,
    *,
    actor_id: int | None,
    log_only: Mapping[str, str | int] | None = None,
    **facts: str | int,
) -> RegisterEvent:
    """Write an act to both; facts are codes, and those in `log_only` stay out of the chain, which forgets nothing.

    As with `add_event`, let it be the last thing a unit of work locks.
    """
    told = facts | dict(log_only or {})
    subject, corporation_id = certificate_subject(certificate.id), certificate.corporation_id
    record(session, ACTIONS[kind], subject, actor_id=actor_id, corporation_id=corporation_id, **told)
    return await add_event(session, certificate.id, kind, **facts)
