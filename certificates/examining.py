"""Examine a file in a process of its own, for a file that is made to do harm should end no server.

A file of a kilobyte can unpack to gigabytes, or lead a reader in circles. The process has limits on memory and time,
and only it can fall; a file that it falls over cannot be judged, and that is the answer.
"""

import contextlib
import logging
import subprocess
import sys

import msgspec

from certificates.checks.submission import MOST_BYTES
from certificates.checks.trust import Trust
from certificates.verifying import Examination, undecided, verify_file

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

MORE_MEMORY = 96 << 20
"""What reading a file may take on top of what the libraries take, which is about as much."""
MOST_SECONDS = 5
TOO_HEAVY = "too_heavy"


class Question(msgspec.Struct):
    """What the other process is asked."""

    content: bytes
    trust: Trust


def examine_apart(content: bytes, trust: Trust) -> Examination:
    """Examine a file in another process; takes up to seconds, so call it apart from an event loop. Never raises."""
    if len(content) > MOST_BYTES:
        return verify_file(content, trust)  # Which looks at its size alone.
    # `-P` keeps the current folder out of the path, where a folder may have the name of a library.
    command = [sys.executable, "-P", "-m", __name__]
    question = msgspec.msgpack.encode(Question(content, trust))
    try:
        done = subprocess.run(command, input=question, capture_output=True, check=True, timeout=3 * MOST_SECONDS)  # noqa: S603  Our own module; the file goes in as data.
        return msgspec.msgpack.decode(done.stdout, type=Examination)
    except (subprocess.SubprocessError, msgspec.MsgspecError):
        return undecided(content, TOO_HEAVY)


def _answer() -> None:
    """Examine the file on standard input and write the examination to standard output."""
    logging.disable()
    question = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Question)
    _set_limits()
    examination = verify_file(question.content, question.trust)
    sys.stdout.buffer.write(msgspec.msgpack.encode(examination))


def _set_limits() -> None:
    if resource is None:
        return
    with contextlib.suppress(ValueError, OSError):  # Not every system has every limit.
        memory = _memory_in_use() + MORE_MEMORY
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _memory_in_use() -> int:
    """Return the bytes of address space in use (Linux)."""
    with open("/proc/self/statm") as statistics:  # noqa: PTH123  A file of the kernel, not of a disk.
        return int(statistics.read().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    _answer()
