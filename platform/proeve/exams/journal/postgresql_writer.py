"""Write the journal to PostgreSQL: one connection of its own, one statement for a whole group."""

import contextlib
from collections.abc import Iterable, Sequence

import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types.
import msgspec
from msgspec import Struct

from proeve.core.database import is_away
from proeve.exams import timing
from proeve.exams.attempts import AttemptState
from proeve.exams.journal.saves import Content, Delivery, Key, Receipt, Standing
from proeve.exams.journal.signs_of_life import signs_of_life
from proeve.exams.journal.writer import DatabaseAway, Judged, doubtful_keys, judge_all, receipts

CONNECTION_NAME = "proeve answer journal"
CONNECT_SECONDS = 5
STATEMENT_SECONDS = 10
"""How long a group may take before we give up on the connection; a group normally takes milliseconds."""

STANDING = """
id, state, lease, (extract(epoch FROM deadline_at) * 1000)::bigint AS deadline_ms,
    (extract(epoch FROM paused_at) * 1000)::bigint AS paused_ms, seen_ms,
    (extract(epoch FROM started_at) * 1000)::bigint AS started_ms
"""
FOUND = "json_agg(json_build_array(id, state, lease, deadline_ms, paused_ms, seen_ms, started_ms))"
# The lock is what orders saves and hand-ins. Handing in updates the attempt, so it waits for groups that hold the
# shared lock, and then reads all they stored; a group that comes later sees the attempt closed. An attempt that is
# being changed right now is skipped, so that one person's hand-in never makes everybody's saves wait: its saves come
# again in the next group.
# The saves travel as one JSON text, and so does what was found: the driver turns arrays and rows over element by
# element, in the thread that everything waits for.
WRITE = f"""
WITH save AS (
    SELECT * FROM json_to_recordset($1::json) AS save (
        attempt_id int, lease int, sequence int, slot smallint, answer text, is_flagged bool, client_ms bigint,
        received_ms bigint
    )
),
claimed AS MATERIALIZED (
    SELECT {STANDING} FROM attempt LEFT JOIN presence ON attempt_id = id
    WHERE id = ANY ($2::int[]) FOR SHARE OF attempt SKIP LOCKED
),
stored AS (
    INSERT INTO journal_entry
        (attempt_id, lease, sequence, slot, answer, is_flagged, client_ms, received_ms, is_late)
    SELECT save.*, least(save.received_ms, claimed.paused_ms) > claimed.deadline_ms
    FROM save JOIN claimed ON claimed.id = save.attempt_id
    WHERE claimed.state = 'running' AND claimed.lease = save.lease
        AND least(save.received_ms, claimed.paused_ms) <= claimed.deadline_ms + $3::int
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT {FOUND} AS found, (SELECT count(*) FROM stored) AS stored_count FROM claimed
"""  # noqa: S608  Our own words only.
STANDINGS = f"""
WITH asked AS (SELECT {STANDING} FROM attempt LEFT JOIN presence ON attempt_id = id WHERE id = ANY ($1::int[]))
SELECT {FOUND} FROM asked
"""  # noqa: S608  Our own words only.
STORED = """
SELECT attempt_id, lease, sequence, slot, answer, is_flagged
FROM journal_entry
JOIN unnest($1::int[], $2::int[], $3::int[]) AS wanted (attempt_id, lease, sequence)
    USING (attempt_id, lease, sequence)
"""
SEEN = """
INSERT INTO presence (attempt_id, seen_ms, slot, answered)
SELECT * FROM unnest($1::int[], $2::bigint[], $3::smallint[], $4::smallint[])
ON CONFLICT (attempt_id) DO UPDATE SET seen_ms = excluded.seen_ms, slot = coalesce(excluded.slot, presence.slot),
    answered = coalesce(excluded.answered, presence.answered)
"""
SILENT = """
INSERT INTO connection_gap (attempt_id, from_ms, until_ms)
SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[])
ON CONFLICT DO NOTHING
"""


class Row(Struct):
    """A save as it travels; its fields are the columns of WRITE."""

    attempt_id: int
    lease: int
    sequence: int
    slot: int
    answer: str | None
    is_flagged: bool
    client_ms: int
    received_ms: int


Found = tuple[int, AttemptState, int, int | None, int | None, int | None, int | None]
"""An attempt, and the fields of its Standing."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Found]).decode


class PostgresqlWriter:
    """The writer for PostgreSQL; it connects at the first group, and again after the connection was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: asyncpg.Connection | None = None

    async def write(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        """Write a group: its saves by one statement, its heartbeats by one more."""
        try:
            return await self._written(await self._connected(), deliveries)
        except (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
            await self._drop_connection()
            raise DatabaseAway(str(error)) from error
        except asyncpg.PostgresError as error:
            if not is_away(error):
                raise
            await self._drop_connection()
            raise DatabaseAway(str(error)) from error

    async def close(self) -> None:
        """Close the connection."""
        await self._drop_connection()

    async def _written(self, connection: asyncpg.Connection, deliveries: Sequence[Delivery]) -> list[Receipt]:
        saving = [delivery for delivery in deliveries if delivery.saves]
        asking = _attempt_ids(delivery for delivery in deliveries if not delivery.saves)
        locked, stored_count = await _write(connection, saving) if saving else ({}, 0)
        read = _standings(await connection.fetchval(STANDINGS, asking)) if asking else {}
        judged = judge_all(
            deliveries, lambda delivery: (locked if delivery.saves else read).get(delivery.claim.attempt_id)
        )
        await _note_presence(connection, judged)
        keys = doubtful_keys(judged, stored_count)
        return receipts(judged, await _stored(connection, keys) if keys else {})

    async def _connected(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                self._url,
                timeout=CONNECT_SECONDS,
                command_timeout=STATEMENT_SECONDS,
                server_settings={"application_name": CONNECTION_NAME},
            )
        return self._connection

    async def _drop_connection(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                self._connection.terminate()
            self._connection = None


def _attempt_ids(deliveries: Iterable[Delivery]) -> list[int]:
    return list({delivery.claim.attempt_id for delivery in deliveries})


async def _write(connection: asyncpg.Connection, deliveries: Sequence[Delivery]) -> tuple[dict[int, Standing], int]:
    """Store what may be stored; return where each attempt stands that could be locked, and how many saves were new."""
    saves = [
        Row(
            delivery.claim.attempt_id,
            delivery.claim.lease,
            save.sequence,
            save.slot,
            save.answer,
            save.is_flagged,
            save.client_ms,
            delivery.received_ms,
        )
        for delivery in deliveries
        for save in delivery.saves
    ]
    row = await connection.fetchrow(WRITE, _encode(saves).decode(), _attempt_ids(deliveries), timing.GRACE_MS)
    return _standings(row["found"]), row["stored_count"]


def _standings(found: str | None) -> dict[int, Standing]:
    return {facts[0]: Standing(*facts[1:]) for facts in _decode(found or "[]")}


async def _note_presence(connection: asyncpg.Connection, judged: Sequence[Judged]) -> None:
    signs, gaps = signs_of_life(judged)
    if signs:
        await connection.execute(SEEN, *zip(*signs, strict=True))
    if gaps:
        await connection.execute(SILENT, *zip(*gaps, strict=True))


async def _stored(connection: asyncpg.Connection, keys: Sequence[Key]) -> dict[Key, Content]:
    rows = await connection.fetch(STORED, *zip(*keys, strict=True))
    return {
        (row["attempt_id"], row["lease"], row["sequence"]): (row["slot"], row["answer"], row["is_flagged"])
        for row in rows
    }
