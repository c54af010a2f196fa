"""Count certificates: by status, by corporation, and by the month in which they expire."""

from collections import Counter
from datetime import date

from sqlalchemy import ColumnElement, extract, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.status import Status
from proeve.core import clock
from proeve.core.scope import Scope
from proeve.register.certificates import Certificate
from proeve.register.finding import has_status

FORECAST_MONTHS = 12


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


async def expiries_by_month(
    session: AsyncSession, scope: Scope, *, months: int = FORECAST_MONTHS
) -> list[tuple[date, int]]:
    """Count the certificates that expire in each of the coming months, this month first: (first day, number).

    Of this month only what is still to come counts; what was revoked does not expire any more.
    """
    today = clock.today()
    year, month = extract("year", col(Certificate.valid_until)), extract("month", col(Certificate.valid_until))
    statement = (
        select(year, month, func.count())
        .where(_covered(scope))
        .where(col(Certificate.revoked_at).is_(None))
        .where(col(Certificate.valid_until) >= today)
        .group_by(year, month)
    )
    counted = {(int(row[0]), int(row[1])): row[2] for row in await session.execute(statement)}
    firsts = [_months_later(today.replace(day=1), number) for number in range(months)]
    return [(first, counted.get((first.year, first.month), 0)) for first in firsts]


def _covered(scope: Scope) -> ColumnElement[bool]:
    return scope.covers(corporation=col(Certificate.corporation_id), person=col(Certificate.person_id))


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
