"""Read a workbook of others in a process of its own, for one that claims billions of cells should end nothing else."""

import contextlib
import subprocess
import sys

import msgspec
from msgspec import Struct

from question_bank.exchange.refused import RefusedPackage
from question_bank.exchange.spreadsheet.tables import Table, read_tables

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 1 << 30
MOST_SECONDS = 20

UNREADABLE = "Dit bestand is te zwaar om te lezen. Kopieer de vragen naar een nieuw bestand en stuur dat."


class Answer(Struct):
    """What the other process says: the tables, or why not."""

    tables: tuple[Table, ...] = ()
    refusal: str = ""
    name: str = ""


def read_apart(content: bytes) -> tuple[Table, ...]:
    """Return the tables of a file, read by another process; raise RefusedPackage for one that cannot be used."""
    # `-P` keeps the current folder out of the path, where a folder may have the name of a library.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=True, timeout=2 * MOST_SECONDS)  # noqa: S603  Our own module; the file goes in as data.
        answer = msgspec.msgpack.decode(done.stdout, type=Answer)
    except (subprocess.SubprocessError, msgspec.MsgspecError) as error:
        raise RefusedPackage(UNREADABLE) from error
    if answer.refusal:
        raise RefusedPackage(answer.refusal, answer.name)
    return answer.tables


def _answer() -> None:
    """Read the file on standard input and write the answer to standard output."""
    _set_limits()
    try:
        answer = Answer(tables=read_tables(sys.stdin.buffer.read()))
    except RefusedPackage as refused:
        answer = Answer(refusal=refused.sentence, name=refused.name)
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
