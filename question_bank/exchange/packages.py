"""Read an uploaded zip package of a stranger safely: everything is looked at before anything of it is used."""

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from question_bank.exchange.package_entries import AGAIN, NESTED, refuse_entry
from question_bank.exchange.refused import RefusedPackage
from question_bank.exchange.xml_documents import parse_xml

__all__ = ["Package", "RefusedPackage", "parse_xml", "read_package"]

MOST_PACKED = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_FILES = 10_000
HIGHEST_RATIO = 200
# Small files of one letter press together extremely well and harm nobody.
RATIO_COUNTS_FROM = 1_000_000
CHUNK = 65_536

# What the standard library raises on packages that are broken in one way or another.
DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, OSError, RuntimeError)

ARCHIVE_STARTS = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")

NO_ZIP = f"Dit is geen zip-bestand, of het is beschadigd. {AGAIN}"
TOO_LARGE = "Dit pakket is groter dan 20 MB. Verdeel de vragen over meer pakketten."
BOMB = f"Dit pakket wordt bij het uitpakken veel te groot. Het lijkt op een zip-bom. {AGAIN}"
TOO_MANY = "Dit pakket heeft meer dan 10.000 bestanden. Verdeel de vragen over meer pakketten."
OVERLAP = f"In dit pakket liggen bestanden over elkaar heen. Het lijkt op een zip-bom. {AGAIN}"


class Package:
    """A package that was looked through and found harmless; files are unpacked when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile, names: Sequence[str]) -> None:
        self._archive = archive
        self.names = tuple(names)

    def read(self, name: str) -> bytes:
        """Return the content of a file by its name in ``names``; raise RefusedPackage for any other name."""
        if name not in self.names:
            raise RefusedPackage(f"Dit bestand ontbreekt in het pakket. {AGAIN}", name)
        return self._archive.read(name)


def read_package(content: bytes) -> Package:
    """Look through a zip package and return it; raise RefusedPackage with the reason when it may do harm.

    Every file is unpacked once in small pieces that are counted and thrown away, because the sizes that a package
    announces may be lies; so memory stays bounded whatever comes in.
    """
    archive = _opened(content)
    entries = archive.infolist()
    _refuse_crowds(entries)
    for entry in entries:
        refuse_entry(entry)
    files = [entry for entry in entries if not entry.is_dir()]
    room = MOST_UNPACKED
    for entry in files:
        room -= _refuse_content(archive, entry, room)
    return Package(archive, [entry.filename for entry in files])


def _opened(content: bytes) -> zipfile.ZipFile:
    if len(content) > MOST_PACKED:
        raise RefusedPackage(TOO_LARGE)
    # Counted before the list is made, for the list of a hostile package takes much more memory than the package.
    if content.count(b"PK\x01\x02") > MOST_FILES:
        raise RefusedPackage(TOO_MANY)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as error:
        raise RefusedPackage(NO_ZIP) from error


def _refuse_crowds(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse names that mean the same file, and files that share their bytes."""
    seen: set[str] = set()
    for entry in entries:
        same = unicodedata.normalize("NFC", entry.filename).casefold().rstrip("/")
        if same in seen:
            raise RefusedPackage(f"Deze naam staat twee keer in het pakket. {AGAIN}", entry.filename)
        seen.add(same)
    by_offset = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(by_offset):
        if entry.header_offset + entry.compress_size >= following.header_offset:
            raise RefusedPackage(OVERLAP, entry.filename)


def _refuse_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> int:
    """Unpack a file piece by piece and return its size; raise for a nested archive, a bomb or more than the room."""
    size = 0
    for piece in _pieces(archive, entry):
        if not size and piece.startswith(ARCHIVE_STARTS):
            raise RefusedPackage(NESTED, entry.filename)
        size += len(piece)
        if size > room or (size > RATIO_COUNTS_FROM and size > HIGHEST_RATIO * entry.compress_size):
            raise RefusedPackage(BOMB, entry.filename)
    return size


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(entry) as file:
            while piece := file.read(CHUNK):
                yield piece
    except DAMAGE as error:
        raise RefusedPackage(NO_ZIP, entry.filename) from error
