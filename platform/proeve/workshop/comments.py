"""Comments of colleagues on a version or draft of an item, until somebody says that they are dealt with."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from proeve.core import audit, clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Scope
from proeve.exams.item_steps import ItemStep, StepKind
from proeve.exams.item_versions import ItemVersion
from proeve.people.persons import Person
from proeve.people.text import tidy
from proeve.workshop.access import refuse_onlookers
from proeve.workshop.drafts import ItemDraft

LONGEST_COMMENT = 2000
EMPTY = f"Schrijf een opmerking van hoogstens {LONGEST_COMMENT} tekens."


class ItemComment(SQLModel, table=True):
    """One comment; `version` is the version it is about, or the number a draft is to get."""

    __tablename__ = "item_comment"
    __table_args__ = (CheckConstraint("(resolved_at IS NULL) = (resolved_by IS NULL)", name="resolved_by_somebody"),)

    id: int = Field(default=None, primary_key=True)
    item: str = Field(index=True)
    version: int
    person_id: int = Field(foreign_key="person.id")
    text: str
    written_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_by: int | None = Field(default=None, foreign_key="person.id")


class CommentRow(NamedTuple):
    """A comment with the names of who wrote and who resolved it."""

    comment: ItemComment
    writer: str
    resolver: str | None


async def all_comments(session: AsyncSession, scope: Scope, item_id: str) -> list[CommentRow]:
    """List the comments on an item, the oldest first, without those on drafts that were withdrawn."""
    refuse_onlookers(scope)
    resolver = aliased(Person)
    withdrawals = select(func.max(ItemStep.at)).where(
        col(ItemStep.item) == col(ItemComment.item),
        col(ItemStep.version) == col(ItemComment.version),
        col(ItemStep.kind) == StepKind.WITHDRAWN,
    )
    withdrawn = withdrawals.correlate(ItemComment).scalar_subquery()
    rows = (
        select(ItemComment, Person, resolver)
        .join(Person, col(Person.id) == col(ItemComment.person_id))
        .outerjoin(resolver, resolver.id == col(ItemComment.resolved_by))  # type: ignore[arg-type]  # An alias of a table has its columns.
        .where(col(ItemComment.item) == item_id, or_(withdrawn.is_(None), col(ItemComment.written_at) > withdrawn))
        .order_by(col(ItemComment.id))
    )
    return [
        CommentRow(comment, writer.name, by.name if by is not None else None)
        for comment, writer, by in await session.execute(rows)
    ]


async def add_comment(session: AsyncSession, scope: Scope, item_id: str, version: int, text: str) -> ItemComment:
    """Comment on a version or on the draft that is to become it; raise NotFound, and Invalid (problem: text)."""
    refuse_onlookers(scope)
    text = tidy(text)
    if not 0 < len(text) <= LONGEST_COMMENT:
        raise Invalid(EMPTY, {"text": EMPTY})
    await _check_exists(session, item_id, version)
    comment = ItemComment(item=item_id, version=version, person_id=scope.person_id, text=text)
    session.add(comment)
    await session.flush()
    _record(session, scope, comment, "comment")
    return comment


async def resolve_comment(session: AsyncSession, scope: Scope, comment_id: int) -> ItemComment:
    """Say that a comment is dealt with; a second time changes nothing. Raise NotFound."""
    refuse_onlookers(scope)
    comment = await session.get(ItemComment, comment_id, with_for_update=True)
    if comment is None:
        raise NotFound("Deze opmerking is er niet.")
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = clock.now(), scope.person_id
        _record(session, scope, comment, "resolve_comment")
    await session.flush()
    return comment


async def _check_exists(session: AsyncSession, item_id: str, version: int) -> None:
    for table in (ItemVersion, ItemDraft):
        known = select(col(table.id)).where(col(table.item) == item_id, col(table.version) == version)
        if await session.scalar(known) is not None:
            return
    raise NotFound("Deze versie van de vraag is er niet.")


def _record(session: AsyncSession, scope: Scope, comment: ItemComment, act: str) -> None:
    subject, facts = f"item:{comment.item}", {"version": comment.version, "comment": comment.id}
    audit.record(session, f"item.{act}", subject, actor_id=scope.person_id, **facts)
