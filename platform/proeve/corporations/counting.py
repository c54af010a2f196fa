"""Count the staff of corporations."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember


async def count_staff(session: AsyncSession, scope: Scope) -> Counter[int]:
    """Count who works there now, by the id of the corporation."""
    statement = (
        select(col(StaffMember.corporation_id), func.count())
        .where(scope.covers(corporation=col(StaffMember.corporation_id), person=col(StaffMember.person_id)))
        .where(col(StaffMember.left_at).is_(None))
        .group_by(col(StaffMember.corporation_id))
    )
    return Counter({row[0]: row[1] for row in await session.execute(statement)})
