"""Who is where in a sitting, read in one query: what an invigilator looks at all day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.journal.presence import Presence, silent_since


class Whereabouts(StrEnum):
    """Where somebody is, the ones that need attention first."""

    OFFLINE = "offline"
    PAUSED = "paused"
    RUNNING = "running"
    WAITING = "waiting"
    NOT_STARTED = "not_started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One person of a sitting; `slot` and `answered` are what their page says, `seen_ms` when it last said anything."""

    enrolment_id: int
    name: str
    sort_name: str
    team: str
    arrived_at: datetime | None
    attempt_id: int | None
    state: AttemptState | None
    started_at: datetime | None
    deadline_at: datetime | None
    paused_at: datetime | None
    granted_seconds: int
    lease: int
    submitted_at: datetime | None
    closed_at: datetime | None
    seen_ms: int | None
    slot: int | None
    answered: int | None

    @property
    def is_at_it(self) -> bool:
        """Tell whether this person has begun and not finished."""
        return self.state == AttemptState.RUNNING

    def silent_since_ms(self, now_ms: int) -> int | None:
        """Return since when nothing was heard of somebody who is at it, or None while they are connected."""
        if not self.is_at_it or self.started_at is None:
            return None
        return silent_since(self.seen_ms, clock.milliseconds(self.started_at), now_ms)

    def whereabouts(self, now_ms: int) -> Whereabouts:
        """Return where this person is now; who is paused is not called offline, for nothing is lost."""
        if self.state in {AttemptState.CLOSED, AttemptState.GRADED}:
            return Whereabouts.DONE
        if self.is_at_it:
            if self.paused_at is not None:
                return Whereabouts.PAUSED
            return Whereabouts.RUNNING if self.silent_since_ms(now_ms) is None else Whereabouts.OFFLINE
        return Whereabouts.WAITING if self.arrived_at else Whereabouts.NOT_STARTED

    def left_ms(self, now_ms: int) -> int | None:
        """Return how much time somebody who is at it has left; while the clock stands still that stays the same."""
        if not self.is_at_it or self.deadline_at is None:
            return None
        moment = now_ms if self.paused_at is None else clock.milliseconds(self.paused_at)
        return max(0, clock.milliseconds(self.deadline_at) - moment)


async def all_in_room(session: AsyncSession, scope: Scope, sitting_id: int) -> list[RoomRow]:
    """List the people of a sitting by name, without who was withdrawn."""
    statement = (
        select(Enrolment, StaffMember, col(Attempt.id), col(Attempt.state))
        .add_columns(col(Attempt.started_at), col(Attempt.deadline_at))
        .add_columns(col(Attempt.paused_at), col(Attempt.granted_seconds), col(Attempt.lease))
        .add_columns(col(Attempt.submitted_at), col(Attempt.closed_at))
        .add_columns(col(Presence.seen_ms), col(Presence.slot), col(Presence.answered))
        .join(StaffMember, col(StaffMember.id) == col(Enrolment.staff_member_id))
        .outerjoin(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .outerjoin(Presence, col(Presence.attempt_id) == col(Attempt.id))
        .where(col(Enrolment.sitting_id) == sitting_id)
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(scope.covers(corporation=col(Enrolment.corporation_id)))
        .order_by(col(StaffMember.sort_name), col(Enrolment.id))
    )
    return [_row(*found) for found in await session.execute(statement)]


def count_whereabouts(rows: Sequence[RoomRow], now_ms: int) -> dict[Whereabouts, int]:
    """Count people by where they are, every place named."""
    places = [row.whereabouts(now_ms) for row in rows]
    return {place: places.count(place) for place in Whereabouts}


def _row(enrolment: Enrolment, member: StaffMember, *attempt: Any) -> RoomRow:
    """Put a person and the columns of their attempt, all None before there is one, in a row."""
    attempt_id, state, started_at, deadline_at, paused_at, granted, lease, *rest = attempt
    columns: list[Any] = [attempt_id, AttemptState(state) if state else None, started_at, deadline_at, paused_at]
    columns += [granted or 0, lease or 0, *rest]
    return RoomRow(enrolment.id, member.name, member.sort_name, member.team, enrolment.arrived_at, *columns)
