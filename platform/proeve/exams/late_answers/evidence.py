"""What is known around a late delivery, for who decides about it; nothing in it tells which answers are right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.journal.presence import ConnectionGap, Presence
from proeve.exams.late_answers.deliveries import LateAnswer, LateDelivery, answers_of
from proeve.exams.late_answers.overtaken import Stored, is_newer, newest_beside


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence that the server noticed."""

    began_at: datetime
    ended_at: datetime

    @property
    def lasted(self) -> timedelta:
        """Return how long nothing was heard."""
        return self.ended_at - self.began_at


@dataclass(frozen=True, slots=True)
class Pair:
    """A late answer beside the one that was stored; one that was overtaken does not count, whatever is decided."""

    late: LateAnswer
    stored: Stored | None

    @property
    def given_at(self) -> datetime:
        """Return when the late answer was given, by the page's clock."""
        return moment_of(self.late.client_ms)

    @property
    def is_overtaken(self) -> bool:
        """Say whether a newer answer was stored."""
        return not is_newer(self.late, self.stored)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answers in pairs in the order of the form, the silences, and the last sign of life."""

    pairs: Sequence[Pair]
    gaps: Sequence[Gap]
    seen_at: datetime | None


async def read_evidence(session: AsyncSession, delivery: LateDelivery) -> Evidence:
    """Read what is known around a delivery that the caller may see."""
    beside = await newest_beside(session, delivery)
    late = sorted(await answers_of(session, delivery.id), key=lambda each: (each.slot, each.lease, each.sequence))
    silences = select(ConnectionGap).where(col(ConnectionGap.attempt_id) == delivery.attempt_id)
    gaps = await session.scalars(silences.order_by(col(ConnectionGap.from_ms)))
    presence = await session.get(Presence, delivery.attempt_id)
    return Evidence(
        pairs=[Pair(each, beside.get(each.slot)) for each in late],
        gaps=[Gap(moment_of(gap.from_ms), moment_of(gap.until_ms)) for gap in gaps],
        seen_at=moment_of(presence.seen_ms) if presence else None,
    )


def moment_of(milliseconds: int) -> datetime:
    """Return the moment of a number of milliseconds since 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
