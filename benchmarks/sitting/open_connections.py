"""The open connections of one process, never more than the system lets it and the server have."""

import resource
from collections import OrderedDict

from benchmarks.sitting.connection import Connection

SHARE_OF_LIMIT = 0.75
"""The server needs files for the database too, and a proxy for its connections to the nodes."""


class OpenConnections:
    """One connection per candidate; beyond the limit the one that was used longest ago is closed, as proxies do."""

    def __init__(self, port: int, most: int) -> None:
        self._port = port
        self._most = most
        self._open: OrderedDict[int, Connection] = OrderedDict()
        self.opened = 0

    async def take(self, number: int) -> Connection:
        """Return the connection of this candidate, opened when it is not."""
        connection = self._open.get(number)
        if connection is None or not connection.is_open:
            connection = await Connection.opened(self._port, number)
            self._open[number] = connection
            self.opened += 1
            self._close_some()
        self._open.move_to_end(number)
        return connection

    def drop(self, number: int) -> None:
        """Close the connection of this candidate."""
        connection = self._open.pop(number, None)
        if connection is not None:
            connection.close()

    def _close_some(self) -> None:
        while len(self._open) > self._most:
            number, connection = next(iter(self._open.items()))
            if connection.is_busy:
                return  # All are waiting for an answer, for the eldest is.
            self.drop(number)


def raise_file_limit() -> int:
    """Let this process and those it starts open as many files as they may; return how many that is."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def most_connections() -> int:
    """Return how many connections may be open at once, all generators together."""
    return int(raise_file_limit() * SHARE_OF_LIMIT)
