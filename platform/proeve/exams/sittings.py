"""The sittings: one exam, for some people of one corporation, and when and how they begin.

Of a window, everybody chooses their own moment from `opens_at` until `closes_at`. At a fixed time everybody may begin
from `opens_at`, for the short while until `closes_at`. A joint sitting is begun by an invigilator, not before
`opens_at`: who has arrived by then begins at `begun_at`, all at once; `closes_at` is until when it can still be begun,
and from then on until when somebody who is late may still join.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.timing import is_open

ARRIVE_BEFORE = timedelta(hours=1)
"""How long before a joint start one can say to be there."""
JOINT_PATIENCE = timedelta(hours=4)
"""How long after its planned moment a joint sitting can still be begun: rooms flood and invigilators miss trains."""
MOST_LATE_MINUTES = 240
MOST_PLACES = 100_000


class SittingKind(StrEnum):
    """How people begin."""

    WINDOW = "window"
    FIXED = "fixed"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class StartRules:
    """What a planner decides about the beginning of a sitting.

    `late_minutes` is how long after a joint start somebody may still join, 0 for nobody; `asks_code` whether people
    type the start code to say that they are there; `places` how many people fit, None for any number.
    """

    kind: SittingKind = SittingKind.WINDOW
    late_minutes: int = 0
    asks_code: bool = False
    places: int | None = None

    def problems(self) -> dict[str, str]:
        """Return what is wrong with them: sentences by field."""
        problems = {}
        if not 0 <= self.late_minutes <= MOST_LATE_MINUTES:
            problems["late_minutes"] = f"Kies een aantal minuten van 0 tot en met {MOST_LATE_MINUTES}."
        if self.places is not None and not 1 <= self.places <= MOST_PLACES:
            problems["places"] = f"Vul een aantal plaatsen in van 1 tot en met {MOST_PLACES}, of laat het veld leeg."
        return problems


ANY_MOMENT = StartRules()


class Sitting(SQLModel, table=True):
    """A planned moment at which people of a corporation may sit an exam; the module says what its moments mean."""

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at OR begun_at IS NOT NULL", name="opens_before_it_closes"),
        CheckConstraint("late_minutes BETWEEN 0 AND 240", name="late_minutes_in_range"),
        CheckConstraint("places > 0", name="has_places"),
        CheckConstraint("begun_at IS NULL OR kind = 'joint'", name="begun_together_when_joint"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    exam_day_id: int | None = Field(default=None, foreign_key="exam_day.id", index=True)
    exam: str
    blueprint_id: int = Field(foreign_key="blueprint.id")
    kind: SittingKind = Field(default=SittingKind.WINDOW, sa_type=String(10))
    opens_at: datetime = Field(sa_type=UtcDateTime)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    late_minutes: int = 0
    start_code: str | None = None
    asks_code: bool = False
    places: int | None = None
    begun_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


def rules_of(sitting: Sitting) -> StartRules:
    """Return what the planner decided about its beginning."""
    return StartRules(SittingKind(sitting.kind), sitting.late_minutes, sitting.asks_code, sitting.places)


async def find_sitting(session: AsyncSession, scope: Scope, sitting_id: int) -> Sitting:
    """Return one sitting or raise NotFound; an employee sees enrolments, not whole sittings."""
    ours = scope.covers(corporation=col(Sitting.corporation_id))
    return _found(await session.scalar(select(Sitting).where(col(Sitting.id) == sitting_id, ours)))


async def hold_sitting(session: AsyncSession, scope: Scope, sitting_id: int) -> Sitting:
    """Return one sitting, and let everybody else who would change it wait until the transaction ends."""
    ours = scope.covers(corporation=col(Sitting.corporation_id))
    wanted = select(Sitting).where(col(Sitting.id) == sitting_id, ours).with_for_update()
    return _found(await session.scalar(wanted.execution_options(populate_existing=True)))


def can_start(sitting: Sitting, moment: datetime) -> bool:
    """Say whether somebody may start by themselves at this moment."""
    if sitting.kind == SittingKind.JOINT:
        return has_begun(sitting) and not is_over(sitting, moment)
    return is_open(moment, opens_at=sitting.opens_at, closes_at=sitting.closes_at)


def can_arrive(sitting: Sitting, moment: datetime) -> bool:
    """Say whether somebody may say to be there for a joint start: shortly before it, or late where that is allowed."""
    if sitting.kind != SittingKind.JOINT or is_over(sitting, moment):
        return False
    return has_begun(sitting) or moment >= arrives_from(sitting)


def arrives_from(sitting: Sitting) -> datetime:
    """Return from when one can say to be there."""
    return sitting.opens_at - ARRIVE_BEFORE


def has_begun(sitting: Sitting) -> bool:
    """Say whether an invigilator has begun this joint sitting."""
    return sitting.begun_at is not None


def is_over(sitting: Sitting, moment: datetime) -> bool:
    """Say whether nobody can start any more."""
    return moment >= sitting.closes_at


def closes_after(opens_at: datetime, duration: timedelta) -> datetime:
    """Return the moment so much real time later; when summer time begins that night, a clock on the wall would err."""
    return opens_at.astimezone(UTC) + duration


def _found(sitting: Sitting | None) -> Sitting:
    if sitting is None:
        raise NotFound("Dit toetsmoment bestaat niet.")
    return sitting
