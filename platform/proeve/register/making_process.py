"""Make files in a process of its own, which a server gives orders to: a thousand of them slow no page down.

Python computes in one thread at a time, so in the server's own process each file would stop its answers for a while.
"""

import os
from contextlib import suppress

import msgspec

from certificates.beside import ProcessBeside, answer_until_closed
from certificates.errors import Invalid
from certificates.sealing.provider import CannotSeal
from proeve.core import clock
from proeve.register.file_making import MadeFile, Order, make_file

LESS_URGENT = 10
"""Niceness: where processors are short, answering people comes first."""


class Unprintable(Invalid):
    """A text that cannot be printed, as the other process told it."""


class Answer(msgspec.Struct):
    """A file, or the sentence that says why there is none: it waits for somebody, or may pass."""

    pdf: bytes = b""
    seal_key: str = ""
    unprintable: str = ""
    unsealed: str = ""


class MakingProcess:
    """One process that makes one file at a time."""

    def __init__(self) -> None:
        self._process = ProcessBeside(__name__)

    def make(self, order: Order) -> MadeFile:
        """Make a file; raise as make_file does, and OSError when the process ends twice over one order."""
        answered = self._process.ask(msgspec.msgpack.encode(order, enc_hook=str))
        answer = msgspec.msgpack.decode(answered, type=Answer)
        if answer.unprintable:
            raise Unprintable(answer.unprintable)
        if answer.unsealed:
            raise CannotSeal(answer.unsealed)
        return MadeFile(answer.pdf, answer.seal_key)

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _carry_out(content: bytes) -> bytes:
    return msgspec.msgpack.encode(_answer(msgspec.msgpack.decode(content, type=Order, dec_hook=_read)))


def _read(kind: type, value: str) -> object:
    return kind(value)


def _answer(order: Order) -> Answer:
    try:
        with clock.running_from(lambda: order.at):
            made = make_file(order)
    except Invalid as error:
        return Answer(unprintable=str(error))
    except CannotSeal as error:
        return Answer(unsealed=str(error))
    return Answer(pdf=made.pdf, seal_key=made.seal_key)


if __name__ == "__main__":
    with suppress(OSError, AttributeError):
        os.nice(LESS_URGENT)
    answer_until_closed(_carry_out)
