"""A database that is not there, or has no room, is told from one that refuses what we ask."""

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from proeve.core.database import Database, is_about_data, is_away


async def _run(database: Database, *statements: str) -> None:
    async with database.unit_of_work() as session:
        for statement in statements:
            await session.execute(text(statement))


async def _error_of(database: Database, *statements: str) -> BaseException:
    with pytest.raises((DBAPIError, OSError)) as caught:
        await _run(database, *statements)
    return caught.value


async def test_an_sqlite_file_that_may_not_grow_is_away(sqlite_database_url):
    database = Database(sqlite_database_url)
    grow = "INSERT INTO growing SELECT randomblob(1000000)"
    error = await _error_of(database, "PRAGMA max_page_count = 1", "CREATE TABLE growing (bytes BLOB)", grow)
    assert "full" in str(error)
    assert is_away(error)
    await database.close()


async def test_a_postgresql_server_that_is_not_there_is_away():
    database = Database("postgresql+asyncpg://proeve@127.0.0.1:1/proeve")
    assert is_away(await _error_of(database, "SELECT 1"))
    await database.close()


@pytest.mark.parametrize("sqlstate", ["53100", "57P01", "08006", "58030", "25006"])
def test_postgresql_without_room_or_about_to_stop_or_to_be_read_only_is_away(sqlstate):
    error = asyncpg.PostgresError.new({"C": sqlstate, "M": "could not extend file"})
    assert is_away(error)
    assert is_away(DBAPIError("INSERT", None, error))


async def test_what_the_database_refuses_is_no_matter_of_trying_again(database):
    error = await _error_of(database, "INSERT INTO rate_limit (key) VALUES (NULL)")
    assert not is_away(error)
    assert is_about_data(error)
    assert not is_away(ValueError("wrong"))
