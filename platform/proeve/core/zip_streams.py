"""Write a ZIP file while it is being sent: entries as they are, one at a time, of a length that is known beforehand.

Certificates hardly become smaller by packing them, and what is stored as it is can be announced to the byte, so that
a browser shows how far it is.
"""

import io
import zipfile
from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from proeve.core.clock import AMSTERDAM

LOCAL_HEADER, CENTRAL_HEADER, END = 30, 46, 22
"""The lengths of the fixed parts, without names (APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16)."""
MOST_BYTES = 2**31
MOST_ENTRIES = 2**16 - 2
"""Below these the file needs no ZIP64 parts, which would make it longer than announced."""
READABLE_BY_ALL = 0o100644 << 16


def zip_length(names_and_sizes: Iterable[tuple[str, int]]) -> int:
    """Return how long the file will be; raise ValueError when it would need ZIP64. Names are ASCII."""
    length = entries = 0
    for name, size in names_and_sizes:
        length += LOCAL_HEADER + CENTRAL_HEADER + 2 * len(name) + size
        entries += 1
    if length >= MOST_BYTES or entries > MOST_ENTRIES:
        raise ValueError(f"{entries} files of {length} bytes do not fit in one plain ZIP file.")
    return length + END


async def zip_stream(entries: AsyncIterator[tuple[str, bytes]], *, written_at: datetime) -> AsyncIterator[bytes]:
    """Give the file piece by piece, from entries of (name, content); holds one of them at a time."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        async for name, content in entries:
            archive.writestr(_info(name, written_at), content)
            yield sink.drain()
    yield sink.drain()


def _info(name: str, written_at: datetime) -> zipfile.ZipInfo:
    local = written_at.astimezone(AMSTERDAM)
    info = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    info.external_attr = READABLE_BY_ALL
    return info


class _Sink(io.BytesIO):
    """What an archive is written into; what was drained counts on in its positions.

    Unlike a pipe it can go back within the present entry, so that sum and size stand before the content, as every
    program that unpacks a stream wants.
    """

    def __init__(self) -> None:
        super().__init__()
        self._drained = 0

    def drain(self) -> bytes:
        """Return what was written since the last time, and forget it."""
        piece = self.getvalue()
        super().seek(0)
        self.truncate()
        self._drained += len(piece)
        return piece

    def tell(self) -> int:
        """Return the position in the whole file."""
        return self._drained + super().tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position in the whole file, not before what was drained."""
        if whence == io.SEEK_SET:
            offset -= self._drained
        return self._drained + super().seek(offset, whence)
