"""Examine a file in a process of its own, for a file that is made to do harm should end no server.

A file of a kilobyte can unpack to gigabytes, or lead a reader in circles. One process beside ours has read all that
examining needs, which takes a second; for each file it makes a copy of itself, with limits on memory and time. Only the
copy can fall, and a file that it falls over cannot be judged: that is the answer.
"""

import atexit
import contextlib
import logging
import math
import os
import signal
from collections import deque

import msgspec

from certificates.beside import ProcessBeside, answer_until_closed
from certificates.checks.submission import MOST_BYTES
from certificates.checks.trust import Trust
from certificates.verifying import Examination, undecided, verify_file

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

MORE_MEMORY = 96 << 20
"""What reading a file may take on top of what the libraries take, which is about as much."""
MOST_SECONDS = 5.0
"""Processor time; by the clock it may be three times as much."""
TOO_HEAVY = "too_heavy"

_idle: deque[ProcessBeside] = deque()
"""Processes that wait for a file; there are as many as files were ever examined at the same time."""


class Question(msgspec.Struct):
    """What the other process is asked."""

    content: bytes
    trust: Trust
    most_seconds: float


def examine_apart(content: bytes, trust: Trust) -> Examination:
    """Examine a file in another process; may take seconds, so call it apart from an event loop. Never raises."""
    if len(content) > MOST_BYTES:
        return verify_file(content, trust)  # Which looks at its size alone.
    try:
        answer = _ask(msgspec.msgpack.encode(Question(content, trust, MOST_SECONDS)))
        return msgspec.msgpack.decode(answer, type=Examination)
    except (OSError, msgspec.MsgspecError):
        return undecided(content, TOO_HEAVY)


def _ask(question: bytes) -> bytes:
    try:
        process = _idle.pop()
    except IndexError:
        process = ProcessBeside(__name__)
    try:
        return process.ask(question)
    finally:
        _idle.append(process)


@atexit.register
def _close_all() -> None:
    while _idle:
        _idle.pop().close()


def _answer_in_a_copy(question: bytes) -> bytes:
    """Answer in a copy of this process, which alone may fall; the answer is empty when it does."""
    if not hasattr(os, "fork"):  # Windows: then this process falls, and another one is started.
        return _answer(question)
    reading, writing = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(reading)
        _answer_and_end(question, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(copy, 0)
    return answer


def _answer_and_end(question: bytes, pipe: int) -> None:
    """Write the answer and end, whatever happens: nothing of the process that was copied may run twice."""
    try:
        answer = _answer(question)
        with os.fdopen(pipe, "wb") as out:
            out.write(answer)
    finally:
        os._exit(0)


def _answer(question: bytes) -> bytes:
    asked = msgspec.msgpack.decode(question, type=Question)
    _set_limits(asked.most_seconds)
    return msgspec.msgpack.encode(verify_file(asked.content, asked.trust))


def _set_limits(seconds: float) -> None:
    if resource is None:
        return
    with contextlib.suppress(ValueError, OSError):  # Not every system has every limit.
        signal.setitimer(signal.ITIMER_REAL, 3 * seconds)  # Nobody catches the signal, so it ends the process.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds)))
        memory = _memory_in_use() + MORE_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _memory_in_use() -> int:
    """Return the bytes of address space in use (Linux)."""
    with open("/proc/self/statm") as statistics:  # noqa: PTH123  A file of the kernel, not of a disk.
        return int(statistics.read().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    logging.disable()
    answer_until_closed(_answer_in_a_copy)
