"""Once a night, one digest over the day's events: published, so that the past cannot be rewritten afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, LargeBinary, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from certificates.merkle import merkle_root
from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.jobs import JobContext, job
from proeve.register.events import RegisterEvent, hold_head


class RegisterRoot(SQLModel, table=True):
    """The Merkle root over the events of one day, and the end of the chain by then.

    The roots cover the chain from its first event, without gaps; a day without events has none.
    """

    __tablename__ = "register_root"
    __table_args__ = (CheckConstraint("first_sequence <= last_sequence", name="covers_something"),)

    day: date = Field(primary_key=True)
    first_sequence: int = Field(unique=True)
    last_sequence: int = Field(unique=True)
    root: bytes = Field(sa_type=LargeBinary)
    head: bytes = Field(sa_type=LargeBinary)
    """The digest of the last event in it."""
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


@dataclass(slots=True)
class Stretch:
    """The events that one root covers: the first one, and the digests of all in their order."""

    day: date
    first_sequence: int
    digests: list[bytes] = field(default_factory=list)

    def as_root(self) -> RegisterRoot:
        """Return the root over them."""
        return RegisterRoot(
            day=self.day,
            first_sequence=self.first_sequence,
            last_sequence=self.first_sequence + len(self.digests) - 1,
            root=merkle_root(self.digests),
            head=self.digests[-1],
        )


@job("register.publish_roots", nightly=True)
async def publish_roots(context: JobContext) -> None:
    """Add the roots of the days that are over, usually of yesterday alone; safe to repeat."""
    async with context.database.unit_of_work() as session:
        await add_roots(session)


async def add_roots(session: AsyncSession) -> list[RegisterRoot]:
    """Add and return the roots of the days that are over and have none yet, the oldest first."""
    await hold_head(session)  # Whoever else does this at the same moment waits, and then finds it done.
    last = await session.scalar(select(RegisterRoot).order_by(col(RegisterRoot.day).desc()).limit(1))
    columns = (col(RegisterEvent.sequence), col(RegisterEvent.at), col(RegisterEvent.digest))
    since = select(*columns).where(col(RegisterEvent.sequence) > (last.last_sequence if last else 0))
    rows = await session.execute(since.order_by(col(RegisterEvent.sequence)))
    events = [(row.sequence, row.at, row.digest) for row in rows]
    earliest = last.day + timedelta(days=1) if last else date.min
    roots = [each.as_root() for each in _stretches(events, earliest) if each.day < clock.today()]
    session.add_all(roots)
    return roots


def _stretches(events: Iterable[tuple[int, datetime, bytes]], earliest: date) -> Iterator[Stretch]:
    """Divide events over the days: each belongs to the first day at whose end it and all before it had happened.

    So a stretch is never broken by a clock of another server that is a second behind.
    """
    stretch: Stretch | None = None
    for sequence, at, digest in events:
        day = max(clock.local_date(at), stretch.day if stretch else earliest)
        if stretch is None or day != stretch.day:
            if stretch is not None:
                yield stretch
            stretch = Stretch(day, sequence)
        stretch.digests.append(digest)
    if stretch is not None:
        yield stretch


async def all_roots(session: AsyncSession) -> list[RegisterRoot]:
    """List every root, the newest first."""
    return list(await session.scalars(select(RegisterRoot).order_by(col(RegisterRoot.day).desc())))
