"""The certificates as stored: the frozen facts, the dates, and the file beside them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from certificates.status import Status, status_on
from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime

ERASED_NAME = "(naam verwijderd)"


class Certificate(SQLModel, table=True):
    """One issued certificate; everything printed on it is in `snapshot` (`CertificateFacts`) and never changes."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("valid_from <= valid_until", name="valid_for_a_while"),
        CheckConstraint("(revoked_at IS NULL) = (revocation_reason IS NULL)", name="revoked_with_a_reason"),
        CheckConstraint("(suspended_at IS NULL) = (suspension_reason IS NULL)", name="suspended_with_a_reason"),
        UniqueConstraint("result_id", "edition"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    staff_member_id: int | None = Field(default=None, foreign_key="staff_member.id", index=True)
    result_id: int = Field(foreign_key="result.id")
    edition: int = 1
    """Counts the corrections of one result's certificate: a correction is a new certificate that supersedes."""
    renews_id: int | None = Field(default=None, foreign_key="certificate.id", index=True)
    superseded_by_id: int | None = Field(default=None, foreign_key="certificate.id", index=True)
    exam: str
    number: str = Field(unique=True)
    token_hash: bytes = Field(unique=True)
    snapshot: dict[str, Any] = Field(sa_type=JsonDocument)
    valid_from: date
    valid_until: date = Field(index=True)
    pdf_sha256: bytes = Field(index=True)
    template_version_id: int | None = Field(default=None, foreign_key="certificate_template.id")
    """The look it was drawn with, or None for the usual one."""
    seal_key: str | None = Field(default=None, sa_type=String(64))
    """The fingerprint (SHA-256, hexadecimal) of the sealing certificate, or None for a file without a seal."""
    status_index: int | None = Field(default=None, unique=True)
    """Its place in the status list that badges point to, drawn at random."""
    issued_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_by: int | None = Field(default=None, foreign_key="person.id")
    revocation_reason: str | None = Field(default=None, sa_type=String(40))
    revocation_note: str | None = None
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    suspended_by: int | None = Field(default=None, foreign_key="person.id")
    suspension_reason: str | None = None
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the personal data were erased on request; number, status, dates and hash stay."""

    @property
    def status(self) -> Status:
        """Return what can be said of it today."""
        return status_on(
            clock.today(),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            revoked_on=clock.local_date(self.revoked_at) if self.revoked_at else None,
            suspended_on=clock.local_date(self.suspended_at) if self.suspended_at else None,
        )

    @property
    def holder(self) -> str:
        """Return the name as printed, or what stands in its place once it was erased."""
        return str(self.snapshot["holder"]) if self.erased_at is None else ERASED_NAME

    @property
    def passed_on(self) -> date:
        """Return the day of passing, as printed."""
        return date.fromisoformat(self.snapshot["passed_on"])


class CertificateFile(SQLModel, table=True):
    """The PDF of a certificate, apart from its facts so that lists stay light."""

    __tablename__ = "certificate_file"

    certificate_id: int = Field(primary_key=True, foreign_key="certificate.id")
    pdf: bytes = Field(sa_type=LargeBinary)
