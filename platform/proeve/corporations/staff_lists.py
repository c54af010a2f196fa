"""The staff lists that were uploaded: checked first, written only when somebody confirms what they saw."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime


class StaffListState(StrEnum):
    """Where an upload stands."""

    CHECKED = "checked"
    CONFIRMED = "confirmed"


class StaffList(SQLModel, table=True):
    """One upload: its good rows, its problems, and whether it was written."""

    __tablename__ = "staff_list"

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    uploaded_by: int = Field(foreign_key="person.id")
    file_name: str
    rows: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonDocument)
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonDocument)
    state: StaffListState = Field(default=StaffListState.CHECKED, sa_type=String(10))
    uploaded_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
