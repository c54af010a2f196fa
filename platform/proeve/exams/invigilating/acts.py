"""What was done in the room of a sitting: by whom, when, to which attempts and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.attempt_groups import hold_all_attempts
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting, find_sitting
from proeve.people.persons import Person

INVIGILATORS = frozenset({Role.INVIGILATOR, Role.ADMINISTRATOR, Role.OPERATOR})
WHY_MISSING = "Schrijf in één zin waarom."


class ActKind(StrEnum):
    """What somebody did."""

    START = "start"
    MINUTES = "minutes"
    OUTAGE = "outage"
    PAUSE = "pause"
    RESUME = "resume"
    RELEASE = "release"
    END = "end"


class Act(SQLModel, table=True):
    """One act in the room of a sitting, to one attempt or to many at once."""

    __tablename__ = "invigilator_act"
    __table_args__ = (CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),)

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    sitting_id: int = Field(foreign_key="sitting.id", index=True)
    kind: ActKind = Field(sa_type=String(10))
    attempt_ids: list[int] = Field(default_factory=list, sa_type=JsonDocument)
    minutes: int | None = None
    reason: str = ""
    done_by: int = Field(foreign_key="person.id")
    done_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: int | None = Field(default=None, foreign_key="person.id")


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act with the name of who did it."""

    act: Act
    actor: str


async def all_acts(session: AsyncSession, scope: Scope, sitting_id: int) -> list[ActRow]:
    """List what was done in a room, the last first."""
    statement = (
        select(Act, Person)
        .join(Person, col(Person.id) == col(Act.done_by))
        .where(col(Act.sitting_id) == sitting_id)
        .where(scope.covers(corporation=col(Act.corporation_id)))
        .order_by(col(Act.id).desc())
    )
    return [ActRow(act, person.name) for act, person in await session.execute(statement)]


async def find_room(session: AsyncSession, scope: Scope, sitting_id: int) -> Sitting:
    """Return the sitting of a room to whoever may be in it, or raise NotFound."""
    if scope.role not in INVIGILATORS:
        raise NotFound("Dit toetsmoment bestaat niet.")
    return await find_sitting(session, scope, sitting_id)


async def hold_in_room(
    session: AsyncSession, scope: Scope, sitting_id: int, attempt_ids: Sequence[int]
) -> tuple[Sitting, list[Attempt]]:
    """Return a sitting and some of its attempts, held; raise NotFound when one of them is not of this sitting."""
    sitting = await find_room(session, scope, sitting_id)
    attempts = await hold_all_attempts(session, scope, attempt_ids)
    of_sitting = select(col(Enrolment.id)).where(col(Enrolment.sitting_id) == sitting_id)
    places = set(await session.scalars(of_sitting))
    if any(attempt.enrolment_id not in places for attempt in attempts):
        raise NotFound("Een of meer van deze toetsen horen niet bij deze afname. Laad de lijst opnieuw.")
    return sitting, attempts


async def add_act(  # noqa: PLR0913  What is written down about an act, each by its name.
    session: AsyncSession,
    scope: Scope,
    sitting: Sitting,
    kind: ActKind,
    attempts: Sequence[Attempt],
    *,
    reason: str = "",
    minutes: int | None = None,
) -> Act:
    """Write an act down, for the list of the room and for the log; the caller does it in the same transaction."""
    act = Act(
        corporation_id=sitting.corporation_id,
        sitting_id=sitting.id,
        kind=kind,
        attempt_ids=[attempt.id for attempt in attempts],
        minutes=minutes,
        reason=reason,
        done_by=scope.person_id,
    )
    session.add(act)
    await session.flush()
    record(
        session,
        f"room.{kind}",
        f"sitting:{sitting.id}",
        actor_id=scope.person_id,
        corporation_id=sitting.corporation_id,
        attempts=act.attempt_ids,
        reason=reason,
        **({"minutes": minutes} if minutes else {}),
    )
    return act


def refuse_without_reason(reason: str) -> None:
    """Raise Invalid for an act that needs a reason and has none."""
    if not reason.strip():
        raise Invalid(WHY_MISSING, {"reason": WHY_MISSING})


def refuse_nobody(attempts: Sequence[Attempt], problem: str) -> None:
    """Raise Conflict with this sentence when nobody of those chosen is left to do it to."""
    if not attempts:
        raise Conflict(problem, code="nobody_left")
