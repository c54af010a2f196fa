"""Write the journal to SQLite: one connection of its own, in one thread, that does all writes of the journal."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from proeve.core import clock
from proeve.core.database import SQLITE_PRAGMAS
from proeve.exams.attempts import AttemptState
from proeve.exams.journal.presence import is_renewed
from proeve.exams.journal.saves import ACKNOWLEDGED, Content, Delivery, Key, Receipt, Standing, judge
from proeve.exams.journal.signs_of_life import Gap, SignOfLife, signs_of_life
from proeve.exams.journal.writer import DatabaseAway, Judged, doubtful_keys, judge_all, receipts

# As few statements as can be, each stepping over few rows: SQLite lets go of Python's lock at every step, and on a busy
# server the writer's thread waits long to get it back.
STANDINGS = """
SELECT json_group_array(json_array(id, state, attempt.lease, deadline_at, paused_at, seen_ms, started_at))
FROM attempt LEFT JOIN presence ON presence.attempt_id = attempt.id
WHERE id IN (SELECT value FROM json_each(?))
"""
MOST_ROWS = 100
"""Rows in one INSERT; each number of rows has statements of its own, which stay prepared."""
COLUMNS = "attempt_id, lease, sequence, slot, answer, is_flagged, client_ms, received_ms, is_late"
MOST_KNOWN = 50_000
"""How many attempts are remembered, about 400 bytes each."""
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
CACHE_KIB = 64_000
"""What the writer's connection keeps of the database: 16,000 pages. An attempt's answers stand together on pages of its
own, so with SQLite's 2 MB most saves of a full room would read theirs again. What it gave: docs/performance.md."""

Row = tuple[int, int, int, int, str | None, bool, int, int, bool]

STATES: dict[str, AttemptState] = {state.value: state for state in AttemptState}


class Known(NamedTuple):
    """Where an attempt stood when it was last read, and what the row looked like that said so."""

    standing: Standing
    row: tuple[str, str | None, str | None]  # Its state, deadline and pause.


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class SqliteWriter:
    """The writer for SQLite.

    A transaction that may write holds the only write lock from its start, so what it read about an attempt stays true
    until it commits: a save is stored before a hand-in, or sees it.

    Where an attempt stood last time is mostly where it stands now. So a group of saves is first judged by that, and
    written by statements that store a save only where the attempt's row is still the same, mostly by one. When that is
    not all of them, or there is more to write than saves, the group is written in steps.
    """

    def __init__(self, path: str, turn: AbstractAsyncContextManager[Any] | None = None) -> None:
        self._path = path
        self._turn = turn or nullcontext()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._connection: sqlite3.Connection | None = None
        self._known: dict[int, Known] = {}  # The thread's alone.

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
            written = self._write_at_once(connection, deliveries) or self._write_in_steps(connection, deliveries)
        except sqlite3.OperationalError as error:  # Locked for too long, disk full, file gone.
            self._drop_connection()
            raise DatabaseAway(str(error)) from error
        except BaseException:
            self._drop_connection()  # Closing rolls back, whatever state the connection was left in.
            raise
        return written

    def _write_at_once(self, connection: sqlite3.Connection, deliveries: Sequence[Delivery]) -> list[Receipt] | None:
        """Write a group of saves that are all welcome; otherwise return None, with some of them stored perhaps."""
        rows = _rows_when_all_are_welcome(deliveries, self._known)
        if rows is None:
            return None
        takes_several = len(rows) > MOST_ROWS  # One statement is a transaction by itself, and as durable.
        if takes_several:
            connection.execute("BEGIN IMMEDIATE")
        stored_count = _insert(connection, rows, _insert_where_unchanged)
        if takes_several:
            connection.execute("COMMIT")
        if stored_count < len(rows):
            return None
        return [
            Receipt([ACKNOWLEDGED] * len(delivery.saves), self._known[delivery.claim.attempt_id].standing)
            for delivery in deliveries
        ]

    def _write_in_steps(self, connection: sqlite3.Connection, deliveries: Sequence[Delivery]) -> list[Receipt]:
        connection.execute("BEGIN IMMEDIATE")
        known = _read_known(connection, deliveries)
        judged = _judged(deliveries, known)
        keys = doubtful_keys(judged, _insert(connection, _rows(judged), _insert_new))
        signs, gaps = signs_of_life(judged)
        _note_presence(connection, signs, gaps)
        written = receipts(judged, _stored(connection, keys) if keys else {})
        connection.execute("COMMIT")
        self._remember(known, signs)
        return written

    def _remember(self, known: dict[int, Known], signs: Iterable[SignOfLife]) -> None:
        for sign in signs:
            standing, row = known[sign.attempt_id]
            known[sign.attempt_id] = Known(msgspec.structs.replace(standing, seen_ms=sign.seen_ms), row)
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        self._known.update(known)

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, isolation_level=None, cached_statements=3 * MOST_ROWS)
            own = (f"PRAGMA busy_timeout = {BUSY_MS}", f"PRAGMA cache_size = -{CACHE_KIB}")
            for pragma in (*SQLITE_PRAGMAS, *own):
                self._connection.execute(pragma)
        return self._connection

    def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _read_known(connection: sqlite3.Connection, deliveries: Iterable[Delivery]) -> dict[int, Known]:
    found = _read(connection, STANDINGS, list({delivery.claim.attempt_id for delivery in deliveries}))
    return {
        attempt_id: Known(
            Standing(
                STATES[state],
                lease,
                _milliseconds(deadline_at),
                _milliseconds(paused_at),
                seen_ms,
                _milliseconds(started_at),
            ),
            (state, deadline_at, paused_at),
        )
        for attempt_id, state, lease, deadline_at, paused_at, seen_ms, started_at in found
    }


def _stored(connection: sqlite3.Connection, keys: Sequence[Key]) -> dict[Key, Content]:
    found = _read(connection, STORED, keys)
    return {
        (attempt_id, lease, sequence): (slot, answer, bool(is_flagged))
        for attempt_id, lease, sequence, slot, answer, is_flagged in found
    }


def _judged(deliveries: Iterable[Delivery], known: Mapping[int, Known]) -> list[Judged]:
    def standing_of(delivery: Delivery) -> Standing | None:
        found = known.get(delivery.claim.attempt_id)
        return found.standing if found else None

    return judge_all(deliveries, standing_of)


def _note_presence(connection: sqlite3.Connection, signs: Sequence[SignOfLife], gaps: Sequence[Gap]) -> None:
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


def _rows_when_all_are_welcome(
    deliveries: Iterable[Delivery], known: Mapping[int, Known]
) -> list[tuple[Any, ...]] | None:
    """Return the saves of a group, each with the row its attempt should still have; None when one is to be refused.

    Also None when there is more to write: a heartbeat, for it stores nothing by which its attempt could be compared, or
    a sign of life.
    """
    rows: list[tuple[Any, ...]] = []
    for delivery in deliveries:
        found = known.get(delivery.claim.attempt_id)
        if found is None or not delivery.saves or judge(found.standing, delivery) is not ACKNOWLEDGED:
            return None
        if is_renewed(found.standing.seen_ms, delivery.received_ms):
            return None
        rows += [(*row, *found.row) for row in _rows_of(delivery, found.standing)]
    return rows


def _rows(judged: Iterable[Judged]) -> list[Row]:
    rows: list[Row] = []
    for delivery, standing, outcome in judged:
        if standing and outcome is ACKNOWLEDGED:
            rows += _rows_of(delivery, standing)
    return rows


def _rows_of(delivery: Delivery, standing: Standing) -> list[Row]:
    attempt_id, lease, received_ms = delivery.claim.attempt_id, delivery.claim.lease, delivery.received_ms
    is_late = standing.clock_ms(received_ms) > (standing.deadline_ms or 0)
    return [
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


def _insert(
    connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]], statement_for: Callable[[int], str]
) -> int:
    """Insert the rows that the statement lets in, none of them twice, and return how many that were."""
    stored_count = 0
    for start in range(0, len(rows), MOST_ROWS):
        some = rows[start : start + MOST_ROWS]
        stored_count += connection.execute(statement_for(len(some)), list(chain.from_iterable(some))).rowcount
    return stored_count


@cache
def _insert_new(row_count: int) -> str:
    return f"INSERT INTO journal_entry ({COLUMNS}) VALUES {_questions(9, row_count)} ON CONFLICT DO NOTHING"  # noqa: S608  Question marks only.


@cache
def _insert_where_unchanged(row_count: int) -> str:
    """Return the statement that inserts rows, each followed by the row that its attempt should still have."""
    return f"""
    INSERT INTO journal_entry ({COLUMNS})
    SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9
    FROM (VALUES {_questions(12, row_count)}) CROSS JOIN attempt ON id = column1
    WHERE lease = column2 AND state = column10 AND deadline_at IS column11 AND paused_at IS column12
    ON CONFLICT DO NOTHING
    """  # noqa: S608  Question marks only.


def _questions(columns: int, row_count: int) -> str:
    row = ", ".join("?" * columns)
    return ", ".join([f"({row})"] * row_count)


@lru_cache(maxsize=50_000)
def _milliseconds(text: str | None) -> int | None:
    """Read a moment as SQLAlchemy keeps it in SQLite: in UTC, without saying so. A deadline is read at every save."""
    return clock.milliseconds(datetime.fromisoformat(text).replace(tzinfo=UTC)) if text else None
