"""What happened to certificates, in one chain over all of them: added at its end, never changed or removed.

Who did it is in the audit log. Here are only codes (see `certificates.chain`), so that the chain stays whole when the
data of a holder are erased. Triggers in the database refuse any other change of the events than adding one.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, LargeBinary, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from certificates.chain import BEFORE_THE_FIRST, Link, chain_event, make_event
from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.inserting import insert_missing
from proeve.register.certificates import Certificate

READ_AT_ONCE = 1_000


class EventKind(StrEnum):
    """What can happen to a certificate."""

    ISSUED = "issued"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    SUPERSEDED = "superseded"
    RENEWED = "renewed"
    MOVED = "moved"
    ERASED = "erased"
    REMINDED = "reminded"


class RegisterEvent(SQLModel, table=True):
    """One link of the chain; the number and the digest of the file are those of the certificate at that moment."""

    __tablename__ = "register_event"

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    certificate_id: int = Field(foreign_key="certificate.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    kind: EventKind = Field(sa_type=String(20))
    number: str
    file_sha256: bytes = Field(sa_type=LargeBinary)
    facts: dict[str, str | int] = Field(default_factory=dict, sa_type=JsonDocument)
    previous: bytes = Field(sa_type=LargeBinary, unique=True)
    """The digest of the event before; unique, so that the chain cannot fork."""
    digest: bytes = Field(sa_type=LargeBinary)

    def link(self) -> Link:
        """Return the event as the chain has it."""
        event = make_event(
            sequence=self.sequence,
            at=self.at,
            kind=self.kind,
            number=self.number,
            file_sha256=self.file_sha256,
            facts=self.facts,
        )
        return Link(event, self.previous, self.digest)


class RegisterHead(SQLModel, table=True):
    """The end of the chain: one row, which whoever adds an event holds until the end of the transaction."""

    __tablename__ = "register_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sequence: int
    digest: bytes = Field(sa_type=LargeBinary)


async def add_event(
    session: AsyncSession, certificate_id: int, kind: EventKind | str, **facts: str | int
) -> RegisterEvent:
    """Add one event to the end of the chain; facts are codes, never texts or names (ValueError).

    Let it be the last thing a unit of work locks: from here on until its end, others who add an event wait.
    """
    certificate = await session.get_one(Certificate, certificate_id)
    kind = EventKind(kind)
    head, at = await hold_head(session), clock.now()
    chained = make_event(
        sequence=head.sequence + 1,
        at=at,
        kind=kind,
        number=certificate.number,
        file_sha256=certificate.pdf_sha256,
        facts=facts,
    )
    event = RegisterEvent(
        sequence=chained.sequence,
        certificate_id=certificate_id,
        at=at,
        kind=kind,
        number=certificate.number,
        file_sha256=certificate.pdf_sha256,
        facts=facts,
        previous=head.digest,
        digest=chain_event(chained, head.digest),
    )
    session.add(event)
    head.sequence, head.digest = event.sequence, event.digest
    await session.flush()
    return event


async def all_events_of(session: AsyncSession, certificate_id: int) -> list[RegisterEvent]:
    """List the events of one certificate, the oldest first."""
    mine = select(RegisterEvent).where(col(RegisterEvent.certificate_id) == certificate_id)
    return list(await session.scalars(mine.order_by(col(RegisterEvent.sequence))))


async def read_chain(session: AsyncSession) -> AsyncIterator[RegisterEvent]:
    """Give all events from the first to the last, a thousand at a time."""
    last = 0
    while True:
        following = select(RegisterEvent).where(col(RegisterEvent.sequence) > last)
        events = list(await session.scalars(following.order_by(col(RegisterEvent.sequence)).limit(READ_AT_ONCE)))
        if not events:
            return
        for event in events:
            yield event
        last = events[-1].sequence
        session.expunge_all()


async def find_head(session: AsyncSession) -> RegisterHead | None:
    """Return the end of the chain, or None before the first event."""
    return await session.get(RegisterHead, 1)


async def hold_head(session: AsyncSession) -> RegisterHead:
    """Lock the end of the chain, as it is by now; PostgreSQL lets others wait here, SQLite did so before."""
    head = await session.get(RegisterHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        await insert_missing(session, RegisterHead, [{"id": 1, "sequence": 0, "digest": BEFORE_THE_FIRST}])
        head = await session.get_one(RegisterHead, 1, with_for_update=True, populate_existing=True)
    return head
