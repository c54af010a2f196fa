"""Write the journal to SQLite: one connection of its own, in one thread, that does all writes of the journal."""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import msgspec

from proeve.core import clock
from proeve.core.database import SQLITE_PRAGMAS
from proeve.exams.attempts import AttemptState
from proeve.exams.journal.saves import Content, Delivery, Key, Outcome, Receipt, Standing
from proeve.exams.journal.signs_of_life import signs_of_life
from proeve.exams.journal.writer import DatabaseAway, Judged, doubtful_keys, judge_all, receipts

# As few statements as can be, each stepping over few rows: SQLite lets go of Python's lock at every step, and on a busy
# server the writer's thread waits long to get it back.
STANDINGS = """
SELECT json_group_array(json_array(id, state, attempt.lease, deadline_at, paused_at, seen_ms, started_at))
FROM attempt LEFT JOIN presence ON presence.attempt_id = attempt.id
WHERE id IN (SELECT value FROM json_each(?))
"""
MOST_ROWS = 100
"""Rows in one INSERT; each number of rows has a statement of its own, which stays prepared."""
STORED = """
SELECT json_group_array(json_array(attempt_id, lease, sequence, slot, answer, is_flagged))
FROM journal_entry
WHERE (attempt_id, lease, sequence) IN (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)
)
"""

SEEN = """
INSERT INTO presence (attempt_id, seen_ms, slot, answered)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
    json_extract(value, '$[3]')
FROM json_each(?) WHERE true
ON CONFLICT (attempt_id) DO UPDATE SET seen_ms = excluded.seen_ms, slot = coalesce(excluded.slot, slot),
    answered = coalesce(excluded.answered, answered)
"""
SILENT = """
INSERT INTO connection_gap (attempt_id, from_ms, until_ms)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
FROM json_each(?) WHERE true
ON CONFLICT DO NOTHING
"""

BUSY_MS = 5000
"""How long to wait for another writer; a group is tried twice, and a page gives up after fifteen seconds."""

Row = tuple[int, int, int, int, str | None, bool, int, int, bool]

STATES: dict[str, AttemptState] = {state.value: state for state in AttemptState}

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class SqliteWriter:
    """The writer for SQLite.

    A transaction that may write holds the only write lock from its start, so what it read about an attempt stays true
    until it commits: a save is stored before a hand-in, or sees it.
    """

    def __init__(self, path: str, turn: AbstractAsyncContextManager[Any] | None = None) -> None:
        self._path = path
        self._turn = turn or nullcontext()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._connection: sqlite3.Connection | None = None

    async def write(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        """Write a group in the writer's thread, when it is our turn among the writers of this process."""
        async with self._turn:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._write, deliveries)

    async def close(self) -> None:
        """Close the connection and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._drop_connection)
        self._thread.shutdown()

    def _write(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        try:
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            written = _written(connection, deliveries)
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:  # Locked for too long, disk full, file gone.
            self._drop_connection()
            raise DatabaseAway(str(error)) from error
        except BaseException:
            self._drop_connection()  # Closing rolls back, whatever state the connection was left in.
            raise
        return written

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, isolation_level=None, cached_statements=2 * MOST_ROWS)
            for pragma in (*SQLITE_PRAGMAS, f"PRAGMA busy_timeout = {BUSY_MS}"):
                self._connection.execute(pragma)
        return self._connection

    def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _written(connection: sqlite3.Connection, deliveries: Sequence[Delivery]) -> list[Receipt]:
    standings = _standings(connection, deliveries)
    judged = judge_all(deliveries, lambda delivery: standings.get(delivery.claim.attempt_id))
    keys = doubtful_keys(judged, _insert(connection, _rows(judged)))
    _note_presence(connection, judged)
    return receipts(judged, _stored(connection, keys) if keys else {})


def _standings(connection: sqlite3.Connection, deliveries: Iterable[Delivery]) -> dict[int, Standing]:
    found = _read(connection, STANDINGS, list({delivery.claim.attempt_id for delivery in deliveries}))
    return {
        attempt_id: Standing(
            STATES[state],
            lease,
            _milliseconds(deadline_at),
            _milliseconds(paused_at),
            seen_ms,
            _milliseconds(started_at),
        )
        for attempt_id, state, lease, deadline_at, paused_at, seen_ms, started_at in found
    }


def _stored(connection: sqlite3.Connection, keys: Sequence[Key]) -> dict[Key, Content]:
    found = _read(connection, STORED, keys)
    return {
        (attempt_id, lease, sequence): (slot, answer, bool(is_flagged))
        for attempt_id, lease, sequence, slot, answer, is_flagged in found
    }


def _note_presence(connection: sqlite3.Connection, judged: Sequence[Judged]) -> None:
    signs, gaps = signs_of_life(judged)
    if signs:
        connection.execute(SEEN, (_json(signs),))
    if gaps:
        connection.execute(SILENT, (_json(gaps),))


def _read(connection: sqlite3.Connection, statement: str, wanted: Sequence[Any]) -> list[Any]:
    (found,) = connection.execute(statement, (_json(wanted),)).fetchone()
    rows: list[Any] = _decode(found)
    return rows


def _json(rows: Sequence[Any]) -> str:
    return _encode(rows).decode()


def _rows(judged: Iterable[Judged]) -> list[Row]:
    rows: list[Row] = []
    for delivery, standing, outcome in judged:
        if outcome is Outcome.ACKNOWLEDGED and standing and standing.deadline_ms:
            attempt_id, lease, received_ms = delivery.claim.attempt_id, delivery.claim.lease, delivery.received_ms
            is_late = standing.clock_ms(received_ms) > standing.deadline_ms
            rows += [
                (
                    attempt_id,
                    lease,
                    save.sequence,
                    save.slot,
                    save.answer,
                    save.is_flagged,
                    save.client_ms,
                    received_ms,
                    is_late,
                )
                for save in delivery.saves
            ]
    return rows


def _insert(connection: sqlite3.Connection, rows: Sequence[Row]) -> int:
    """Insert the rows that are not there yet and return how many that were."""
    stored_count = 0
    for start in range(0, len(rows), MOST_ROWS):
        some = rows[start : start + MOST_ROWS]
        stored_count += connection.execute(_insert_statement(len(some)), list(chain.from_iterable(some))).rowcount
    return stored_count


@cache
def _insert_statement(row_count: int) -> str:
    rows = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?, ?)"] * row_count)
    return f"""
    INSERT INTO journal_entry
        (attempt_id, lease, sequence, slot, answer, is_flagged, client_ms, received_ms, is_late)
    VALUES {rows} ON CONFLICT DO NOTHING
    """  # noqa: S608  Question marks only.


@lru_cache(maxsize=50_000)
def _milliseconds(text: str | None) -> int | None:
    """Read a moment as SQLAlchemy keeps it in SQLite: in UTC, without saying so. A deadline is read at every save."""
    return clock.milliseconds(datetime.fromisoformat(text).replace(tzinfo=UTC)) if text else None
