"""The sittings: one exam, for some people of one corporation, in one window of time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope


class Sitting(SQLModel, table=True):
    """A planned moment at which people of a corporation may sit an exam: they start inside the window."""

    __tablename__ = "sitting"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),)

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    exam: str
    blueprint_id: int = Field(foreign_key="blueprint.id")
    opens_at: datetime = Field(sa_type=UtcDateTime)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


async def find_sitting(session: AsyncSession, scope: Scope, sitting_id: int) -> Sitting:
    """Return one sitting or raise NotFound; an employee sees enrolments, not whole sittings."""
    ours = scope.covers(corporation=col(Sitting.corporation_id))
    sitting = await session.scalar(select(Sitting).where(col(Sitting.id) == sitting_id, ours))
    if sitting is None:
        raise NotFound("Dit toetsmoment bestaat niet.")
    return sitting
