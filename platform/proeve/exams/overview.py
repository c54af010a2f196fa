"""What planners and candidates see: every enrolment with where it stands, every sitting with its counts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.mail.messages import Message, MessageState
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolment_states import EnrolmentState, enrolment_state
from proeve.exams.enrolments import Enrolment
from proeve.exams.results import Result
from proeve.exams.sittings import Sitting
from proeve.exams.timing import SECONDS_PER_MINUTE, allowed_seconds
from question_bank.blueprint import Blueprint


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One enrolment in its surroundings.

    `attempt_id` is None until the form is drawn, `result_id` until it is graded, `invitation` when nobody was mailed.
    """

    blueprint: Blueprint
    enrolment: Enrolment
    sitting: Sitting
    member: StaffMember
    corporation: Corporation
    invitation: MessageState | None
    attempt_id: int | None
    attempt_state: AttemptState | None
    granted_seconds: int | None
    started_at: datetime | None
    deadline_at: datetime | None
    closed_at: datetime | None
    result_id: int | None
    passed: bool | None
    grade: Decimal | None

    @property
    def name(self) -> str:
        """Return the person's name as the corporation writes it."""
        return self.member.name

    @property
    def minutes(self) -> int:
        """Return this person's own minutes, those granted on the day included."""
        own = allowed_seconds(
            self.blueprint.duration_minutes,
            extra_percent=self.enrolment.extra_percent,
            extra_minutes=self.enrolment.extra_minutes,
        )
        return (own + (self.granted_seconds or 0)) // SECONDS_PER_MINUTE

    @property
    def state(self) -> EnrolmentState:
        """Return where this person stands now."""
        return enrolment_state(
            self.attempt_state,
            passed=self.passed,
            is_withdrawn=self.enrolment.withdrawn_at is not None,
            is_window_over=self.sitting.closes_at <= clock.now(),
        )


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One sitting with the number of people in each state."""

    sitting: Sitting
    corporation: Corporation
    blueprint: Blueprint
    states: Counter[EnrolmentState]

    @property
    def people(self) -> int:
        """Return how many people are to sit it, without the withdrawn."""
        return self.states.total() - self.states[EnrolmentState.WITHDRAWN]

    @property
    def finished(self) -> int:
        """Return how many have handed in."""
        done = (EnrolmentState.HANDED_IN, EnrolmentState.PASSED, EnrolmentState.FAILED)
        return sum(self.states[state] for state in done)


async def all_enrolments(
    session: AsyncSession, scope: Scope, *, sitting_id: int | None = None, staff_member_id: int | None = None
) -> list[EnrolmentRow]:
    """List enrolments, of one sitting, one staff member or all: the last sitting to open first, and then by name.

    An employee sees their own, without those that were withdrawn.
    """
    statement = (
        select_enrolments(scope)
        .order_by(col(Sitting.opens_at).desc(), col(Sitting.id).desc())
        .order_by(col(StaffMember.sort_name), col(Enrolment.id))
    )
    if sitting_id is not None:
        statement = statement.where(col(Enrolment.sitting_id) == sitting_id)
    if staff_member_id is not None:
        statement = statement.where(col(Enrolment.staff_member_id) == staff_member_id)
    if scope.role is Role.EMPLOYEE:
        statement = statement.where(col(Enrolment.withdrawn_at).is_(None))
    return await read_enrolments(session, statement)


def select_enrolments(scope: Scope) -> Select[Any]:
    """Select enrolments in their surroundings, for `read_enrolments`; callers narrow and sort."""
    return (
        select(Enrolment, Sitting, StaffMember, Corporation, col(Message.state))
        .add_columns(col(Attempt.id), col(Attempt.state), col(Attempt.granted_seconds))
        .add_columns(col(Attempt.started_at), col(Attempt.deadline_at), col(Attempt.closed_at))
        .add_columns(col(Result.id), col(Result.passed), col(Result.grade))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .join(StaffMember, col(StaffMember.id) == col(Enrolment.staff_member_id))
        .join(Corporation, col(Corporation.id) == col(Enrolment.corporation_id))
        .outerjoin(Message, col(Message.id) == col(Enrolment.invitation_id))
        .outerjoin(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .outerjoin(Result, col(Result.attempt_id) == col(Attempt.id))
        .where(scope.covers(corporation=col(Enrolment.corporation_id), person=col(Enrolment.person_id)))
    )


async def read_enrolments(session: AsyncSession, statement: Select[Any]) -> list[EnrolmentRow]:
    """Run a statement of `select_enrolments` and return its rows with their blueprints."""
    rows: Sequence[Any] = (await session.execute(statement)).all()
    return [EnrolmentRow(await find_blueprint(session, row[1].blueprint_id), *row) for row in rows]


async def all_sittings(session: AsyncSession, scope: Scope) -> list[SittingRow]:
    """List the sittings of the scope's corporations, the last to open first."""
    statement = (
        select(Sitting, Corporation)
        .join(Corporation, col(Corporation.id) == col(Sitting.corporation_id))
        .where(scope.covers(corporation=col(Sitting.corporation_id)))
        .order_by(col(Sitting.opens_at).desc(), col(Sitting.id).desc())
    )
    rows = (await session.execute(statement)).all()
    states = await _count_states(session, [sitting.id for sitting, _ in rows])
    return [
        SittingRow(sitting, corporation, await find_blueprint(session, sitting.blueprint_id), states[sitting.id])
        for sitting, corporation in rows
    ]


async def _count_states(session: AsyncSession, sitting_ids: Collection[int]) -> dict[int, Counter[EnrolmentState]]:
    is_withdrawn = col(Enrolment.withdrawn_at).is_not(None)
    kinds = (col(Sitting.id), col(Sitting.closes_at), col(Attempt.state), col(Result.passed), is_withdrawn)
    statement = (
        select(*kinds, func.count())
        .select_from(Enrolment)
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .outerjoin(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .outerjoin(Result, col(Result.attempt_id) == col(Attempt.id))
        .where(col(Sitting.id).in_(sitting_ids))
        .group_by(*kinds)
    )
    now, counts = clock.now(), defaultdict[int, Counter[EnrolmentState]](Counter)
    for sitting_id, closes_at, attempt, passed, withdrawn, number in await session.execute(statement):
        state = enrolment_state(attempt, passed=passed, is_withdrawn=bool(withdrawn), is_window_over=closes_at <= now)
        counts[sitting_id][state] += number
    return counts
