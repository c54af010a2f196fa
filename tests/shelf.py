"""The bank as it is shipped, ready to be put into the database of a test."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from proeve.core import clock
from proeve.core.database import METADATA
from proeve.exams.bank import load_bank
from question_bank.bank import Bank

TABLES = {
    name: ", ".join(column.name for column in METADATA.tables[name].columns if column.name != "id")
    for name in ("item_version", "item_step", "blueprint")
}
"""The tables that a bank goes into, each with its columns but for the number of a row, which the database gives."""

WHOLE = text(
    "SELECT count(*), min(xmin::text), max(xmin::text) FROM ("
    + " UNION ALL ".join(f"SELECT xmin FROM {name}" for name in TABLES)
    + ") AS row"
)
"""Tells a bank that nobody touched: as many rows as were put in, all of the one transaction that did so."""

LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""When the bank was loaded: before any time that a test sets."""


class Shelf:
    """Fills databases with the bank: the first time as the product does, from then on with the rows that came of it.

    Of SQLite's those are kept here. PostgreSQL keeps them in tables beside its own, in the schema `shelf`, and where
    the last test left a bank as it was put in, it is left there for the next (see `WHOLE`).
    """

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._rows: dict[str, list[Any]] = {}
        self._as_put_in: Any = None

    async def stock(self, session: AsyncSession) -> None:
        """Put the bank into an empty database."""
        connection = await session.connection()
        if await self._put_back(connection):
            return
        with clock.running_from(lambda: LONG_AGO):
            await load_bank(session, self._bank)
        await self._keep(connection)

    async def _put_back(self, connection: AsyncConnection) -> bool:
        if connection.dialect.name == "sqlite":
            for name, rows in self._rows.items():
                marks = ", ".join("?" * len(rows[0]))
                await connection.exec_driver_sql(f"INSERT INTO {name} ({TABLES[name]}) VALUES ({marks})", rows)
            return bool(self._rows)
        if (await connection.execute(WHOLE)).one() == self._as_put_in:
            return True
        for name in TABLES:
            await connection.exec_driver_sql(f"DELETE FROM {name}")
        if await connection.scalar(text("SELECT to_regclass('shelf.item_version')")) is None:
            return False
        for name, columns in TABLES.items():
            await connection.exec_driver_sql(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM shelf.{name}")
        self._as_put_in = (await connection.execute(WHOLE)).one()
        return True

    async def _keep(self, connection: AsyncConnection) -> None:
        if connection.dialect.name == "sqlite":
            for name, columns in TABLES.items():
                found = await connection.exec_driver_sql(f"SELECT {columns} FROM {name} ORDER BY id")
                self._rows[name] = [tuple(row) for row in found]
            return
        await connection.exec_driver_sql("CREATE SCHEMA shelf")
        for name, columns in TABLES.items():
            await connection.exec_driver_sql(f"CREATE TABLE shelf.{name} AS SELECT {columns} FROM {name} ORDER BY id")
