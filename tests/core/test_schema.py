"""The migrations give the very tables the code describes."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from proeve.core.database import Database
from proeve.tables import METADATA


def _differences(connection: Connection) -> list[object]:
    def is_ours(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or name in METADATA.tables

    context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
    return list(compare_metadata(context, METADATA))


async def test_the_migrations_and_the_tables_agree(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
