"""Check one certificate of the register: its row, its frozen facts and its file, against what the events tell."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.checks.agreement import differs_from_badge
from certificates.facts import read_snapshot
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.events import EventKind, RegisterEvent

READ_AT_ONCE = 50
"""Rows with their files, of some 40 kB each."""
GONE = "is uitgegeven, maar staat niet meer in het register."
STATE_CHANGES: dict[EventKind, tuple[str, bool]] = {
    EventKind.REVOKED: ("revoked", True),
    EventKind.SUPERSEDED: ("revoked", True),
    EventKind.SUSPENDED: ("suspended", True),
    EventKind.RESUMED: ("suspended", False),
    EventKind.ERASED: ("erased", True),
}
"""What an event makes of a certificate; other events change nothing about it."""


@dataclass(slots=True)
class Told:
    """What the events tell of one certificate."""

    number: str
    file_sha256: bytes
    is_issued: bool = False
    state: set[str] = field(default_factory=set)

    def take_in(self, event: RegisterEvent) -> None:
        """Take one more event in."""
        self.is_issued = self.is_issued or event.kind == EventKind.ISSUED
        name, holds = STATE_CHANGES.get(event.kind, ("", False))
        (self.state.add if holds else self.state.discard)(name)


async def read_rows(session: AsyncSession) -> AsyncIterator[Any]:
    """Give every certificate with its file, some at a time: all of them together would not fit in memory."""
    columns = (
        col(Certificate.id),
        col(Certificate.number),
        col(Certificate.pdf_sha256),
        col(Certificate.snapshot),
        col(Certificate.valid_from),
        col(Certificate.valid_until),
        col(Certificate.revoked_at),
        col(Certificate.suspended_at),
        col(Certificate.erased_at),
        col(CertificateFile.pdf),
    )
    query = select(*columns).outerjoin(CertificateFile, col(CertificateFile.certificate_id) == columns[0])
    last = 0
    while rows := (
        await session.execute(query.where(columns[0] > last).order_by(columns[0]).limit(READ_AT_ONCE))
    ).all():
        for row in rows:
            yield row
        last = rows[-1].id


def what_differs(told: Told | None, row: Any) -> str:
    """Say in which way a certificate is not what its events, its facts and its file tell; nothing when it is."""
    if told is None or not told.is_issued:
        return "staat niet in de keten als uitgegeven."
    if told.number != row.number:
        return f"heeft in de keten een ander nummer: {told.number}."
    if told.file_sha256 != row.pdf_sha256:
        return "heeft een andere vingerafdruk dan in de keten."
    moments = {"revoked": row.revoked_at, "suspended": row.suspended_at, "erased": row.erased_at}
    if told.state != {name for name, at in moments.items() if at is not None}:
        return "heeft een andere status dan in de keten."
    return _what_differs_in_facts(row) or ("" if row.erased_at else _what_differs_in_file(row))


def _what_differs_in_facts(row: Any) -> str:
    """Hold the columns against the frozen facts; what is left of those after erasing, too."""
    facts = row.snapshot if isinstance(row.snapshot, dict) else {}
    if facts.get("number") != row.number:
        return "heeft een ander nummer dan in zijn gegevens staat."
    dates = (row.valid_from.isoformat(), row.valid_until.isoformat())
    if (facts.get("valid_from"), facts.get("valid_until")) != dates:
        return "heeft een andere geldigheid dan in zijn gegevens staat."
    return ""


def _what_differs_in_file(row: Any) -> str:
    """Hold the facts against the file, which is known by its digest in the chain."""
    if row.pdf is None:
        return "heeft geen bestand meer."
    if hashlib.sha256(row.pdf).digest() != row.pdf_sha256:
        return "heeft een ander bestand dan is uitgegeven."
    try:
        differs = differs_from_badge(row.pdf, read_snapshot(row.snapshot))
    except (msgspec.ValidationError, OverflowError):  # The last day of the calendar has no end.
        return "heeft gegevens die niet te lezen zijn."
    return "heeft andere gegevens dan in de badge in zijn bestand staan." if differs else ""
