"""Find certificates: by who may see them, by status, exam, last valid day and words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.status import EXPIRING_SOON_DAYS, Status
from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.people.names import fold
from proeve.people.text import tidy
from proeve.register.certificates import Certificate, CertificateFile

PAGE_SIZE = 50
SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "holder": (col(StaffMember.sort_name),),
    "exam": (col(Certificate.exam), col(StaffMember.sort_name)),
    "number": (col(Certificate.number),),
    "corporation": (func.lower(col(Corporation.name)), col(StaffMember.sort_name)),
    "valid_until": (col(Certificate.valid_until),),
    "valid_from": (col(Certificate.valid_from), col(Certificate.issued_at)),
    "issued": (col(Certificate.issued_at),),
}
"""The columns a list can be sorted by; a minus in front turns the order round."""


@dataclass(frozen=True, slots=True)
class CertificateFilter:
    """What a list is narrowed to; an empty field narrows nothing.

    `text` holds words that each occur in the holder's name (as it is now, or as printed), the address, the staff number
    or the certificate's number. `expires_from` and `expires_before` bound the last valid day, the second one
    exclusively; a revoked certificate does not expire any more.
    """

    text: str = ""
    exam: str = ""
    status: Status | None = None
    corporation_id: int | None = None
    staff_member_id: int | None = None
    expires_from: date | None = None
    expires_before: date | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Give one condition for each field that is set; needs `certificate` and `staff_member` joined."""
        if self.exam:
            yield col(Certificate.exam) == self.exam
        if self.status is not None:
            yield has_status(self.status)
        if self.corporation_id is not None:
            yield col(Certificate.corporation_id) == self.corporation_id
        if self.staff_member_id is not None:
            yield col(Certificate.staff_member_id) == self.staff_member_id
        if self.expires_from is not None:
            yield and_(col(Certificate.revoked_at).is_(None), col(Certificate.valid_until) >= self.expires_from)
        if self.expires_before is not None:
            yield and_(col(Certificate.revoked_at).is_(None), col(Certificate.valid_until) < self.expires_before)
        for word in fold(tidy(self.text)).split():
            yield _mentions(word)


EVERYTHING = CertificateFilter()


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register: the certificate, its holder as the corporation knows them now, and the corporation."""

    certificate: Certificate
    holder: StaffMember | None
    corporation: Corporation


async def all_certificates(
    session: AsyncSession,
    scope: Scope,
    wanted: CertificateFilter = EVERYTHING,
    *,
    sort: str = "valid_until",
    page: int = 1,
    page_size: int | None = PAGE_SIZE,
) -> tuple[list[RegisterRow], int]:
    """List one page of the register, and say how many certificates there are in all; without a page size, list all.

    A page beyond the end is the last one, for a list may have become shorter.
    """
    statement = _visible_to(scope).where(*wanted.conditions())
    total = await session.scalar(statement.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    statement = statement.order_by(*_order(sort))
    if page_size is not None:
        last_page = max(1, -(-total // page_size))
        statement = statement.limit(page_size).offset((min(page, last_page) - 1) * page_size)
    rows = await session.execute(statement)
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
    file = await session.get(CertificateFile, certificate_id)
    if file is None:
        raise NotFound("De gegevens van de houder zijn verwijderd, en het bestand ook.")
    return certificate, file.pdf


async def find_certificate_of_result(session: AsyncSession, scope: Scope, result_id: int) -> Certificate | None:
    """Return the latest certificate of a result, or None as long as none is issued, and once it was erased.

    The result still has a name, to which nothing may lead back from an erased certificate.
    """
    of_result = _visible_to(scope).where(col(Certificate.result_id) == result_id, col(Certificate.erased_at).is_(None))
    row = (await session.execute(of_result.order_by(col(Certificate.edition).desc()).limit(1))).one_or_none()
    return row[0] if row else None


async def is_issued(session: AsyncSession, result_id: int) -> bool:
    """Tell whether a result has a certificate, whoever may see it now: it may have moved, or its holder be erased."""
    return bool(await session.scalar(select(exists().where(col(Certificate.result_id) == result_id))))


def has_status(status: Status) -> ColumnElement[bool]:
    """Return the condition under which a certificate has a status today; the same rules as `certificates.status`."""
    today = clock.today()
    soon = today + timedelta(days=EXPIRING_SOON_DAYS)
    is_revoked, until = col(Certificate.revoked_at).is_not(None), col(Certificate.valid_until)
    is_suspended = col(Certificate.suspended_at).is_not(None)
    runs = and_(~is_revoked, ~is_suspended)
    has_started = col(Certificate.valid_from) <= today
    conditions = {
        Status.REVOKED: is_revoked,
        Status.SUSPENDED: and_(~is_revoked, is_suspended),
        Status.NOT_YET_VALID: and_(runs, ~has_started),
        Status.EXPIRED: and_(runs, has_started, until < today),
        Status.EXPIRING_SOON: and_(runs, has_started, until.between(today, soon)),
        Status.VALID: and_(runs, has_started, until > soon),
    }
    return conditions[status]


def _visible_to(scope: Scope) -> Select[Certificate, StaffMember, Corporation]:
    return (
        select(Certificate, StaffMember, Corporation)
        .join(Corporation, col(Corporation.id) == col(Certificate.corporation_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(Certificate.staff_member_id))
        .where(scope.covers(corporation=col(Certificate.corporation_id), person=col(Certificate.person_id)))
    )


def _mentions(word: str) -> ColumnElement[bool]:
    columns = (
        col(StaffMember.sort_name),
        col(StaffMember.email),
        func.lower(col(StaffMember.staff_number)),
        func.lower(col(Certificate.number)),
        func.lower(col(Certificate.snapshot)["holder"].as_string()),
    )
    return or_(*(column.contains(word, autoescape=True) for column in columns))


def _order(sort: str) -> list[SQLColumnExpression[Any]]:
    columns = SORTS.get(sort.removeprefix("-"), SORTS["valid_until"])
    turned = [column.desc() if sort.startswith("-") else column.asc() for column in columns]
    # A certificate without a staff member stands last on either database.
    return [*(column.nulls_last() for column in turned), col(Certificate.id)]
