"""Tell somebody who waits for a joint start how it stands; asked every few seconds by everybody in the room."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting, has_begun, is_over

ASK_SOONEST = timedelta(seconds=4)
"""More than once within START_LEAD, so that one answer that is lost costs nobody a second."""
ASK_LATEST = timedelta(seconds=30)


class Waiting(Struct, frozen=True):
    """How it stands: `state` is waiting, starting, or changed (the start page then says what to do)."""

    state: str
    starts_in_ms: int | None
    ask_again_ms: int


async def find_waiting(session: AsyncSession, scope: Scope, attempt_id: int) -> Waiting:
    """Return how it stands with the start of one's own attempt, or raise NotFound."""
    place = (
        select(Sitting, col(Attempt.started_at), col(Enrolment.withdrawn_at))
        .join(Enrolment, col(Enrolment.sitting_id) == col(Sitting.id))
        .join(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(col(Attempt.id) == attempt_id)
        .where(col(Attempt.person_id) == scope.person_id)
    )
    found = (await session.execute(place)).one_or_none()
    if found is None:
        raise NotFound("Deze toets bestaat niet.")
    sitting, started_at, withdrawn_at = found
    now = clock.now()
    if started_at is not None:
        return Waiting("starting", _ms(max(started_at - now, timedelta())), _ms(ASK_SOONEST))
    if withdrawn_at is not None or has_begun(sitting) or is_over(sitting, now):
        return Waiting("changed", None, _ms(ASK_SOONEST))
    return Waiting("waiting", None, _ms(ask_again_after(sitting, now)))


def ask_again_after(sitting: Sitting, now: datetime) -> timedelta:
    """Return when to ask again: seldom long before the planned moment, for nobody can begin earlier."""
    return min(max((sitting.opens_at - now) / 2, ASK_SOONEST), ASK_LATEST)


def _ms(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)
