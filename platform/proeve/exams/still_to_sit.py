"""Who still has to sit: enrolled, employed, not started, and not enrolled again for a later window."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message, MessageState
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.overview import EnrolmentRow, read_enrolments, select_enrolments
from proeve.exams.sittings import Sitting
from proeve.people.names import fold

PAGE_SIZE = 50

SORTS: dict[str, Any] = {
    "name": col(StaffMember.sort_name),
    "team": func.lower(col(StaffMember.team)),
    "exam": col(Sitting.exam),
    "closes": col(Sitting.closes_at),
}
"""What the list can be sorted by; a minus before the word turns the order round."""


class Turn(StrEnum):
    """When people can start."""

    NOW = "now"
    LATER = "later"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class StillToSitFilter:
    """What narrows the list; an empty field narrows nothing. `not_arrived` keeps whose invitation failed."""

    text: str = ""
    exam: str = ""
    turn: Turn | None = None
    not_arrived: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return one condition for each filter that is set."""
        conditions = [_has_word(word) for word in fold(self.text).split()]
        if self.exam:
            conditions.append(col(Sitting.exam) == self.exam)
        if self.turn:
            conditions.append(_turn() == self.turn.value)
        if self.not_arrived:
            conditions.append(col(Message.state) == MessageState.FAILED)
        return conditions


@dataclass(frozen=True, slots=True)
class StillToSitCounts:
    """How many people still have to sit, and of these: whose window went by, and whose invitation failed."""

    total: int = 0
    missed: int = 0
    not_arrived: int = 0


async def all_still_to_sit(
    session: AsyncSession,
    scope: Scope,
    wanted: StillToSitFilter = StillToSitFilter(),
    *,
    sort: str = "closes",
    page: int | None = 1,
) -> tuple[list[EnrolmentRow], int]:
    """List one page of who still has to sit, or all of them without a `page`, and how many there are in all."""
    statement = _still_to_sit(scope).where(*wanted.conditions())
    total = await session.scalar(statement.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    statement = statement.order_by(*_order(sort))
    if page is not None:
        statement = statement.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return await read_enrolments(session, statement), total


async def count_still_to_sit(session: AsyncSession, scope: Scope) -> StillToSitCounts:
    """Count who still has to sit."""
    has_missed = case((_turn() == Turn.MISSED.value, 1), else_=0)
    has_failed = case((col(Message.state) == MessageState.FAILED, 1), else_=0)
    statement = _still_to_sit(scope).with_only_columns(
        func.count(), func.sum(has_missed), func.sum(has_failed), maintain_column_froms=True
    )
    total, missed, not_arrived = (await session.execute(statement)).one()
    return StillToSitCounts(total, missed or 0, not_arrived or 0)


def _still_to_sit(scope: Scope) -> Select[Any]:
    return (
        select_enrolments(scope)
        .where(or_(col(Attempt.state).is_(None), col(Attempt.state) == AttemptState.PREPARED))
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(col(StaffMember.left_at).is_(None))
        .where(~_is_enrolled_again())
    )


def _is_enrolled_again() -> ColumnElement[bool]:
    """Return whether the same person has a place in a later window of the same exam: then that one counts."""
    later, later_sitting = aliased(Enrolment), aliased(Sitting)
    return exists(
        select(col(later.id))
        .join(later_sitting, col(later_sitting.id) == col(later.sitting_id))
        .where(col(later.staff_member_id) == col(Enrolment.staff_member_id))
        .where(col(later.withdrawn_at).is_(None))
        .where(col(later_sitting.exam) == col(Sitting.exam))
        .where(col(later_sitting.closes_at) > col(Sitting.closes_at))
    )


def _turn() -> ColumnElement[str]:
    now = clock.now()
    return case(
        (col(Sitting.closes_at) <= now, Turn.MISSED.value),
        (col(Sitting.opens_at) > now, Turn.LATER.value),
        else_=Turn.NOW.value,
    )


def _has_word(word: str) -> ColumnElement[bool]:
    columns = (col(StaffMember.sort_name), col(StaffMember.email), func.lower(col(StaffMember.team)))
    return or_(*(column.contains(word, autoescape=True) for column in columns))


def _order(sort: str) -> list[ColumnElement[Any]]:
    column = SORTS.get(sort.removeprefix("-"), SORTS["closes"])
    return [column.desc() if sort.startswith("-") else column.asc(), col(StaffMember.sort_name), col(Enrolment.id)]
