"""The forecast: which certificates expire in each of the coming months, without those that were renewed in time."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import extract, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.register.renewing import RENEWAL_WINDOW_DAYS
from proeve.register.standings import IN_ORDER, standings

QUARTERS = 5
"""This quarter and a year more: longer ahead nobody plans."""
MONTHS_PER_QUARTER = 3


@dataclass(frozen=True, slots=True)
class ExpiryMonth:
    """One month: its first day, how many certificates expire in it, and the last day on which one does, by exam."""

    first: date
    by_exam: Counter[str]
    last: dict[str, date] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Return how many expire in all."""
        return self.by_exam.total()

    @property
    def before(self) -> date:
        """Return the first day after it."""
        return months_later(self.first, 1)


@dataclass(frozen=True, slots=True)
class ExpiryQuarter:
    """Three months; of the present quarter only what is still to come."""

    months: tuple[ExpiryMonth, ...]

    @property
    def first(self) -> date:
        """Return its first day."""
        month = self.months[-1].first
        return date(month.year, month.month - 2, 1)

    @property
    def before(self) -> date:
        """Return the first day after it."""
        return self.months[-1].before

    @property
    def place(self) -> int:
        """Return which quarter of its year it is, from 1 to 4."""
        return self.months[-1].first.month // MONTHS_PER_QUARTER

    @property
    def by_exam(self) -> Counter[str]:
        """Return how many certificates expire, by exam."""
        return sum((month.by_exam for month in self.months), Counter())

    @property
    def number(self) -> int:
        """Return how many expire in all."""
        return self.by_exam.total()

    def costs_nothing_from(self, exam: str) -> date:
        """Return from which day on nobody here loses validity by renewing; some certificate of the exam must expire."""
        last = max(month.last[exam] for month in self.months if exam in month.last)
        return last - timedelta(days=RENEWAL_WINDOW_DAYS)


async def expiry_forecast(session: AsyncSession, scope: Scope, *, quarters: int = QUARTERS) -> list[ExpiryQuarter]:
    """Count what expires of the people who work there now, from this month to the end of so many quarters.

    A certificate counts when it is the one that counts for its holder and exam, and nothing is wrong with it.
    """
    counts = standings(scope)
    year, month = extract("year", counts.c.valid_until), extract("month", counts.c.valid_until)
    statement = (
        select(year, month, counts.c.exam, func.count(), func.max(counts.c.valid_until))
        .select_from(counts)
        .join(StaffMember, col(StaffMember.id) == counts.c.staff_member_id)
        .where(counts.c.standing.in_(IN_ORDER))
        .where(col(StaffMember.left_at).is_(None))
        .group_by(year, month, counts.c.exam)
    )
    found = defaultdict[tuple[int, int], Counter[str]](Counter)
    last = defaultdict[tuple[int, int], dict[str, date]](dict)
    for each_year, each_month, exam, number, until in await session.execute(statement):
        found[int(each_year), int(each_month)][exam] = number
        last[int(each_year), int(each_month)][exam] = until
    return [
        ExpiryQuarter(
            tuple(ExpiryMonth(first, found[first.year, first.month], last[first.year, first.month]) for first in firsts)
        )
        for firsts in _firsts(clock.today(), quarters)
    ]


def months_later(first: date, months: int) -> date:
    """Return the first day of the month so many months later, or earlier."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _firsts(today: date, quarters: int) -> list[list[date]]:
    """List the first days of the months of each quarter; the present one begins with this month."""
    this_month = today.replace(day=1)
    begins = months_later(this_month, -((today.month - 1) % MONTHS_PER_QUARTER))
    return [
        [
            first
            for place in range(MONTHS_PER_QUARTER)
            if (first := months_later(begins, quarter * MONTHS_PER_QUARTER + place)) >= this_month
        ]
        for quarter in range(quarters)
    ]
