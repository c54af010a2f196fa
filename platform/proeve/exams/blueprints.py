"""The blueprints as stored: each version once, so that a result can always be explained by the rules of its day."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime


class StoredBlueprint(SQLModel, table=True):
    """One version of one exam's blueprint."""

    __tablename__ = "blueprint"
    __table_args__ = (UniqueConstraint("exam", "version"),)

    id: int = Field(default=None, primary_key=True)
    exam: str
    version: int
    content: dict[str, Any] = Field(sa_type=JsonDocument)
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
