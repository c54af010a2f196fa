"""Tell a spreadsheet from a text file and from everything else, by content: names of files lie."""

import io
import zipfile

from proeve.core.errors import Invalid

SAVE_AGAIN = "Sla de lijst op als .xlsx, .ods of .csv en upload dat bestand."

EMPTY = f"Dit bestand is leeg. {SAVE_AGAIN}"
PROTECTED = "Dit bestand is met een wachtwoord beveiligd. Haal de beveiliging eraf en upload het opnieuw."
DAMAGED = "Dit bestand is beschadigd. Open het in uw spreadsheetprogramma, sla het opnieuw op en upload het nog eens."
OLD_EXCEL = "Dit is een oud of ander soort Excel-bestand. Sla het in Excel op als .xlsx en upload dat bestand."
PDF = f"Dit is een pdf. {SAVE_AGAIN}"
OTHER = f"Dit bestand is geen spreadsheet. {SAVE_AGAIN}"

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of Excel before 2007, and of an .xlsx with a password."""
ENCRYPTED_INSIDE = "EncryptedPackage".encode("utf-16-le")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def is_spreadsheet(data: bytes) -> bool:
    """Return True for .xlsx and .ods, False for what may be text; raise Invalid for a file that is neither."""
    if not data.strip():
        raise Invalid(EMPTY, code="file_empty")
    if data.startswith(OLE):
        is_protected = ENCRYPTED_INSIDE in data
        raise Invalid(PROTECTED if is_protected else OLD_EXCEL, code="file_protected" if is_protected else "file_kind")
    if data.startswith(b"%PDF"):
        raise Invalid(PDF, code="file_kind")
    if not data.startswith(ZIP):
        return False
    _refuse_other_archives(data)
    return True


def _refuse_other_archives(data: bytes) -> None:
    """Raise Invalid for a zip file that is no .xlsx or .ods, or that cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(len(ODS)) if "mimetype" in names else b""
            manifest = archive.open("META-INF/manifest.xml").read(1_000_000) if mimetype == ODS else b""
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Invalid(DAMAGED, code="file_damaged") from error
    if b"encryption-data" in manifest:
        raise Invalid(PROTECTED, code="file_protected")
    if "xl/workbook.bin" in names:
        raise Invalid(OLD_EXCEL, code="file_kind")
    if mimetype != ODS and "xl/workbook.xml" not in names:
        raise Invalid(OTHER, code="file_kind")
