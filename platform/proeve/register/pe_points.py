"""PE points: what an exam is worth at a corporation, since when; so of each certificate, and of everybody in a year.

The corporation decides, for nobody accredits our exams. A new value holds from a day on, so a year that was reported
stays as it was. Points are kept as whole tenths: 1.5 points is 15.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Select, UniqueConstraint, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import audit, clock, dutch
from proeve.core.database import UtcDateTime
from proeve.core.errors import Invalid
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.blueprints import find_current_blueprint
from proeve.exams.results import Result
from proeve.register.certificates import Certificate

MOST_TENTHS = 1000


class PeValue(SQLModel, table=True):
    """What a pass of an exam is worth at a corporation from a day on, until the next value."""

    __tablename__ = "pe_value"
    __table_args__ = (
        CheckConstraint("tenths BETWEEN 0 AND 1000", name="tenths_in_range"),
        UniqueConstraint("corporation_id", "exam", "applies_from"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    exam: str
    applies_from: date
    tenths: int
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    @property
    def points(self) -> Decimal:
        """Return the points."""
        return Decimal(self.tenths) / 10


ValuesByExam = Mapping[tuple[int, str], Sequence[PeValue]]
"""What each exam of each corporation is worth, the first value first."""


@dataclass(frozen=True, slots=True)
class Earned:
    """One certificate in a year report, and what it is worth."""

    certificate: Certificate
    passed_on: date
    points: Decimal


@dataclass(frozen=True, slots=True)
class PersonYear:
    """What one person earned in a year."""

    member: StaffMember
    earned: tuple[Earned, ...]

    @property
    def points(self) -> Decimal:
        """Return the points of the year."""
        return sum((each.points for each in self.earned), Decimal(0))


async def all_pe_values(session: AsyncSession, scope: Scope) -> list[PeValue]:
    """List what exams are worth, by exam, the first value first."""
    mine = select(PeValue).where(scope.covers(corporation=col(PeValue.corporation_id)))
    return list(await session.scalars(mine.order_by(col(PeValue.exam), col(PeValue.applies_from))))


async def set_pe_value(session: AsyncSession, scope: Scope, *, exam: str, points: str, applies_from: date) -> PeValue:
    """Say what an exam is worth from a day on, in place of a value of that same day.

    `points` is as typed: "1,5". Raise Invalid for what is no such number, and NotFound for an unknown exam.
    """
    await find_current_blueprint(session, exam)
    tenths = _tenths(points)
    same_day = (
        select(PeValue)
        .where(col(PeValue.corporation_id) == scope.corporation_id)
        .where(col(PeValue.exam) == exam)
        .where(col(PeValue.applies_from) == applies_from)
    )
    value = await session.scalar(same_day.with_for_update())
    if value is None:
        value = PeValue(
            corporation_id=scope.corporation_id, exam=exam, applies_from=applies_from, tenths=0, set_by=scope.person_id
        )
        session.add(value)
    value.tenths, value.set_by, value.set_at = tenths, scope.person_id, clock.now()
    audit.record(
        session,
        "pe_points.set",
        f"corporation:{scope.corporation_id}",
        actor_id=scope.person_id,
        corporation_id=scope.corporation_id,
        exam=exam,
        tenths=tenths,
        applies_from=applies_from.isoformat(),
    )
    return value


async def points_of(session: AsyncSession, certificates: Collection[Certificate]) -> dict[int, Decimal]:
    """Return by id what certificates are worth; what does not count in the year report is worth nothing here either.

    Whoever may see a certificate may see its points, so they are read by its corporation: a holder has none in scope.
    """
    corporations = {each.corporation_id for each in certificates}
    theirs = select(PeValue).where(col(PeValue.corporation_id).in_(corporations)).order_by(col(PeValue.applies_from))
    values = _by_exam(await session.scalars(theirs))
    return {each.id: _worth(values, each, each.passed_on) if _counts(each) else Decimal(0) for each in certificates}


async def pe_year(session: AsyncSession, scope: Scope, year: int) -> list[PersonYear]:
    """List what everybody earned in a year, by name, who left since included.

    A certificate counts in the year of the pass. What is revoked or suspended counts nothing, and of a certificate
    and its correction only the correction does.
    """
    values = _by_exam(await all_pe_values(session, scope))
    statement = (
        _that_count(scope)
        .where(col(Result.closed_at) >= _new_year(year), col(Result.closed_at) < _new_year(year + 1))
        .order_by(col(StaffMember.sort_name), col(StaffMember.id), col(Result.closed_at), col(Certificate.id))
    )
    members: dict[int, StaffMember] = {}
    earned: defaultdict[int, list[Earned]] = defaultdict(list)
    for certificate, result, member in await session.execute(statement):
        members[member.id] = member
        passed_on = clock.local_date(result.closed_at)
        earned[member.id].append(Earned(certificate, passed_on, _worth(values, certificate, passed_on)))
    return [PersonYear(member, tuple(earned[member_id])) for member_id, member in members.items()]


async def all_pe_years(session: AsyncSession, scope: Scope) -> list[int]:
    """List the years from the first in which somebody earned something to this one, the latest first."""
    this_year = clock.today().year
    statement = _that_count(scope).with_only_columns(func.min(col(Result.closed_at)), maintain_column_froms=True)
    first = await session.scalar(statement)
    return list(range(this_year, (clock.local_date(first).year if first else this_year) - 1, -1))


def _that_count(scope: Scope) -> Select[Certificate, Result, StaffMember]:
    return (
        select(Certificate, Result, StaffMember)
        .join(Result, col(Result.id) == col(Certificate.result_id))
        .join(StaffMember, col(StaffMember.id) == col(Certificate.staff_member_id))
        .where(scope.covers(corporation=col(Certificate.corporation_id), person=col(Certificate.person_id)))
        .where(col(Certificate.superseded_by_id).is_(None))
        .where(col(Certificate.revoked_at).is_(None))
        .where(col(Certificate.suspended_at).is_(None))
    )


def _counts(certificate: Certificate) -> bool:
    """Tell of one certificate what `_that_count` asks of all."""
    is_somebodys = certificate.staff_member_id is not None  # Not so once the data of the holder were erased.
    has_ended = certificate.superseded_by_id or certificate.revoked_at or certificate.suspended_at
    return is_somebodys and not has_ended


def _by_exam(values: Iterable[PeValue]) -> ValuesByExam:
    held: defaultdict[tuple[int, str], list[PeValue]] = defaultdict(list)
    for value in values:
        held[value.corporation_id, value.exam].append(value)
    return held


def _worth(values: ValuesByExam, certificate: Certificate, passed_on: date) -> Decimal:
    """Return what a pass is worth by the last value that applied on that day."""
    held = values.get((certificate.corporation_id, certificate.exam), ())
    return next((value.points for value in reversed(held) if value.applies_from <= passed_on), Decimal(0))


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=clock.AMSTERDAM).astimezone(UTC)


def _tenths(points: str) -> int:
    """Read "1,5" as 15; raise Invalid for what is no number of points with at most one decimal."""
    typed = re.fullmatch(r"([0-9]{1,3})(?:[,.]([0-9]))?", points.strip(), re.ASCII)
    tenths = 10 * int(typed[1]) + int(typed[2] or 0) if typed else MOST_TENTHS + 1
    if tenths > MOST_TENTHS:
        most = dutch.number(MOST_TENTHS / 10, 0)
        sentence = f"Vul een getal in van 0 tot en met {most}, met hoogstens één cijfer achter de komma, zoals 1,5."
        raise Invalid(sentence, {"points": sentence})
    return tenths
