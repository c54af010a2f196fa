"""The items as stored: each version once, never changed after it came in, but for where it stands."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import CheckConstraint, ColumnElement, Index, String, Text, UniqueConstraint, cast, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import NotFound
from proeve.exams.decoded import Decoded
from question_bank.items import Item


class Standing(StrEnum):
    """What a version may be used for: unscored slots only, forms, nothing for now, nothing any more."""

    APPROVED = "approved"
    LIVE = "live"
    PAUSED = "paused"
    RETIRED = "retired"


class ItemVersion(SQLModel, table=True):
    """One version of one item, as the bank's own document; forms point here.

    A trigger in the database refuses any change of what a form may point to. `shipped_version` is the number that this
    version has in the content that comes with the product, None when it was written in the workshop. `left_content`
    says that it was live until the product no longer came with it.
    """

    __tablename__ = "item_version"
    __table_args__ = (
        UniqueConstraint("item", "version"),
        UniqueConstraint("item", "shipped_version"),
        CheckConstraint("standing IN ('approved', 'live', 'paused', 'retired')", name="standing_is_known"),
        *(
            Index(
                f"uq_item_version_{standing}",
                "item",
                unique=True,
                sqlite_where=text(f"standing = '{standing}'"),
                postgresql_where=text(f"standing = '{standing}'"),
            )
            for standing in (Standing.APPROVED, Standing.LIVE)
        ),
    )

    id: int = Field(default=None, primary_key=True)
    exam: str = Field(index=True)
    item: str
    version: int
    content: dict[str, Any] = Field(sa_type=JsonDocument)
    standing: Standing = Field(sa_type=String(10))
    standing_since: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    shipped_version: int | None = None
    left_content: bool = False
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


Version = tuple[str, int]
"""The id of an item and the number of its version."""

_decoded: Decoded[Version, Item] = Decoded()


async def all_live_items(session: AsyncSession, exam: str, *, on: date | None = None) -> tuple[Item, ...]:
    """List the items an exam may draw from, by id; with a day, only those whose facts still hold on it."""
    return await _all_items(session, exam, Standing.LIVE, on)


async def all_pilot_items(session: AsyncSession, exam: str, *, on: date | None = None) -> tuple[Item, ...]:
    """List the approved items that may be tried out, unscored, by id; of an item that is live, the version to come.

    With a day, only those whose facts still hold on it.
    """
    return await _all_items(session, exam, Standing.APPROVED, on)


async def find_items(session: AsyncSession, versions: Collection[Version]) -> dict[Version, Item]:
    """Return the items of these versions, live or not; raise NotFound when one is missing."""
    decoded = _decoded.of(session)
    if missing := [version for version in versions if version not in decoded]:
        # As text, for the way through Python's own objects takes three times as long.
        content = cast(col(ItemVersion.content), Text)
        rows = select(col(ItemVersion.item), col(ItemVersion.version), content).where(_is_one_of(missing))
        for item, version, document in await session.execute(rows):
            decoded[item, version] = msgspec.json.decode(document, type=Item)
    for item, version in versions:
        if (item, version) not in decoded:
            raise NotFound(f"Versie {version} van vraag {item} is er niet. Zet deze versie terug in de bank.")
    return {version: decoded[version] for version in versions}


async def hold_versions(session: AsyncSession, item_id: str) -> list[ItemVersion]:
    """List the versions of an item, the oldest first, and let others who would change them wait."""
    versions = select(ItemVersion).where(col(ItemVersion.item) == item_id).order_by(col(ItemVersion.version))
    held = versions.with_for_update().execution_options(populate_existing=True)
    return list(await session.scalars(held))


async def are_in_use(session: AsyncSession, versions: Collection[Version]) -> bool:
    """Say whether all of these may be given out now, and keep it so until the transaction ends."""
    in_use = col(ItemVersion.standing).in_([Standing.LIVE, Standing.APPROVED])
    held = await session.scalars(
        select(col(ItemVersion.id)).where(_is_one_of(versions), in_use).with_for_update(read=True)
    )
    return len(held.all()) == len(versions)


def new_version(item: Item, standing: Standing, *, shipped_version: int | None = None) -> ItemVersion:
    """Return the row of a version that is to be stored."""
    content = msgspec.json.decode(msgspec.json.encode(item))
    return ItemVersion(
        exam=item.exam,
        item=item.id,
        version=item.version,
        content=content,
        standing=standing,
        shipped_version=shipped_version,
    )


def set_standing(row: ItemVersion, standing: Standing) -> None:
    """Let a version stand elsewhere from now on; whoever calls this records who decided it, and why."""
    row.standing, row.standing_since, row.left_content = standing, clock.now(), False


def item_of(row: ItemVersion) -> Item:
    """Return the item of a stored version, decoded."""
    return msgspec.json.decode(msgspec.json.encode(row.content), type=Item)


async def _all_items(session: AsyncSession, exam: str, standing: Standing, on: date | None) -> tuple[Item, ...]:
    rows = select(col(ItemVersion.item), col(ItemVersion.version)).where(
        col(ItemVersion.exam) == exam, col(ItemVersion.standing) == standing
    )
    versions = [(item, version) for item, version in await session.execute(rows.order_by(col(ItemVersion.item)))]
    items = (await find_items(session, versions)).values()
    return tuple(item for item in items if on is None or item.is_valid_on(on))


def _is_one_of(versions: Collection[Version]) -> ColumnElement[bool]:
    return tuple_(col(ItemVersion.item), col(ItemVersion.version)).in_(versions)
