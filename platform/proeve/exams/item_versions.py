"""The items as stored: each version once, never changed after it came in."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime


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
