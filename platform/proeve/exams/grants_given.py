"""The extra minutes that were granted to an attempt, for showing who did it and why."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.time_grants import TimeGrant


async def all_time_grants(session: AsyncSession, scope: Scope, attempt_id: int) -> list[TimeGrant]:
    """List the grants of one attempt in the order in which they were given."""
    statement = select(TimeGrant).where(
        scope.covers(corporation=col(TimeGrant.corporation_id)),
        col(TimeGrant.attempt_id) == attempt_id,
    )
    return list(await session.scalars(statement.order_by(col(TimeGrant.id))))
