"""What SQLite's writer does by itself; PostgreSQL has one statement for a group."""

import asyncio
from collections.abc import Callable

import msgspec
import pytest

from proeve.core import clock
from proeve.exams.journal.saves import ACKNOWLEDGED, Claim, Delivery
from proeve.exams.journal.sqlite_writer import SqliteWriter
from tests.exams.journal.saving import all_entries, on_sqlite, save_of


@on_sqlite
@pytest.mark.parametrize(("count", "verbs"), [(1, ["INSERT"]), (50, ["BEGIN", "INSERT", "INSERT", "COMMIT"])])
async def test_a_group_is_only_inserted_when_nothing_changed(database, arrange, count, verbs):
    attempts, statements = [await arrange.attempt() for _ in range(3)], []
    writer = SqliteWriter(database.url.database)
    group = [Delivery(Claim(attempt.id, 1), [save_of(1)], clock.now_ms()) for attempt in attempts]
    saves = [save_of(number) for number in range(2, count + 2)]
    await writer.write(group)
    await in_its_thread(writer, lambda: writer._connection.set_trace_callback(statements.append))
    written = await writer.write([Delivery(delivery.claim, saves, clock.now_ms()) for delivery in group])
    await writer.close()
    assert [receipt.outcomes for receipt in written] == [[ACKNOWLEDGED] * count] * 3
    assert [statement.split()[0] for statement in statements] == verbs


@on_sqlite
async def test_a_large_group_that_is_refused_halfway_leaves_nothing_behind(database, arrange):
    attempt, writer = await arrange.attempt(), SqliteWriter(database.url.database)
    saves = [save_of(number) for number in range(2, 152)]
    unstorable = msgspec.structs.replace(saves[-1], client_ms=2**70)

    def delivery(*saves):
        return Delivery(Claim(attempt.id, 1), saves, clock.now_ms())

    await writer.write([delivery(save_of(1))])
    with pytest.raises(OverflowError):
        await writer.write([delivery(*saves[:-1], unstorable)])
    assert len(await all_entries(database, attempt)) == 1
    (written,) = await writer.write([delivery(*saves)])
    await writer.close()
    assert written.outcomes == [ACKNOWLEDGED] * 150


async def in_its_thread(writer: SqliteWriter, work: Callable[[], None]) -> None:
    await asyncio.get_running_loop().run_in_executor(writer._thread, work)
