"""The open connections of one process, never more than the system lets it and the server have."""

import asyncio
import resource
from collections import OrderedDict

from benchmarks.sitting.connection import Connection

SHARE_OF_LIMIT = 0.75
"""The server needs files for the database too, and a proxy for its connections to the nodes."""
LOOK_AGAIN_SECONDS = 0.05


class OpenConnections:
    """One connection per candidate; beyond the limit the one that was used longest ago is closed, as proxies do."""

    def __init__(self, port: int, most: int) -> None:
        self._port = port
        self._most = most
        self._open: OrderedDict[int, Connection] = OrderedDict()
        self._opening = 0
        self.opened = 0

    async def take(self, number: int) -> Connection:
        """Return the connection of this candidate, opened when it is not."""
        connection = self._open.get(number)
        if connection is None or not connection.is_open:
            connection = self._open[number] = await self._opened(number)
        self._open.move_to_end(number)
        return connection

    def drop(self, number: int) -> None:
        """Close the connection of this candidate."""
        connection = self._open.pop(number, None)
        if connection is not None:
            connection.close()

    async def _opened(self, number: int) -> Connection:
        """Open a connection once there is room for it; while all others wait for answers, so does this candidate."""
        while len(self._open) + self._opening >= self._most and not self._close_one():  # noqa: ASYNC110  Busy ones tell nobody when they are done.
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        self._opening += 1
        try:
            connection = await Connection.opened(self._port, number)
        finally:
            self._opening -= 1
        self.opened += 1
        return connection

    def _close_one(self) -> bool:
        """Close the connection that was used longest ago of those that wait for nothing; say whether there was one."""
        idle = next((number for number, connection in self._open.items() if not connection.is_busy), None)
        if idle is not None:
            self.drop(idle)
        return idle is not None


def raise_file_limit() -> int:
    """Let this process and those it starts open as many files as they may; return how many that is."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def most_connections() -> int:
    """Return how many connections may be open at once, all generators together."""
    return int(raise_file_limit() * SHARE_OF_LIMIT)
