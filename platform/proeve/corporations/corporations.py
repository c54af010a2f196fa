"""The corporations: the tenants everything of theirs belongs to."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class Corporation(SQLModel, table=True):
    """One housing corporation."""

    __tablename__ = "corporation"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    city: str = ""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
