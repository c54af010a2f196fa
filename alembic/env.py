"""Run migrations on the connection handed over by `proeve.core.schema`, or on the configured database."""

import asyncio
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from proeve.core.database import Database, UtcDateTime
from proeve.core.settings import settings_from_environment
from proeve.tables import METADATA


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | bool:
    """Write our own types as the library's, so that a migration never imports the application."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def is_ours(_item: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Leave the tables of the job queue alone: its own migrations keep them."""
    return kind != "table" or name in METADATA.tables


def migrate(connection: Connection) -> None:
    """Run what is needed on one connection."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=render_item,
        include_object=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


async def migrate_configured_database() -> None:
    """Connect as the settings say, and migrate."""
    database = Database(settings_from_environment().database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(migrate)
    await database.close()


if handed_over := context.config.attributes.get("connection"):
    migrate(handed_over)
else:
    asyncio.run(migrate_configured_database())
