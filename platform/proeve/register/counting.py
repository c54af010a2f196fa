"""Count certificates: by status, and by corporation."""

from collections import Counter

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.status import Status
from proeve.core.scope import Scope
from proeve.register.certificates import Certificate
from proeve.register.finding import has_status


async def count_by_status(session: AsyncSession, scope: Scope) -> Counter[Status]:
    """Count the certificates of a scope by their status today."""
    counts = select(*(func.count().filter(has_status(status)) for status in Status)).where(_covered(scope))
    row = (await session.execute(counts)).one()
    return Counter(dict(zip(Status, row, strict=True)))


async def count_live_by_corporation(session: AsyncSession, scope: Scope) -> Counter[int]:
    """Count the certificates that are valid today, by the id of their corporation."""
    statement = (
        select(col(Certificate.corporation_id), func.count())
        .where(_covered(scope))
        .where(or_(*(has_status(status) for status in Status if status.is_valid)))
        .group_by(col(Certificate.corporation_id))
    )
    return Counter({row[0]: row[1] for row in await session.execute(statement)})


def _covered(scope: Scope) -> ColumnElement[bool]:
    return scope.covers(corporation=col(Certificate.corporation_id), person=col(Certificate.person_id))
