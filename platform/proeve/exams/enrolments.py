"""The enrolments: who is to sit which exam when, and with how much extra time."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ColumnElement, UniqueConstraint, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.database import UtcDateTime
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState

MOST_EXTRA_PERCENT = 200
MOST_EXTRA_MINUTES = 240


class Enrolment(SQLModel, table=True):
    """One staff member's place in a sitting.

    Extra time is a decision only, never its reason: `extra_percent` on the duration, then `extra_minutes` on top.
    `invitation_id` is the message that invited this person; `arrived_at` is when they said to be there for a joint
    start; `revision` counts the changes that the calendar of this person must hear of.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("sitting_id", "staff_member_id"),
        CheckConstraint("extra_percent BETWEEN 0 AND 200", name="extra_percent_in_range"),
        CheckConstraint("extra_minutes BETWEEN 0 AND 240", name="extra_minutes_in_range"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    sitting_id: int = Field(foreign_key="sitting.id", index=True)
    staff_member_id: int = Field(foreign_key="staff_member.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    extra_percent: int = 0
    extra_minutes: int = 0
    invitation_id: int | None = Field(default=None, foreign_key="message.id")
    arrived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 0
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ExtraTime(NamedTuple):
    """More time for one person: a percentage of the duration, then minutes on top."""

    percent: int = 0
    minutes: int = 0

    def problem(self) -> str | None:
        """Return what is wrong with it as a sentence, or None."""
        if not 0 <= self.percent <= MOST_EXTRA_PERCENT:
            return f"Kies een percentage van 0 tot en met {MOST_EXTRA_PERCENT}."
        if not 0 <= self.minutes <= MOST_EXTRA_MINUTES:
            return f"Kies een aantal minuten van 0 tot en met {MOST_EXTRA_MINUTES}."
        return None


async def find_enrolment(session: AsyncSession, scope: Scope, enrolment_id: int) -> Enrolment:
    """Return one enrolment or raise NotFound."""
    mine = scope.covers(corporation=col(Enrolment.corporation_id), person=col(Enrolment.person_id))
    enrolment = await session.scalar(select(Enrolment).where(col(Enrolment.id) == enrolment_id, mine))
    if enrolment is None:
        raise NotFound("Deze uitnodiging bestaat niet.")
    return enrolment


def never_enrolled() -> ColumnElement[bool]:
    """Return the condition on staff members that they never had a place; one they were taken out of does not count."""
    of_theirs = col(Enrolment.staff_member_id) == col(StaffMember.id)
    return ~exists().where(of_theirs, col(Enrolment.withdrawn_at).is_(None)).correlate(StaffMember)


async def set_extra_time(
    session: AsyncSession, scope: Scope, enrolment_id: int, *, percent: int, minutes: int
) -> Enrolment:
    """Decide on somebody's extra time; raise Conflict once they have started."""
    extra = ExtraTime(percent, minutes)
    if problem := extra.problem():
        raise Invalid(problem, {"extra_time": problem})
    enrolment = await _find_before_start(
        session, scope, enrolment_id, "Deze toets is al begonnen. Geef extra minuten bij de toets zelf."
    )
    enrolment.extra_percent, enrolment.extra_minutes = extra
    enrolment.revision += 1
    _record(session, scope, "enrolment.extra_time", enrolment, percent=percent, minutes=minutes)
    return enrolment


async def withdraw_enrolment(session: AsyncSession, scope: Scope, enrolment_id: int) -> Enrolment:
    """Take somebody out of a sitting, once and for all; raise Conflict once they have started."""
    enrolment = await _find_before_start(
        session, scope, enrolment_id, "Deze toets is al begonnen. U kunt deze medewerker niet meer afmelden."
    )
    if enrolment.withdrawn_at is None:
        enrolment.withdrawn_at = clock.now()
        enrolment.revision += 1
        _record(session, scope, "enrolment.withdraw", enrolment)
    return enrolment


async def _find_before_start(session: AsyncSession, scope: Scope, enrolment_id: int, refusal: str) -> Enrolment:
    """Find an enrolment and hold it: whoever starts at this moment waits, and then sees what was changed."""
    ours = scope.covers(corporation=col(Enrolment.corporation_id))
    wanted = select(Enrolment).where(col(Enrolment.id) == enrolment_id, ours)
    enrolment = await session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if enrolment is None:
        raise NotFound("Deze uitnodiging bestaat niet.")
    state = await session.scalar(select(col(Attempt.state)).where(col(Attempt.enrolment_id) == enrolment_id))
    if state not in {None, AttemptState.PREPARED}:
        raise Conflict(refusal, code="attempt_started")
    return enrolment


def _record(session: AsyncSession, scope: Scope, action: str, enrolment: Enrolment, **facts: int) -> None:
    record(
        session,
        action,
        f"enrolment:{enrolment.id}",
        actor_id=scope.person_id,
        corporation_id=enrolment.corporation_id,
        **facts,
    )
