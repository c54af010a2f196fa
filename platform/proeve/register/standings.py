"""Where everybody stands with every exam: of several certificates for the same exam, the one that counts today."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, and_, case, func, select
from sqlmodel import col

from certificates.status import EXPIRING_SOON_DAYS, Status
from proeve.core import clock
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate
from proeve.register.finding import has_status


class Standing(StrEnum):
    """Where somebody stands with an exam: the status of the certificate that counts, or that there is none."""

    VALID = Status.VALID
    EXPIRING_SOON = Status.EXPIRING_SOON
    EXPIRED = Status.EXPIRED
    MISSING = "missing"
    SUSPENDED = Status.SUSPENDED
    REVOKED = Status.REVOKED
    NOT_YET_VALID = Status.NOT_YET_VALID

    @property
    def dutch(self) -> str:
        """Return the words that people read."""
        return DUTCH_WORDS[self]

    @property
    def is_in_order(self) -> bool:
        """Tell whether somebody holds a certificate that is valid today."""
        return self in IN_ORDER


DUTCH_WORDS = {
    Standing.VALID: "geldig",
    Standing.EXPIRING_SOON: f"verloopt binnen {EXPIRING_SOON_DAYS} dagen",
    Standing.EXPIRED: "verlopen",
    Standing.MISSING: "ontbreekt",
    Standing.SUSPENDED: "geschorst",
    Standing.REVOKED: "ingetrokken",
    Standing.NOT_YET_VALID: "nog niet geldig",
}
IN_ORDER = frozenset({Standing.VALID, Standing.EXPIRING_SOON})


def standings(scope: Scope) -> CTE:
    """Select one row for each staff member of a scope and each exam they ever got a certificate for.

    Whoever never got any has one row with nothing but who it is. The columns are staff_member_id, exam, standing,
    certificate_id, number, valid_from and valid_until. Of what still runs, the one that runs longest counts, so
    whoever renewed in time has nothing that expires; when nothing runs, the one issued last counts. What was
    superseded by a correction never counts.
    """
    ranked = _ranked(scope)
    soon = clock.today() + timedelta(days=EXPIRING_SOON_DAYS)
    # A renewal may begin later than today, while the certificate before it is still good.
    is_bridged = and_(ranked.c.standing == Standing.NOT_YET_VALID, ranked.c.is_covered == 1)
    standing = case(
        (and_(is_bridged, ranked.c.valid_until > soon), Standing.VALID.value),
        (is_bridged, Standing.EXPIRING_SOON.value),
        else_=ranked.c.standing,
    )
    columns = (ranked.c[name] for name in ("certificate_id", "number", "valid_from", "valid_until"))
    counting = select(ranked.c.staff_member_id, ranked.c.exam, standing.label("standing"), *columns)
    return counting.where(ranked.c.place == 1).cte("standing")


def _ranked(scope: Scope) -> CTE:
    today = clock.today()
    until = col(Certificate.valid_until)
    runs = and_(col(Certificate.revoked_at).is_(None), col(Certificate.suspended_at).is_(None), until >= today)
    # From people to their certificates: either database finds these by an index, however large the register is.
    is_theirs = and_(
        col(Certificate.staff_member_id) == col(StaffMember.id),
        col(Certificate.corporation_id) == col(StaffMember.corporation_id),
        col(Certificate.superseded_by_id).is_(None),
    )
    of_pair: tuple[Any, ...] = (col(StaffMember.id).label("staff_member_id"), col(Certificate.exam))
    counts_first = (
        case((runs, 0), else_=1),
        case((runs, until)).desc(),
        col(Certificate.issued_at).desc(),
        col(Certificate.id).desc(),
    )
    is_good_today = case((and_(runs, col(Certificate.valid_from) <= today), 1), else_=0)
    ranked = (
        select(
            *of_pair,
            col(Certificate.id).label("certificate_id"),
            col(Certificate.number),
            col(Certificate.valid_from),
            until,
            case(*((has_status(status), status.value) for status in Status)).label("standing"),
            func.max(is_good_today).over(partition_by=of_pair).label("is_covered"),
            func.row_number().over(partition_by=of_pair, order_by=counts_first).label("place"),
        )
        .select_from(StaffMember)
        .outerjoin(Certificate, is_theirs)
    )
    return ranked.where(
        scope.covers(corporation=col(StaffMember.corporation_id), person=col(StaffMember.person_id))
    ).cte("ranked_certificate")
