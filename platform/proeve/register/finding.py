"""Find certificates: by who may see them, by status, exam and words, with the counts a first page shows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, extract, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.status import EXPIRING_SOON_DAYS, Status
from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate, CertificateFile

PAGE_SIZE = 50
SORTS = {
    "holder": (col(StaffMember.family_name), col(StaffMember.given_name)),
    "exam": (col(Certificate.exam),),
    "number": (col(Certificate.number),),
    "corporation": (col(Corporation.name),),
    "valid_until": (col(Certificate.valid_until),),
    "issued": (col(Certificate.issued_at),),
}
"""The columns a list can be sorted by; a minus in front turns the order round."""


@dataclass(frozen=True, slots=True)
class CertificateFilter:
    """What a list is narrowed to; an empty field narrows nothing. `until` is the last valid day at the latest."""

    text: str = ""
    exam: str = ""
    status: Status | None = None
    corporation_id: int | None = None
    staff_member_id: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register: the certificate, its holder as the corporation knows them now, and the corporation."""

    certificate: Certificate
    holder: StaffMember | None
    corporation: Corporation


async def all_certificates(
    session: AsyncSession,
    scope: Scope,
    wanted: CertificateFilter = CertificateFilter(),
    *,
    sort: str = "valid_until",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> tuple[list[RegisterRow], int]:
    """List one page of the register and the number of certificates in all."""
    statement = _narrowed(_visible_to(scope), wanted)
    total = await session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    rows = await session.execute(
        statement.order_by(*_order(sort), col(Certificate.id)).limit(page_size).offset((page - 1) * page_size)
    )
    return [RegisterRow(*row) for row in rows], total


async def find_certificate(session: AsyncSession, scope: Scope, certificate_id: int) -> RegisterRow:
    """Return one certificate or raise NotFound."""
    row = (await session.execute(_visible_to(scope).where(col(Certificate.id) == certificate_id))).one_or_none()
    if row is None:
        raise NotFound("Dit certificaat bestaat niet.")
    return RegisterRow(*row)


async def find_certificate_file(session: AsyncSession, scope: Scope, certificate_id: int) -> tuple[Certificate, bytes]:
    """Return a certificate and the bytes of its PDF, exactly as they were issued, or raise NotFound."""
    certificate = (await find_certificate(session, scope, certificate_id)).certificate
    file = await session.get_one(CertificateFile, certificate_id)
    return certificate, file.pdf


async def find_certificate_of_result(session: AsyncSession, scope: Scope, result_id: int) -> Certificate | None:
    """Return the certificate of a result, or None as long as it is not issued."""
    row = (await session.execute(_visible_to(scope).where(col(Certificate.result_id) == result_id))).one_or_none()
    return row[0] if row else None


async def count_by_status(session: AsyncSession, scope: Scope) -> Counter[Status]:
    """Count the certificates of a scope by their status today."""
    statement = select(Certificate.valid_from, Certificate.valid_until, Certificate.revoked_at).where(_covered(scope))
    counts: Counter[Status] = Counter()
    for valid_from, valid_until, revoked_at in await session.execute(statement):
        counts[Certificate(valid_from=valid_from, valid_until=valid_until, revoked_at=revoked_at).status] += 1
    return counts


async def expiries_by_month(session: AsyncSession, scope: Scope, *, months: int = 12) -> list[tuple[date, int]]:
    """Count the certificates that expire in each of the coming months, this month first: (first day, number)."""
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


def _visible_to(scope: Scope) -> Select[Certificate, StaffMember, Corporation]:
    return (
        select(Certificate, StaffMember, Corporation)
        .join(Corporation, col(Corporation.id) == col(Certificate.corporation_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(Certificate.staff_member_id))
        .where(_covered(scope))
    )


def _narrowed(
    statement: Select[Certificate, StaffMember, Corporation], wanted: CertificateFilter
) -> Select[Certificate, StaffMember, Corporation]:
    if wanted.exam:
        statement = statement.where(col(Certificate.exam) == wanted.exam)
    if wanted.corporation_id is not None:
        statement = statement.where(col(Certificate.corporation_id) == wanted.corporation_id)
    if wanted.staff_member_id is not None:
        statement = statement.where(col(Certificate.staff_member_id) == wanted.staff_member_id)
    if wanted.until is not None:
        statement = statement.where(col(Certificate.valid_until) <= wanted.until)
    if wanted.status is not None:
        statement = statement.where(has_status(wanted.status))
    for word in wanted.text.split():
        statement = statement.where(_mentions(word))
    return statement


def has_status(status: Status) -> ColumnElement[bool]:
    """Return the condition under which a certificate has a status today; the same rules as `certificates.status`."""
    today = clock.today()
    soon = today + timedelta(days=EXPIRING_SOON_DAYS)
    revoked, until = col(Certificate.revoked_at).is_not(None), col(Certificate.valid_until)
    started = col(Certificate.valid_from) <= today
    match status:
        case Status.REVOKED:
            return revoked
        case Status.NOT_YET_VALID:
            return and_(~revoked, ~started)
        case Status.EXPIRED:
            return and_(~revoked, started, until < today)
        case Status.EXPIRING_SOON:
            return and_(~revoked, started, until >= today, until <= soon)
        case Status.VALID:
            return and_(~revoked, started, until > soon)
        case Status.SUSPENDED:
            # Nothing can be suspended yet, so nothing is.
            return and_(revoked, ~revoked)


def _mentions(word: str) -> ColumnElement[bool]:
    pattern = f"%{word.lower().replace('%', '').replace('_', '')}%"
    names = (StaffMember.given_name, StaffMember.family_name, StaffMember.email, Certificate.number)
    return or_(*(func.lower(column).like(pattern) for column in names))


def _order(sort: str) -> list[ColumnElement[object]]:
    columns = SORTS.get(sort.removeprefix("-"), SORTS["valid_until"])
    return [column.desc() if sort.startswith("-") else column.asc() for column in columns]


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
