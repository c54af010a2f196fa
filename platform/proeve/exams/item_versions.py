"""The items as stored: each version once, never changed after it came in."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import UniqueConstraint, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.exams.decoded import Decoded
from question_bank.items import Item


class ItemVersion(SQLModel, table=True):
    """One version of one item, as the bank's own document; forms point here."""

    __tablename__ = "item_version"
    __table_args__ = (UniqueConstraint("item", "version"),)

    id: int = Field(default=None, primary_key=True)
    exam: str = Field(index=True)
    item: str
    version: int
    content: dict[str, Any] = Field(sa_type=JsonDocument)
    is_live: bool = True
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


Version = tuple[str, int]
"""The id of an item and the number of its version."""

_decoded: Decoded[Version, Item] = Decoded()


async def add_items(session: AsyncSession, items: Iterable[Item]) -> None:
    """Store the versions that are new, make these the live ones and take all others out of use; safe to repeat.

    Raises Conflict when a version that is already stored reads otherwise: a form may point to it.
    """
    offered = {(item.id, item.version): item for item in items}
    stored = {(row.item, row.version): row for row in await session.scalars(select(ItemVersion))}
    for key, item in offered.items():
        if key not in stored:
            session.add(_row(item))
        elif _item(stored[key]) != item:
            raise Conflict(
                f"Vraag {item.id} versie {item.version} is al in gebruik en mag niet meer veranderen. "
                f"Geef de nieuwe tekst versie {item.version + 1}.",
                code="version_changed",
            )
    for key, row in stored.items():
        row.is_live = key in offered
    await session.flush()


async def all_live_items(session: AsyncSession, exam: str, *, on: date | None = None) -> tuple[Item, ...]:
    """List the items an exam may draw from, by id; with a day, only those whose facts still hold on it."""
    live = select(ItemVersion).where(col(ItemVersion.exam) == exam, col(ItemVersion.is_live))
    items = [_item(row) for row in await session.scalars(live.order_by(col(ItemVersion.item)))]
    return tuple(item for item in items if on is None or item.is_valid_on(on))


async def find_items(session: AsyncSession, versions: Collection[Version]) -> dict[Version, Item]:
    """Return the items of these versions, live or not; raise NotFound when one is missing."""
    decoded = _decoded.of(session)
    if missing := [version for version in versions if version not in decoded]:
        rows = select(ItemVersion).where(tuple_(col(ItemVersion.item), col(ItemVersion.version)).in_(missing))
        decoded.update({(row.item, row.version): _item(row) for row in await session.scalars(rows)})
    for item, version in versions:
        if (item, version) not in decoded:
            raise NotFound(f"Versie {version} van vraag {item} is er niet. Zet deze versie terug in de bank.")
    return {version: decoded[version] for version in versions}


def _row(item: Item) -> ItemVersion:
    content = msgspec.json.decode(msgspec.json.encode(item))
    return ItemVersion(exam=item.exam, item=item.id, version=item.version, content=content)


def _item(row: ItemVersion) -> Item:
    return msgspec.json.decode(msgspec.json.encode(row.content), type=Item)
