"""One connection that stays open, in HTTP/1.1 and no more of it than the benchmark needs, so that it costs little."""

import asyncio
import re
import socket
import sys
from dataclasses import dataclass
from typing import Self, cast

from benchmarks.servers import HOST

LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:\s*chunked", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation:\s*(\S+)", re.IGNORECASE)

SOURCES = 64
"""Loopback addresses to connect from: one has 28,000 ports, and a closed connection keeps its port for a minute."""

IP_BIND_ADDRESS_NO_PORT = 24
"""From Linux's `in.h`; Python names it from 3.12 on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, where it leads to, and its body as it travelled."""

    status: int
    location: str
    body: bytes


class Connection(asyncio.Protocol):
    """A connection that takes one request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._answer: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def opened(cls, port: int, number: int) -> Self:
        """Connect; connections with other numbers come from other addresses where the system has several."""
        loop, sock = asyncio.get_running_loop(), socket.socket()
        try:
            sock.setblocking(False)
            if sys.platform == "linux":
                # The port is chosen when it connects: among tens of thousands in use, binding first took all the time.
                sock.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
                sock.bind((f"127.0.0.{2 + number % SOURCES}", 0))
            await loop.sock_connect(sock, (HOST, port))
            _, connection = await loop.create_connection(cls, sock=sock)
        except BaseException:
            sock.close()
            raise
        return connection

    @property
    def is_open(self) -> bool:
        """Say whether another request can be sent."""
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: bytes, *, patience: float) -> Answer:
        """Send a request and return its answer; raise OSError, or TimeoutError after so many seconds."""
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            async with asyncio.timeout(patience):
                return await self._answer
        finally:
            self._answer = None

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what to write to."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Gather an answer until it is whole."""
        self._received += data
        answer = read_answer(self._received)
        if answer is not None:
            self._received = b""
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(answer)

    def connection_lost(self, _error: Exception | None) -> None:
        """Tell who waits for an answer that there will be none."""
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError())


def read_answer(received: bytes) -> Answer | None:
    """Read an answer, or return None while more of it must come; raise ValueError for what is no HTTP."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head, rest = received[:end], received[end + 4 :]
    if not head.startswith(b"HTTP/1.1 "):
        raise ValueError(f"This is no answer in HTTP/1.1: {received[:80]!r}")
    body = _chunked(rest) if CHUNKED.search(head) else _measured(head, rest)
    if body is None:
        return None
    location = LOCATION.search(head)
    return Answer(int(head[9:12]), location[1].decode() if location else "", body)


def _measured(head: bytes, rest: bytes) -> bytes | None:
    found = LENGTH.search(head)
    length = int(found[1]) if found else 0
    return rest[:length] if len(rest) >= length else None


def _chunked(rest: bytes) -> bytes | None:
    body, at = b"", 0
    while (end := rest.find(b"\r\n", at)) >= 0:
        size = int(rest[at:end].split(b";")[0], 16)
        start, at = end + 2, end + 2 + size + 2
        if len(rest) < at:
            return None
        if size == 0:
            return body
        body += rest[start : start + size]
    return None


def post(path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Write a request."""
    return _request("POST", path, headers | {"Content-Length": str(len(body))}, body)


def get(path: str, headers: dict[str, str]) -> bytes:
    """Write a request for a page."""
    return _request("GET", path, headers, b"")


def _request(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
