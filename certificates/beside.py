"""A process beside this one that answers messages, one at a time, for as long as it is kept."""

import logging
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO

LOG = logging.getLogger(__name__)
LENGTH = struct.Struct(">I")
"""Each message has its length before it, so that a whole one can be told from a torn one."""
STOP_SECONDS = 5
TRIES = 2


class ProcessBeside:
    """One process that runs a module; it starts at the first message, and again when it has ended.

    The module calls `answer_until_closed`.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, message: bytes) -> bytes:
        """Return the answer to a message; raise OSError when the process ends twice over it."""
        for _ in range(TRIES):
            process = self._process = self._process or self._start()
            try:
                _send(_open(process.stdin), message)
                return _receive(_open(process.stdout))
            except (OSError, EOFError):
                LOG.warning("The process %s has ended; another one is started when it is needed.", self._module)
                self.close()
        raise OSError(f"The process {self._module} ends whenever it is asked this.")

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        # `-P` keeps the current folder out of the path, where a folder may have the name of a library.
        command = [sys.executable, "-P", "-m", self._module]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  A module of ours.


def answer_until_closed(answer: Callable[[bytes], bytes]) -> None:
    """Answer every message from standard input until it is closed."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # What a library prints must not end up in an answer.
    while True:
        try:
            message = _receive(sys.stdin.buffer)
        except EOFError:
            return
        _send(answers, answer(message))


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(LENGTH.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """Read one message; raise EOFError when the other side has ended."""
    (length,) = LENGTH.unpack(_exactly(pipe, LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    content = pipe.read(count)
    if len(content) < count:
        raise EOFError
    return content
