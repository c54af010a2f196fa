"""Insert what is not there yet, on either database, without tripping over who came at the same moment."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel


async def insert_missing(session: AsyncSession, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that clash with no unique constraint; the others stay as they are in the database.

    All rows have the same keys; columns left out get their default.
    """
    if not rows:
        return
    dialect = session.get_bind().dialect.name
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    await session.execute(insert.on_conflict_do_nothing(), list(rows))
