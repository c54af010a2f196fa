"""The steps of an item's life: what was done to a version or its draft, by whom, when and why."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime


class StepKind(StrEnum):
    """What can happen in the life of an item; nobody in particular does what comes with the product."""

    STARTED = "started"
    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    IMPORTED = "imported"
    PUT_LIVE = "put_live"
    SUPERSEDED = "superseded"
    PAUSED = "paused"
    RESUMED = "resumed"
    RETIRED = "retired"
    LEAKED = "leaked"
    TAKEN_OUT = "taken_out"
    SHIPPED = "shipped"
    LEFT_CONTENT = "left_content"
    RETURNED = "returned"


class ItemStep(SQLModel, table=True):
    """One step; `version` is the version it was about, or the number a draft was to get."""

    __tablename__ = "item_step"

    id: int = Field(default=None, primary_key=True)
    item: str = Field(index=True)
    version: int
    kind: StepKind = Field(sa_type=String(20))
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDocument)


async def all_steps(session: AsyncSession, item_ids: Collection[str]) -> list[ItemStep]:
    """List the steps of these items, the oldest first."""
    steps = select(ItemStep).where(col(ItemStep.item).in_(item_ids))
    return list(await session.scalars(steps.order_by(col(ItemStep.id))))
