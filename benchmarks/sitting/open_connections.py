"""The open connections of one process, never more than the system lets it and the server have."""

import asyncio
import resource
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.sitting.connection import Connection

SHARE_OF_LIMIT = 0.95
"""The server needs files for the database too, and a proxy for its connections to the nodes."""


class OpenConnections:
    """One connection per candidate; beyond the limit the one that was used longest ago is closed, as proxies do."""

    def __init__(self, port: int, most: int) -> None:
        self._port = port
        self._free = most
        self._line: deque[asyncio.Future[None]] = deque()
        self._idle: OrderedDict[int, Connection] = OrderedDict()
        self.opened = 0

    @asynccontextmanager
    async def lent(self, number: int) -> AsyncIterator[Connection]:
        """Give the connection of this candidate for one request, opened when it is not; what fails with it is closed.

        While all others wait for answers, so does this candidate.
        """
        connection = self._idle.pop(number, None)
        if connection is None or not connection.is_open:
            if connection is not None:
                self._make_room()
            connection = await self._opened(number)
        try:
            yield connection
        except BaseException:
            self._close(connection)
            raise
        if self._line:
            self._close(connection)
        else:
            self._idle[number] = connection

    def drop(self, number: int) -> None:
        """Close the connection of this candidate, if there is one that waits for nothing."""
        connection = self._idle.pop(number, None)
        if connection is not None:
            self._close(connection)

    async def _opened(self, number: int) -> Connection:
        if not self._free and self._idle:
            self._close(self._idle.popitem(last=False)[1])
        await self._find_room()
        try:
            connection = await Connection.opened(self._port, number)
        except BaseException:
            self._make_room()
            raise
        self.opened += 1
        return connection

    def _close(self, connection: Connection) -> None:
        connection.close()
        self._make_room()

    async def _find_room(self) -> None:
        """Take room for one more, in turn; a semaphore of asyncio looks at all who wait each time it is asked."""
        if self._free:
            self._free -= 1
        else:
            self._line.append(asyncio.get_running_loop().create_future())
            await self._line[-1]

    def _make_room(self) -> None:
        """Give room for one more to whoever waits longest."""
        if self._line:
            self._line.popleft().set_result(None)
        else:
            self._free += 1


def raise_file_limit() -> int:
    """Let this process and those it starts open as many files as they may; return how many that is."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def most_connections() -> int:
    """Return how many connections one process may have open at once."""
    return int(raise_file_limit() * SHARE_OF_LIMIT)
