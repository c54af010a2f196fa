"""The database of an installation, as commands use it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from proeve import tables  # noqa: F401  Foreign keys lead to tables of rooms that a command does not name.
from proeve.core.database import Database
from proeve.core.settings import Settings


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """Give the database until the block ends, and close it whatever happens."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        await database.close()
