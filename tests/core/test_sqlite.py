"""The connection to SQLite gives what aiosqlite's gives, in fewer visits to its thread."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from proeve.core import sqlite
from proeve.core.database import Database


@pytest.fixture
async def database(sqlite_database_url):
    database = Database(sqlite_database_url)
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE mark (name TEXT UNIQUE, points INTEGER)"))
    yield database
    await database.close()


async def test_a_statement_takes_one_visit(tmp_path, monkeypatch):
    visits = []
    visit = sqlite.SqliteConnection._execute

    async def counted(connection, function, *arguments, **named):
        visits.append(function)
        return await visit(connection, function, *arguments, **named)

    monkeypatch.setattr(sqlite.SqliteConnection, "_execute", counted)
    connection = await sqlite.connect(str(tmp_path / "marks.db"))
    cursor = connection.cursor()
    await cursor.execute("SELECT 1 AS points UNION SELECT 2")
    assert [name for name, *_ in cursor.description] == ["points"]
    assert await cursor.fetchall() == [(1,), (2,)]
    await cursor.close()
    assert len(visits) == 1
    await connection.close()


async def test_rows_counts_and_new_rows_are_told(database):
    async with database.engine.begin() as connection:
        await connection.execute(
            text("INSERT INTO mark VALUES (:name, :points)"), [{"name": n, "points": 1} for n in "ab"]
        )
        changed = await connection.execute(text("UPDATE mark SET points = 2"))
        assert changed.rowcount == 2
        kept = await connection.execute(text("INSERT INTO mark VALUES ('c', 3) RETURNING name, points"))
        assert kept.all() == [("c", 3)]
        found = await connection.execute(text("SELECT name, points FROM mark ORDER BY name"))
        assert found.mappings().all() == [
            {"name": "a", "points": 2},
            {"name": "b", "points": 2},
            {"name": "c", "points": 3},
        ]


async def test_errors_are_those_of_sqlalchemy_and_undo_the_whole(database):
    async def fill_twice():
        async with database.engine.begin() as connection:
            await connection.execute(text("INSERT INTO mark VALUES ('a', 1)"))
            await connection.execute(text("INSERT INTO mark VALUES ('a', 2)"))

    with pytest.raises(IntegrityError):
        await fill_twice()
    async with database.reading() as session:
        assert (await session.execute(text("SELECT * FROM mark"))).all() == []
        with pytest.raises(OperationalError):
            await session.execute(text("SELECT nothing FROM mark"))


async def test_who_gives_up_while_waiting_for_the_lock_leaves_no_transaction_behind(database):
    path = database.url.database
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write():
        async with database.unit_of_work() as session:
            await session.execute(text("INSERT INTO mark VALUES ('a', 1)"))

    waiting = asyncio.create_task(write())
    await asyncio.sleep(0.1)
    waiting.cancel()
    await asyncio.sleep(0.1)
    other.execute("COMMIT")
    with pytest.raises(asyncio.CancelledError):
        await waiting
    other.execute("BEGIN IMMEDIATE")
    other.execute("COMMIT")
    other.close()
    await write()
    async with database.reading() as session:
        assert (await session.execute(text("SELECT * FROM mark"))).all() == [("a", 1)]


async def test_a_streamed_statement_is_refused_and_does_not_seem_empty(database):
    async with database.engine.connect() as connection:
        with pytest.raises(NotImplementedError):
            async with connection.stream(text("SELECT 1")) as rows:
                await rows.all()
