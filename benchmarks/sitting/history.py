"""Fill the journal with what was saved before, millions of rows at a time, spread evenly over the attempts."""

import sqlite3
from contextlib import closing

import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types.
from sqlalchemy.engine import make_url

from benchmarks.candidates import LEASE

SLOTS = 20

COLUMNS = "attempt_id, lease, sequence, slot, answer, is_flagged, client_ms, received_ms, is_late"
POSTGRESQL = f"""
INSERT INTO journal_entry ({COLUMNS})
SELECT id, {LEASE}, number, number % {SLOTS}, '{{"choice":2}}', false, 0, 0, false
FROM attempt CROSS JOIN generate_series($1::int, $2::int) AS number ORDER BY id, number
"""
SQLITE = f"""
INSERT INTO journal_entry ({COLUMNS})
WITH RECURSIVE numbers (number) AS (SELECT ? UNION ALL SELECT number + 1 FROM numbers WHERE number < ?)
SELECT id, {LEASE}, number, number % {SLOTS}, '{{"choice":2}}', 0, 0, 0, 0
FROM attempt CROSS JOIN numbers ORDER BY id, number
"""


async def add_history(database_url: str, first: int, last: int) -> int:
    """Give every attempt saves with these sequence numbers; return how many rows the journal has then."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _fill_sqlite(url.database or "", first, last)
    return await _fill_postgresql(url.set(drivername="postgresql").render_as_string(hide_password=False), first, last)


def _fill_sqlite(path: str, first: int, last: int) -> int:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(SQLITE, (first, last))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (count,) = connection.execute("SELECT count(*) FROM journal_entry").fetchone()
    return int(count)


async def _fill_postgresql(url: str, first: int, last: int) -> int:
    connection = await asyncpg.connect(url)
    # Looking up the attempt of every row would take longer than all the rest.
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(POSTGRESQL, first, last)
    await connection.execute("VACUUM ANALYZE journal_entry")
    await connection.execute("CHECKPOINT")
    count: int = await connection.fetchval("SELECT count(*) FROM journal_entry")
    await connection.close()
    return count
