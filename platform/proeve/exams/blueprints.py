"""The blueprints as stored: each version once, so that a result can always be explained by the rules of its day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.exams.decoded import Decoded
from question_bank.blueprint import Blueprint


class StoredBlueprint(SQLModel, table=True):
    """One version of one exam's blueprint."""

    __tablename__ = "blueprint"
    __table_args__ = (UniqueConstraint("exam", "version"),)

    id: int = Field(default=None, primary_key=True)
    exam: str
    version: int
    content: dict[str, Any] = Field(sa_type=JsonDocument)
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


_decoded: Decoded[int, Blueprint] = Decoded()


async def add_blueprints(session: AsyncSession, blueprints: Iterable[Blueprint]) -> None:
    """Store the versions that are new; raise Conflict when a stored version reads otherwise. Safe to repeat."""
    stored = {(row.exam, row.version): row for row in await session.scalars(select(StoredBlueprint))}
    for blueprint in blueprints:
        row = stored.get((blueprint.exam, blueprint.version))
        if row is None:
            content = msgspec.json.decode(msgspec.json.encode(blueprint))
            session.add(StoredBlueprint(exam=blueprint.exam, version=blueprint.version, content=content))
        elif _blueprint(row) != blueprint:
            raise Conflict(
                f"Toets {blueprint.exam} versie {blueprint.version} is al in gebruik en mag niet meer veranderen. "
                f"Geef de nieuwe opzet versie {blueprint.version + 1}.",
                code="version_changed",
            )
    await session.flush()


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


def _blueprint(row: StoredBlueprint) -> Blueprint:
    return msgspec.json.decode(msgspec.json.encode(row.content), type=Blueprint)
