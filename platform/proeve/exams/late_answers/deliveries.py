"""The late deliveries as stored: answers that a page still had when its attempt was closed, and what was decided."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, String, Text, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime


class DeliveryState(StrEnum):
    """Where a late delivery stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class LateDelivery(SQLModel, table=True):
    """Answers handed over together after the grace, with the candidate's explanation.

    Of one attempt at most one waits. `journal_lease` is the lease under which an accepted one stands in the journal;
    no page ever held it.
    """

    __tablename__ = "late_delivery"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_when_not_waiting"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(state = 'accepted') = (journal_lease IS NOT NULL)", name="in_journal_once_accepted"),
        Index(
            "uq_late_delivery_waiting",
            "attempt_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="attempt.id", index=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    explanation: str
    state: DeliveryState = Field(default=DeliveryState.WAITING, sa_type=String(10))
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""
    journal_lease: int | None = None


class LateAnswer(SQLModel, table=True):
    """One answer of a late delivery, under the lease and the number its page had given it.

    `answer` is JSON text, None for one that was cleared; `client_ms` is when it was given by the page's clock.
    """

    __tablename__ = "late_answer"

    delivery_id: int = Field(primary_key=True, foreign_key="late_delivery.id")
    lease: int = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    slot: int = Field(sa_type=SmallInteger)
    answer: str | None = Field(default=None, sa_type=Text)
    client_ms: int = Field(sa_type=BigInteger)


def accepted_leases(deliveries: Iterable[LateDelivery]) -> frozenset[int]:
    """Return the leases under which accepted deliveries of one attempt stand in the journal."""
    return frozenset(each.journal_lease for each in deliveries if each.journal_lease is not None)


async def deliveries_of(session: AsyncSession, *attempt_ids: int) -> list[LateDelivery]:
    """List the late deliveries of attempts that the caller may see, the oldest first."""
    wanted = select(LateDelivery).where(col(LateDelivery.attempt_id).in_(attempt_ids))
    return list(await session.scalars(wanted.order_by(col(LateDelivery.id))))


async def answers_of(session: AsyncSession, delivery_id: int) -> list[LateAnswer]:
    """List the answers of a delivery in the order in which their pages gave them."""
    mine = select(LateAnswer).where(col(LateAnswer.delivery_id) == delivery_id)
    return list(await session.scalars(mine.order_by(col(LateAnswer.lease), col(LateAnswer.sequence))))
