"""Renew: a later pass of the same exam gives a certificate that follows the one before, and loses no validity."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.status import EXPIRING_SOON_DAYS
from certificates.validity import last_valid_day, last_valid_day_after_renewal
from proeve.core import clock
from proeve.core.scope import Scope
from proeve.exams.results import Result
from proeve.register.certificates import Certificate

RENEWAL_WINDOW_DAYS = EXPIRING_SOON_DAYS
"""Who renews in the last days of a certificate, as soon as it is said to expire, loses nothing by being early."""


async def find_renewed(session: AsyncSession, result: Result) -> Certificate | None:
    """Return the certificate that a pass renews: of the same exam and holder, the one that is valid longest.

    One that was revoked or superseded, or that is suspended, is not renewed. A holder is known as the same person, or
    by the same place at a corporation, for a certificate may have moved to a private address.
    """
    same_holder = or_(
        col(Certificate.person_id) == result.person_id,
        col(Certificate.staff_member_id) == result.staff_member_id,
    )
    before = (
        select(Certificate)
        .where(same_holder)
        .where(col(Certificate.exam) == result.exam)
        .where(col(Certificate.result_id) != result.id)
        .where(col(Certificate.valid_from) <= clock.local_date(result.closed_at))
        .where(col(Certificate.revoked_at).is_(None))
        .where(col(Certificate.suspended_at).is_(None))
        .order_by(col(Certificate.valid_until).desc(), col(Certificate.id).desc())
        .limit(1)
    )
    found: Certificate | None = await session.scalar(before)
    return found


def last_day(passed_on: date, months: int, renewed: Certificate | None) -> date:
    """Return the last valid day of a certificate that may renew another."""
    if renewed is None:
        return last_valid_day(passed_on, months)
    return last_valid_day_after_renewal(
        passed_on, months, previous_last_day=renewed.valid_until, window_days=RENEWAL_WINDOW_DAYS
    )


class TooEarly(NamedTuple):
    """How many people would lose validity by renewing on some day, and from which day on nobody does."""

    people: int
    costs_nothing_from: date


async def renews_too_early(
    session: AsyncSession, scope: Scope, exam: str, staff_member_ids: Collection[int], *, passed_on: date
) -> TooEarly | None:
    """Say what passing an exam on a day would cost these people of their certificates; None when it costs nothing."""
    longest = (
        select(func.max(col(Certificate.valid_until)))
        .where(scope.covers(corporation=col(Certificate.corporation_id)))
        .where(col(Certificate.staff_member_id).in_(staff_member_ids))
        .where(col(Certificate.exam) == exam)
        .where(col(Certificate.valid_from) <= passed_on)
        .where(col(Certificate.revoked_at).is_(None))
        .where(col(Certificate.suspended_at).is_(None))
        .group_by(col(Certificate.staff_member_id))
    )
    opens = [until - timedelta(days=RENEWAL_WINDOW_DAYS) for until in await session.scalars(longest)]
    later = [day for day in opens if day > passed_on]
    return TooEarly(len(later), max(later)) if later else None


def counts_from_old_end(renewed: Certificate, passed_on: date) -> bool:
    """Tell whether the new term counts from the last day of the old certificate."""
    return timedelta(0) <= renewed.valid_until - passed_on <= timedelta(days=RENEWAL_WINDOW_DAYS)
