"""Read an uploaded file in a process of its own, for a file that is made to do harm should end no exam.

A spreadsheet of a few kilobytes can claim a table of many billions of cells; the library that reads it would ask for
the memory and take the whole server down. The process has limits on memory and time, and only it can fall.
"""

import asyncio
import contextlib
import subprocess
import sys

import msgspec

from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.formats import is_spreadsheet
from proeve.corporations.staff_lists.sheets import MOST_BYTES, Sheet
from proeve.corporations.staff_lists.spreadsheets import read_spreadsheet
from proeve.corporations.staff_lists.text_files import read_text

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 1 << 30
MOST_SECONDS = 20

TOO_LARGE = "Dit bestand is groter dan 5 MB. Haal plaatjes en andere bladen weg en upload het opnieuw."
UNREADABLE = "Dit bestand kunnen we niet lezen. Kopieer de lijst naar een nieuw bestand en upload dat."


class Answer(msgspec.Struct):
    """What the other process says: the sheets, or why not."""

    sheets: list[Sheet] = []
    refusal: str = ""
    code: str = ""


async def read_apart(data: bytes) -> list[Sheet]:
    """Return what a file holds, read by another process; raise Invalid for a file we cannot use."""
    if len(data) > MOST_BYTES:
        raise Invalid(TOO_LARGE, code="file_too_large")
    return await asyncio.to_thread(_ask, data)


def read_file(data: bytes) -> list[Sheet]:
    """Return what a file holds, read here and now; raise Invalid for a file we cannot use."""
    return read_spreadsheet(data) if is_spreadsheet(data) else read_text(data)


def _ask(data: bytes) -> list[Sheet]:
    # `-P` keeps the current folder out of the path, where a folder may have the name of a library.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=2 * MOST_SECONDS)  # noqa: S603  Our own module; the file goes in as data.
        answer = msgspec.msgpack.decode(done.stdout, type=Answer)
    except (subprocess.SubprocessError, msgspec.MsgspecError) as error:
        raise Invalid(UNREADABLE, code="file_unreadable") from error
    if answer.refusal:
        raise Invalid(answer.refusal, code=answer.code)
    return answer.sheets


def _answer() -> None:
    """Read the file on standard input and write the answer to standard output."""
    _set_limits()
    try:
        answer = Answer(sheets=read_file(sys.stdin.buffer.read()))
    except Invalid as refusal:
        answer = Answer(refusal=refusal.message, code=refusal.code)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


def _set_limits() -> None:
    if resource is None:
        return
    with contextlib.suppress(ValueError, OSError):  # Not every system has every limit.
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _answer()
