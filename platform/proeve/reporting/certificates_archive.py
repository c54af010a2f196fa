"""Many certificates in one file to take along: their PDFs, a list of them, and sums to check them with."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Invalid, ProeveError
from proeve.core.scope import Scope
from proeve.core.zip_streams import zip_length, zip_stream
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.finding import CertificateFilter, RegisterRow, all_certificates
from proeve.register.pe_points import points_of
from proeve.reporting.columns import Column, DateColumn, NumberColumn, TextColumn
from proeve.reporting.spreadsheets import Table, as_csv

MOST_CERTIFICATES = 10_000
READ_AT_ONCE = 250
MANIFEST, SUMS = "manifest.csv", "SHA256SUMS"
TOO_MANY = (
    "U kunt hoogstens 10.000 certificaten tegelijk downloaden. Kies eerst één toets, één status of één corporatie."
)
NOTHING = "Er zijn geen certificaten om te downloaden. Haal een filter weg en probeer het opnieuw."

COLUMNS: tuple[Column, ...] = (
    TextColumn("bestand"),
    TextColumn("certificaatnummer"),
    TextColumn("corporatie"),
    TextColumn("naam op certificaat"),
    TextColumn("toets"),
    TextColumn("versie"),
    DateColumn("geldig vanaf"),
    DateColumn("geldig t/m"),
    TextColumn("status"),
    NumberColumn("PE-punten", 1),
    TextColumn("sha256"),
)


class FileChanged(ProeveError):
    """The stored file of a certificate is not the one that was issued; an archive stops there."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP file that can be made: the certificates in it as (id, name, digest), and its length in bytes."""

    certificates: tuple[tuple[int, str, bytes], ...]
    manifest: bytes
    sums: bytes
    length: int
    made_at: datetime

    async def stream(self, database: Database) -> AsyncIterator[bytes]:
        """Give the file, one certificate at a time; raise FileChanged when one is not what was issued."""
        async for piece in zip_stream(self._files(database), written_at=self.made_at):
            yield piece

    async def _files(self, database: Database) -> AsyncIterator[tuple[str, bytes]]:
        yield MANIFEST, self.manifest
        yield SUMS, self.sums
        for certificate_id, name, digest in self.certificates:
            # One short look for each: a reader that takes its time keeps no connection and no snapshot.
            async with database.reading() as session:
                file = await session.get(CertificateFile, certificate_id)
            if file is None or hashlib.sha256(file.pdf).digest() != digest:
                raise FileChanged(f"Het bestand {name} is niet het bestand dat is uitgegeven.")
            yield name, file.pdf


async def plan_archive(session: AsyncSession, scope: Scope, wanted: CertificateFilter) -> Archive:
    """Prepare the archive of the certificates that a filter lets through; what was erased has no file any more.

    Raises Invalid when there is nothing, or more than goes in one file.
    """
    rows = [row async for row in _rows(session, scope, wanted) if row.certificate.erased_at is None]
    sizes = await _sizes(session, [row.certificate.id for row in rows])
    rows = [row for row in rows if row.certificate.id in sizes]
    if not rows:
        raise Invalid(NOTHING)
    points = await points_of(session, [row.certificate for row in rows])
    table = Table("Certificaten", COLUMNS, (tuple(_cells(row, points[row.certificate.id])) for row in rows))
    manifest = await asyncio.to_thread(as_csv, table)
    sums = _sums(rows, manifest)
    files = [(MANIFEST, len(manifest)), (SUMS, len(sums))]
    files += [(file_name(row.certificate), sizes[row.certificate.id]) for row in rows]
    try:
        length = zip_length(files)
    except ValueError:
        raise Invalid(TOO_MANY) from None
    certificates = (row.certificate for row in rows)
    listed = tuple((each.id, file_name(each), each.pdf_sha256) for each in certificates)
    return Archive(listed, manifest, sums, length, clock.now())


def file_name(certificate: Certificate) -> str:
    """Return what the file is called: letters, digits and dashes of the number only, whatever a name may hold."""
    return f"certificaat-{certificate.number}.pdf"


async def _rows(session: AsyncSession, scope: Scope, wanted: CertificateFilter) -> AsyncIterator[RegisterRow]:
    """Give the certificates by number, read some at a time so that other visitors come in between."""
    page = pages = 1
    while page <= pages:
        rows, total = await all_certificates(session, scope, wanted, sort="number", page=page, page_size=READ_AT_ONCE)
        if total > MOST_CERTIFICATES:
            raise Invalid(TOO_MANY)
        for row in rows:
            yield row
        page, pages = page + 1, -(-total // READ_AT_ONCE)


async def _sizes(session: AsyncSession, certificate_ids: Collection[int]) -> dict[int, int]:
    """Return how long each file is, which both databases know without reading it."""
    length = func.length(col(CertificateFile.pdf))
    mine = select(col(CertificateFile.certificate_id), length)
    mine = mine.where(col(CertificateFile.certificate_id).in_(certificate_ids))
    return {row[0]: row[1] for row in await session.execute(mine)}


def _cells(row: RegisterRow, points: Decimal) -> Iterator[Any]:
    certificate = row.certificate
    yield from (file_name(certificate), certificate.number, row.corporation.name, certificate.holder)
    yield from (certificate.snapshot["exam"], certificate.snapshot["exam_version"])
    yield from (certificate.valid_from, certificate.valid_until, certificate.status.dutch)
    yield from (points, certificate.pdf_sha256.hex())


def _sums(rows: Sequence[RegisterRow], manifest: bytes) -> bytes:
    """Write the digests as the program `sha256sum --check` reads them."""
    lines = [(hashlib.sha256(manifest).hexdigest(), MANIFEST)]
    lines += [(row.certificate.pdf_sha256.hex(), file_name(row.certificate)) for row in rows]
    return "".join(f"{digest}  {name}\n" for digest, name in lines).encode()
