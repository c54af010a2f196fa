"""The pools that forms were drawn from, each kept once: with its seed and what it was told, a form is drawn again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.inserting import insert_missing
from proeve.exams.decoded import Decoded
from question_bank.pool import Pool, PoolContents


class ItemPool(SQLModel, table=True):
    """The item versions of one pool; `digest` is over those, so that equal pools are one row."""

    __tablename__ = "item_pool"

    digest: str = Field(primary_key=True)
    exam: str
    contents: dict[str, Any] = Field(sa_type=JsonDocument)
    first_used_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


_decoded: Decoded[str, PoolContents] = Decoded()


async def keep_pool(session: AsyncSession, pool: Pool) -> None:
    """Keep the contents of a pool; safe to repeat."""
    contents = msgspec.to_builtins(pool.contents)
    row = {
        "digest": pool.digest,
        "exam": pool.blueprint.exam,
        "contents": contents,
        "first_used_at": clock.now(),
    }
    await insert_missing(session, ItemPool, [row])


async def find_pool(session: AsyncSession, digest: str) -> PoolContents:
    """Return the contents of one pool or raise NotFound."""
    try:
        return (await find_pools(session, [digest]))[digest]
    except KeyError:
        raise NotFound("Waaruit deze toetsvorm is getrokken, is niet bewaard.") from None


async def find_pools(session: AsyncSession, digests: Collection[str]) -> dict[str, PoolContents]:
    """Return the contents of pools by their digest; one that was not kept is left out."""
    decoded = _decoded.of(session)
    if missing := sorted({digest for digest in digests if digest not in decoded}):
        rows = await session.scalars(select(ItemPool).where(col(ItemPool.digest).in_(missing)))
        decoded.update({row.digest: msgspec.convert(row.contents, PoolContents) for row in rows})
    return {digest: decoded[digest] for digest in digests if digest in decoded}
