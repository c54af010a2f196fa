"""Connect to SQLite or PostgreSQL, and be the only one that commits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any, Protocol

import msgspec
from dbos import DBOSClient, EnqueueOptions
from sqlalchemy import JSON, Connection, DateTime, Dialect, MetaData, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    DisconnectionError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from proeve.core import sqlite

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have predictable names, so that a migration can drop them on either database."""

METADATA: MetaData = SQLModel.metadata
METADATA.naming_convention = NAMING_CONVENTION

SQLITE_WAIT_MS = 30_000
"""How long a writer waits for another one; SQLite has a single writer at a time."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment, for nobody can say which one it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment needs its time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's naive value its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


JsonDocument = JSON().with_variant(JSONB(), "postgresql")
"""A JSON value; binary on PostgreSQL."""


class JobQueue(Protocol):
    """What sessions enqueue jobs with: the client of the durable queue, or one that keeps them for somebody to run."""

    def enqueue_in_transaction(self, conn_or_session: Any, options: EnqueueOptions, *args: Any, **kwargs: Any) -> Any:
        """Add a job in a transaction of the caller."""

    def destroy(self) -> None:
        """Give back what it holds."""


class Database:
    """One database and the two ways to use it: reading, or one unit of work that commits as a whole."""

    def __init__(self, url: str, *, jobs: JobQueue | None = None) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine: AsyncEngine = create_async_engine(self.url, **self._engine_options())
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite_connection)
            event.listen(self.engine.sync_engine, "begin", _begin_on_sqlite)
        else:
            event.listen(self.engine.sync_engine, "checkout", _refuse_closed_connection)
        event.listen(self.engine.sync_engine, "checkin", self._end_what_comes_late)
        self.jobs: JobQueue = jobs or DBOSClient(system_database_url=self.sync_url, lazy=True)
        # A transaction that reads first and writes later fails at once on SQLite when another one wrote in between,
        # however long it may wait. One that takes the write lock at its start waits its turn.
        self._writing_engine = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        # And turns are taken here: SQLite lets writers of one process look again and again whether the lock is free,
        # each after a longer pause, so that of thirty at once some wait for seconds. Who writes on a connection of
        # their own takes turns as well.
        self.turn: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._at_work: set[asyncio.Task[Any] | None] = set()
        self._is_closed = False
        # The job queue lives in the same database; sessions carry its client, so that a job joins their transaction.
        self._info = {"jobs": self.jobs}

    @property
    def sync_url(self) -> str:
        """The same database for libraries with a synchronous driver, such as the job queue."""
        driver = "sqlite" if self.is_sqlite else "postgresql+psycopg"
        return self.url.set(drivername=driver).render_as_string(hide_password=False)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session on one snapshot; what it changes is forgotten."""
        async with AsyncSession(self.engine, expire_on_commit=False, info=self._info) as session:
            yield session

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[AsyncSession]:
        """Give a session whose changes are committed together when the block ends well, or not at all.

        Raises:
            RuntimeError: this task is in one already; on SQLite it would wait for itself without end.

        """
        task = asyncio.current_task()
        if task in self._at_work:
            raise RuntimeError("A unit of work cannot stand within another: pass the session on.")
        self._at_work.add(task)
        try:
            async with (
                self.turn,
                AsyncSession(self._writing_engine, expire_on_commit=False, info=self._info) as session,
                session.begin(),
            ):
                yield session
        finally:
            self._at_work.discard(task)

    async def close(self) -> None:
        """Give all connections back; one that is still in use ends when its session does."""
        self._is_closed = True
        await self.engine.dispose()
        self.jobs.destroy()

    def _end_what_comes_late(self, _connection: object, record: ConnectionPoolEntry) -> None:
        """End a connection that comes back after closing: its pool is gone, and nobody else would."""
        if self._is_closed:
            record.invalidate()

    def _engine_options(self) -> dict[str, Any]:
        options = {"json_deserializer": msgspec.json.decode}
        if self.is_sqlite:
            return options | {"connect_args": {"async_creator_fn": sqlite.connect}}
        return options | {"pool_size": 10, "max_overflow": 10}


CHECKPOINT_PAGES = 16_000
"""How much stands in the log before one of our connections copies it into the database: 64 MB. A page that many answers
change is copied once for all of them; what other numbers gave stands in docs/performance.md."""

SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout = {SQLITE_WAIT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
    "PRAGMA foreign_keys = ON",
)
"""What SQLite leaves off: waiting, readers beside a writer, commits that survive a power cut, foreign keys."""


AWAY_CLASSES = frozenset({"08", "53", "57", "58"})
"""SQLSTATE classes that speak of the server, not of the statement: connection, resources, operator, system."""
READ_ONLY = "25006"
"""The SQLSTATE of a server that only lets people read, as hosts let it do before its disk is full."""
DATA_CLASSES = frozenset({"22", "23"})
"""SQLSTATE classes that speak of what was to be stored: its values, or the constraints these break."""


def is_away(error: BaseException) -> bool:
    """Say whether an error means that the database cannot be reached or cannot write now, as on a full disk.

    The same may then be asked again later. SQLite says it in one kind of error; a driver of PostgreSQL that cannot
    connect is not wrapped in an error of SQLAlchemy.
    """
    if isinstance(error, ConnectionError | OperationalError | InterfaceError | NoFreeConnection):
        return True
    return _sqlstate(error)[:2] in AWAY_CLASSES or _sqlstate(error) == READ_ONLY


def is_about_data(error: DBAPIError) -> bool:
    """Say whether a database refuses what it was given; of a driver's errors SQLAlchemy knows some by no other name."""
    return isinstance(error, IntegrityError | DataError) or _sqlstate(error)[:2] in DATA_CLASSES


def _sqlstate(error: BaseException) -> str:
    return getattr(getattr(error, "orig", error), "sqlstate", None) or ""


def _refuse_closed_connection(connection: DBAPIConnection, _record: object, _proxy: object) -> None:
    """Let the pool make a new connection in place of one that the server has ended.

    Asking the server itself each time, as the pool can, cost a quarter of the time of a short request.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _prepare_sqlite_connection(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # Transactions begin where we say so, in `_begin_on_sqlite`.
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_on_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
