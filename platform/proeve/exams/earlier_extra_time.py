"""The extra time people had before, so that nobody has to ask for it twice."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.enrolments import Enrolment, ExtraTime


async def earlier_extra_time(
    session: AsyncSession, scope: Scope, staff_member_ids: Collection[int]
) -> dict[int, ExtraTime]:
    """Return, by staff member, what was decided for their latest enrolment; who never had any is left out."""
    statement = (
        select(Enrolment)
        .where(scope.covers(corporation=col(Enrolment.corporation_id), person=col(Enrolment.person_id)))
        .where(col(Enrolment.staff_member_id).in_(staff_member_ids))
        .order_by(col(Enrolment.id))
    )
    latest = {row.staff_member_id: row for row in await session.scalars(statement)}
    found = {person: ExtraTime(row.extra_percent, row.extra_minutes) for person, row in latest.items()}
    return {person: extra for person, extra in found.items() if any(extra)}
