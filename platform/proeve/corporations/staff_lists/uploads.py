"""The staff lists that were uploaded: checked first, written only when somebody confirms what they saw."""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope


class StaffListState(StrEnum):
    """Where an upload stands."""

    CHECKED = "checked"
    CONFIRMED = "confirmed"


class Outcome(StrEnum):
    """What a good row does when it is confirmed."""

    NEW = "new"
    CHANGED = "changed"
    RETURNS = "returns"
    UNCHANGED = "unchanged"


class StaffList(SQLModel, table=True):
    """One upload: its good rows, its problems, and whether it was written.

    A row is `{"line", "name", "details": {field: value}, "outcome", "changes": {field: [before, after]}}`, a problem
    `{"line", "column", "message", "sentence"}`, both in the order of the file, `line` as the spreadsheet numbers it.
    Notes are sentences about the file as a whole: what was not read, and what to look at.
    """

    __tablename__ = "staff_list"

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    uploaded_by: int = Field(foreign_key="person.id")
    file_name: str
    rows: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonDocument)
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonDocument)
    notes: list[str] = Field(default_factory=list, sa_type=JsonDocument)
    state: StaffListState = Field(default=StaffListState.CHECKED, sa_type=String(10))
    uploaded_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many good rows have each outcome, and how many `refused` lines the file has."""
        outcomes = Counter(row["outcome"] for row in self.rows)
        refused = len({problem["line"] for problem in self.problems})
        return {outcome.value: outcomes[outcome] for outcome in Outcome} | {"refused": refused}

    @property
    def is_confirmed(self) -> bool:
        """Whether the good rows were written."""
        return self.state == StaffListState.CONFIRMED


async def find_staff_list(
    session: AsyncSession, scope: Scope, staff_list_id: int, *, to_change: bool = False
) -> StaffList:
    """Return one upload or raise NotFound; `to_change` lets whoever wants the same wait."""
    statement = (
        select(StaffList)
        .where(scope.covers(corporation=col(StaffList.corporation_id)))
        .where(col(StaffList.id) == staff_list_id)
    )
    found = await session.scalar(statement.with_for_update() if to_change else statement)
    if found is None:
        raise NotFound("Deze medewerkerslijst bestaat niet, of hoort bij een andere corporatie.")
    return found
