"""The blueprints as stored: each version once, so that a result can always be explained by the rules of its day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.exams.decoded import Decoded
from question_bank.blueprint import Blueprint


class StoredBlueprint(SQLModel, table=True):
    """One version of one exam's blueprint; the newest is the one that is planned with.

    `shipped_version` is the number that it has in the content that comes with the product, None when it was made here.
    """

    __tablename__ = "blueprint"
    __table_args__ = (UniqueConstraint("exam", "version"), UniqueConstraint("exam", "shipped_version"))

    id: int = Field(default=None, primary_key=True)
    exam: str
    version: int
    content: dict[str, Any] = Field(sa_type=JsonDocument)
    shipped_version: int | None = None
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


_decoded: Decoded[int, Blueprint] = Decoded()


async def add_blueprints(session: AsyncSession, blueprints: Iterable[Blueprint]) -> None:
    """Store the versions that come with the product and are new; safe to repeat.

    An exam whose newest version was made here keeps that one, until the product comes with the same. Raises Conflict
    when a version that came with the product before reads otherwise now.
    """
    stored: defaultdict[str, list[StoredBlueprint]] = defaultdict(list)
    for row in await session.scalars(select(StoredBlueprint).order_by(col(StoredBlueprint.version))):
        stored[row.exam].append(row)
    for blueprint in blueprints:
        _take_in(session, blueprint, stored[blueprint.exam])
    await session.flush()


async def add_own_blueprint(session: AsyncSession, blueprint: Blueprint) -> StoredBlueprint:
    """Store a version that was made here under the next number of its exam, as the one that is planned with."""
    newest = await session.scalar(
        select(func.max(col(StoredBlueprint.version))).where(col(StoredBlueprint.exam) == blueprint.exam)
    )
    row = _row(msgspec.structs.replace(blueprint, version=(newest or 0) + 1), shipped_version=None)
    session.add(row)
    await session.flush()
    return row


async def all_blueprints(session: AsyncSession) -> list[Blueprint]:
    """List the newest version of every exam, by exam: what can be planned now."""
    rows = select(StoredBlueprint).order_by(col(StoredBlueprint.exam), col(StoredBlueprint.version))
    newest = {row.exam: row for row in await session.scalars(rows)}
    return [_blueprint(row) for row in newest.values()]


async def find_current_blueprint(session: AsyncSession, exam: str) -> StoredBlueprint:
    """Return the newest version of an exam's blueprint or raise NotFound."""
    versions = select(StoredBlueprint).where(col(StoredBlueprint.exam) == exam)
    row = await session.scalar(versions.order_by(col(StoredBlueprint.version).desc()).limit(1))
    if row is None:
        raise NotFound("Deze toets bestaat niet. Kies een toets uit de lijst.")
    return row


async def find_blueprint(session: AsyncSession, blueprint_id: int) -> Blueprint:
    """Return one stored version, decoded, or raise NotFound."""
    decoded = _decoded.of(session)
    if blueprint_id not in decoded:
        row = await session.get(StoredBlueprint, blueprint_id)
        if row is None:
            raise NotFound("Deze versie van de toets bestaat niet.")
        decoded[blueprint_id] = _blueprint(row)
    return decoded[blueprint_id]


def reads_the_same(one: Blueprint, other: Blueprint) -> bool:
    """Say whether two versions are equal but for their number."""
    return msgspec.structs.replace(one, version=other.version) == other


def _take_in(session: AsyncSession, blueprint: Blueprint, versions: Sequence[StoredBlueprint]) -> None:
    known = next((row for row in versions if row.shipped_version == blueprint.version), None)
    if known is not None:
        _refuse_change(known, blueprint)
        return
    newest = versions[-1] if versions else None
    if newest is None or newest.shipped_version is not None:
        number = blueprint.version if newest is None else max(blueprint.version, newest.version + 1)
        renumbered = msgspec.structs.replace(blueprint, version=number)
        session.add(_row(renumbered, shipped_version=blueprint.version))
    elif reads_the_same(_blueprint(newest), blueprint):
        # It was made here, went into the repository and comes back with the product.
        newest.shipped_version = blueprint.version


def _refuse_change(row: StoredBlueprint, blueprint: Blueprint) -> None:
    if not reads_the_same(_blueprint(row), blueprint):
        raise Conflict(
            f"Toets {blueprint.exam} versie {blueprint.version} is al in gebruik en mag niet meer veranderen. "
            f"Geef de nieuwe opzet versie {blueprint.version + 1}.",
            code="version_changed",
        )


def _row(blueprint: Blueprint, *, shipped_version: int | None) -> StoredBlueprint:
    content = msgspec.json.decode(msgspec.json.encode(blueprint))
    return StoredBlueprint(
        exam=blueprint.exam, version=blueprint.version, content=content, shipped_version=shipped_version
    )


def _blueprint(row: StoredBlueprint) -> Blueprint:
    return msgspec.json.decode(msgspec.json.encode(row.content), type=Blueprint)
