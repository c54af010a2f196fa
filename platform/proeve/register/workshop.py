"""Make files in a process of its own, which a server gives orders to: a thousand of them slow no page down.

Python computes in one thread at a time, so in the server's own process each file would stop its answers for a while.
"""

import logging
import os
import struct
import subprocess
import sys
from contextlib import suppress
from typing import IO

import msgspec

from certificates.errors import Invalid
from certificates.sealing.provider import CannotSeal
from proeve.core import clock
from proeve.register.file_making import MadeFile, Order, make_file

LOG = logging.getLogger(__name__)
LENGTH = struct.Struct(">I")
LESS_URGENT = 10
"""Niceness: where processors are short, answering people comes first."""
STOP_SECONDS = 5
TRIES = 2


class Unprintable(Invalid):
    """A text that cannot be printed, as the other process told it."""


class Answer(msgspec.Struct):
    """A file, or the sentence that says why there is none: it waits for somebody, or may pass."""

    pdf: bytes = b""
    seal_key: str = ""
    unprintable: str = ""
    unsealed: str = ""


class Workshop:
    """One process that makes one file at a time; it starts at the first order, and again when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def make(self, order: Order) -> MadeFile:
        """Make a file; raise as make_file does, and OSError when the process ends twice over one order."""
        answer = msgspec.msgpack.decode(self._ask(msgspec.msgpack.encode(order, enc_hook=str)), type=Answer)
        if answer.unprintable:
            raise Unprintable(answer.unprintable)
        if answer.unsealed:
            raise CannotSeal(answer.unsealed)
        return MadeFile(answer.pdf, answer.seal_key)

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

    def _ask(self, order: bytes) -> bytes:
        for _ in range(TRIES):
            process = self._process = self._process or _start()
            try:
                _write(_open(process.stdin), order)
                return _read(_open(process.stdout))
            except (OSError, EOFError):
                LOG.warning("The process that makes certificates has ended; another one is started.")
                self.close()
        raise OSError("The process that makes certificates ends whenever it is asked for this one.")


def _start() -> subprocess.Popen[bytes]:
    # `-P` keeps the current folder out of the path, where a folder may have the name of a library.
    command = [sys.executable, "-P", "-m", __name__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  Our own module.


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _write(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """Read one message; raise EOFError when the other side has ended."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    content = bytes(pipe.read(length))
    if len(content) < length:
        raise EOFError
    return content


def _work() -> None:
    """Carry out orders from standard input until it is closed."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # What a library prints must not end up in an answer.
    with suppress(OSError, AttributeError):
        os.nice(LESS_URGENT)
    while True:
        try:
            content = _read(sys.stdin.buffer)
        except EOFError:
            return
        _write(answers, msgspec.msgpack.encode(_carry_out(content)))


def _carry_out(content: bytes) -> Answer:
    order = msgspec.msgpack.decode(content, type=Order, dec_hook=lambda kind, value: kind(value))
    try:
        with clock.running_from(lambda: order.at):
            made = make_file(order)
    except Invalid as error:
        return Answer(unprintable=str(error))
    except CannotSeal as error:
        return Answer(unsealed=str(error))
    return Answer(pdf=made.pdf, seal_key=made.seal_key)


if __name__ == "__main__":
    _work()
