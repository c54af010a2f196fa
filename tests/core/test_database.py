"""The unit of work commits as a whole or not at all, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import anyio
import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError

from proeve.core.database import Database
from proeve.corporations.corporations import Corporation


async def test_a_unit_of_work_keeps_its_changes_when_it_ends_well(database: Database) -> None:
    async with database.unit_of_work() as session:
        session.add(Corporation(name="Woonstichting De Linde"))
    async with database.reading() as session:
        assert await session.scalar(select(Corporation.name)) == "Woonstichting De Linde"


async def test_a_unit_of_work_forgets_everything_when_it_fails(database: Database) -> None:
    async def fail_halfway() -> None:
        async with database.unit_of_work() as session:
            session.add(Corporation(name="Woonstichting De Linde"))
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_halfway()
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Corporation)) == 0


async def test_what_is_changed_while_reading_is_forgotten(database: Database) -> None:
    async with database.reading() as session:
        session.add(Corporation(name="Woonstichting De Linde"))
        await session.flush()
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Corporation)) == 0


async def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in(database: Database) -> None:
    moment = datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2)))
    async with database.unit_of_work() as session:
        session.add(Corporation(name="Woonstichting De Linde", created_at=moment))
    async with database.reading() as session:
        stored = await session.scalar(select(Corporation.created_at))
    assert stored == moment
    assert stored.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with database.unit_of_work() as session:
            session.add(Corporation(name="Woonstichting De Linde", created_at=datetime(2026, 3, 29)))  # noqa: DTZ001  Naive on purpose.


async def test_two_writers_that_read_first_wait_for_each_other(database: Database) -> None:
    async with database.unit_of_work() as session:
        session.add(Corporation(name="Woonstichting De Linde", city="0"))

    async def count_up() -> None:
        async with database.unit_of_work() as session:
            corporation = await session.scalar(select(Corporation).with_for_update())
            corporation.city = str(int(corporation.city) + 1)

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(count_up)
    async with database.reading() as session:
        assert await session.scalar(select(Corporation.city)) == "8"


async def test_a_unit_of_work_within_another_is_refused_instead_of_waiting_for_itself(database: Database) -> None:
    async with database.unit_of_work():
        with pytest.raises(RuntimeError, match="cannot stand within another"):
            async with database.unit_of_work():
                pass
    async with database.unit_of_work() as session:
        assert await session.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_that_the_server_ended_is_replaced_unnoticed(database):
    async def backend() -> int:
        async with database.reading() as session:
            return await session.scalar(text("SELECT pg_backend_pid()"))

    ended = await backend()
    with psycopg.connect(database.url.set(drivername="postgresql").render_as_string(), autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 10000)", (ended,)).fetchone() == (True,)
    await anyio.sleep(0.05)
    assert await backend() != ended


async def test_a_connection_that_is_in_use_when_the_database_closes_ends_with_its_session(database: Database) -> None:
    async with database.reading() as session:
        connection = (await (await session.connection()).get_raw_connection()).driver_connection
        await database.close()
        assert await session.scalar(text("SELECT 1")) == 1
    assert connection._connection is None if database.is_sqlite else connection.is_closed()
