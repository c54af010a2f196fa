"""The register as a table to take along: who holds which certificate, and how long it is valid."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from proeve.core import clock
from proeve.register.finding import RegisterRow
from proeve.register.revoking import REASONS_IN_WORDS
from proeve.reporting.columns import Column, DateColumn, NumberColumn, TextColumn
from proeve.reporting.spreadsheets import Table

COLUMNS: tuple[Column, ...] = (
    TextColumn("corporatie"),
    TextColumn("personeelsnummer"),
    TextColumn("naam"),
    TextColumn("naam op certificaat"),
    TextColumn("e-mail"),
    TextColumn("team"),
    TextColumn("functie"),
    TextColumn("toets"),
    TextColumn("versie"),
    TextColumn("certificaatnummer"),
    TextColumn("status"),
    DateColumn("geldig vanaf"),
    DateColumn("geldig t/m"),
    DateColumn("ingetrokken op"),
    TextColumn("reden"),
    NumberColumn("PE-punten", 1),
)


def certificates_table(rows: Sequence[RegisterRow], points: Mapping[int, Decimal]) -> Table:
    """Return the table of these certificates, in their order, with the PE points of each by its id."""
    return Table("Certificaten", COLUMNS, (tuple(_cells(row, points[row.certificate.id])) for row in rows))


def _cells(row: RegisterRow, points: Decimal) -> Iterator[Any]:
    certificate, holder = row.certificate, row.holder
    yield row.corporation.name
    yield from (holder.staff_number, holder.name) if holder else (None, None)
    yield certificate.holder
    yield from (holder.email, holder.team, holder.job_title) if holder else (None, None, None)
    yield from (certificate.snapshot["exam"], certificate.snapshot["exam_version"], certificate.number)
    yield from (certificate.status.dutch, certificate.valid_from, certificate.valid_until)
    yield clock.local_date(certificate.revoked_at) if certificate.revoked_at else None
    yield REASONS_IN_WORDS.get(certificate.revocation_reason or "")
    yield points
