"""Ask SQLite in one visit to its thread per statement.

aiosqlite, which SQLAlchemy uses, goes there for each step: make a cursor, execute, fetch, close. Every visit wakes a
thread and then the event loop, which takes longer than most statements (see docs/decisions/0028).
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

import aiosqlite


class SqliteCursor(aiosqlite.Cursor):
    """A cursor that fetches all rows while it is in the thread to execute; sessions ask no more of it."""

    _rows: Iterable[sqlite3.Row]

    async def execute(self, sql: str, parameters: Any = ()) -> "SqliteCursor":
        """Execute a statement and keep its rows; raises sqlite3.Error as SQLite does."""
        self._rows = await self._execute(self._run, sql, parameters)  # type: ignore[no-untyped-call]
        return self

    async def fetchall(self) -> Iterable[sqlite3.Row]:
        """Give the rows that were kept."""
        return self._rows

    async def fetchmany(self, size: int | None = None) -> Iterable[sqlite3.Row]:
        """Raise NotImplementedError: a statement that is streamed would seem to have no rows."""
        raise NotImplementedError("Rows are fetched at once (docs/decisions/0028); streaming needs another cursor.")

    async def close(self) -> None:
        """Stay here: a statement whose rows are all fetched holds nothing open."""

    def _run(self, sql: str, parameters: Any) -> Iterable[sqlite3.Row]:
        return self._cursor.execute(sql, parameters).fetchall()


class SqliteConnection(aiosqlite.Connection):
    """A connection that makes its cursors where it is; only what they execute goes to the thread."""

    def cursor(self) -> SqliteCursor:  # type: ignore[override]  # Nothing here waits for it.
        """Make a cursor."""
        return SqliteCursor(self, self._conn.cursor())


def connect(path: str, **options: Any) -> SqliteConnection:
    """Give a connection to await, as `async_creator_fn` of SQLAlchemy asks."""
    options["check_same_thread"] = False  # Cursors are made in one thread and work in the other, never at once.
    connection = SqliteConnection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001  As SQLAlchemy does: none forgotten keeps a process alive.
    return connection
