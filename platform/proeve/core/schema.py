"""Bring a database up to date: our own tables by Alembic, those of the job queue by the queue itself."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

import proeve
from proeve.core.database import Database
from proeve.core.jobs import create_job_tables

_PACKAGE = Path(proeve.__file__).parent


def migrations_folder() -> Path:
    """Return where the migrations are: inside the package when installed, at the root of a working copy otherwise."""
    shipped = _PACKAGE / "migrations"
    return shipped if shipped.exists() else _PACKAGE.parents[1] / "alembic"


def alembic_config() -> Config:
    """Return the configuration that Alembic's commands want."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.set_main_option("path_separator", "os")
    return config


async def upgrade_schema(database: Database) -> None:
    """Create or upgrade every table; safe to repeat."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_upgrade)
    create_job_tables(database)


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
