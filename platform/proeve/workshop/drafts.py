"""The drafts: at most one of an item at a time, being written or waiting for somebody else's judgement."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Scope
from proeve.people.persons import find_person
from proeve.workshop.access import refuse_onlookers


class DraftState(StrEnum):
    """Whose turn it is: a writer's or an approver's."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"


class ItemDraft(SQLModel, table=True):
    """An item in the making; `version` is the number it is to get, `content` a document (`question_bank.drafting`).

    `revision` counts the changes, so that a page which was opened before another change cannot undo it.
    `writer_ids` are all who wrote in it: none of them approves it.
    """

    __tablename__ = "item_draft"
    __table_args__ = (CheckConstraint("state IN ('draft', 'in_review')", name="state_is_known"),)

    id: int = Field(default=None, primary_key=True)
    exam: str
    family: str
    item: str = Field(unique=True)
    version: int
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDocument)
    state: DraftState = Field(default=DraftState.DRAFT, sa_type=String(10))
    author_id: int = Field(foreign_key="person.id")
    changed_by: int = Field(foreign_key="person.id")
    writer_ids: list[int] = Field(sa_type=JsonDocument)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 1

    def whole(self, document: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return its document, or another one in its place, with the name of the item it is to become."""
        content = self.content if document is None else document
        return {**content, "id": self.item, "version": self.version, "family": self.family, "exam": self.exam}


async def all_drafts(session: AsyncSession, scope: Scope, *, exam: str = "") -> list[ItemDraft]:
    """List the open drafts, of one exam if it is named, by item; raise NotFound for who does not work on items."""
    refuse_onlookers(scope)
    drafts = select(ItemDraft).order_by(col(ItemDraft.item))
    return list(await session.scalars(drafts.where(col(ItemDraft.exam) == exam) if exam else drafts))


async def find_draft(session: AsyncSession, scope: Scope, draft_id: int) -> ItemDraft:
    """Return one draft or raise NotFound."""
    refuse_onlookers(scope)
    return _found(await session.get(ItemDraft, draft_id))


async def find_draft_of(session: AsyncSession, scope: Scope, item_id: str) -> ItemDraft | None:
    """Return the open draft of an item, if it has one."""
    refuse_onlookers(scope)
    draft: ItemDraft | None = await session.scalar(select(ItemDraft).where(col(ItemDraft.item) == item_id))
    return draft


async def hold_draft(session: AsyncSession, scope: Scope, draft_id: int, *, revision: int) -> ItemDraft:
    """Return a draft that nobody else changes until the transaction ends.

    Raises NotFound, and Conflict (code draft_changed) when it has another revision than the page that asks.
    """
    refuse_onlookers(scope)
    draft = _found(await session.get(ItemDraft, draft_id, with_for_update=True, populate_existing=True))
    if draft.revision != revision:
        writer = await find_person(session, draft.changed_by)
        raise Conflict(
            f"{writer.name} heeft deze vraag intussen gewijzigd. Kopieer wat u wilt bewaren en open de vraag opnieuw.",
            code="draft_changed",
        )
    return draft


def _found(draft: ItemDraft | None) -> ItemDraft:
    if draft is None:
        raise NotFound("Dit concept is er niet (meer). Misschien is het goedgekeurd of ingetrokken.")
    return draft
