"""Which rooms there are today: sittings that are open, or in which somebody is still at it."""

from datetime import datetime, time, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.overview import SittingRow, all_sittings
from proeve.exams.sittings import Sitting


async def all_rooms_of_today(session: AsyncSession, scope: Scope) -> list[SittingRow]:
    """List the sittings of today, the first to open first."""
    morning = datetime.combine(clock.today(), time.min, clock.AMSTERDAM)
    is_today = (col(Sitting.opens_at) < morning + timedelta(days=1)) & (col(Sitting.closes_at) > morning)
    somebody = (
        exists()
        .where(col(Enrolment.sitting_id) == col(Sitting.id))
        .where(col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(col(Attempt.state) == AttemptState.RUNNING)
    )
    wanted = select(col(Sitting.id)).where(or_(is_today, somebody))
    ids = set(await session.scalars(wanted.where(scope.covers(corporation=col(Sitting.corporation_id)))))
    rows = await all_sittings(session, scope)
    return sorted(
        (row for row in rows if row.sitting.id in ids), key=lambda row: (row.sitting.opens_at, row.sitting.id)
    )
