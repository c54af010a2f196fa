"""Find late deliveries in their surroundings, for who decides about them and for whose they are."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.late_answers.deliveries import DeliveryState, LateAnswer, LateDelivery
from proeve.people.persons import Person
from question_bank.blueprint import Blueprint

ASSESSORS = frozenset({Role.ASSESSOR, Role.OPERATOR})
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A late delivery with whose it is, how many answers it holds and who decided."""

    blueprint: Blueprint
    delivery: LateDelivery
    attempt: Attempt
    member: StaffMember
    corporation: Corporation
    answers: int
    decider: Person | None

    @property
    def name(self) -> str:
        """Return the name that the corporation uses for the candidate."""
        return self.member.name

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody decided yet."""
        return self.delivery.state == DeliveryState.WAITING


async def all_late_deliveries(
    session: AsyncSession, scope: Scope, *, is_waiting: bool, page: int = 1
) -> list[DeliveryRow]:
    """List one page of deliveries: the longest waiting first, or the last decided first; NotFound for other roles."""
    waits = col(LateDelivery.state) == DeliveryState.WAITING
    decided_last = (col(LateDelivery.decided_at).desc(), col(LateDelivery.id).desc())
    order = (col(LateDelivery.id),) if is_waiting else decided_last
    wanted = _visible_to(scope).where(waits if is_waiting else ~waits).order_by(*order)
    return await _rows(session, wanted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))


async def count_late_deliveries(session: AsyncSession, scope: Scope) -> dict[DeliveryState, int]:
    """Count the deliveries that somebody may decide about, by their state."""
    statement = select(col(LateDelivery.state), func.count()).where(
        scope.covers(corporation=col(LateDelivery.corporation_id))
    )
    return {DeliveryState(state): number for state, number in await session.execute(statement.group_by("state"))}


async def find_late_delivery(session: AsyncSession, scope: Scope, delivery_id: int) -> DeliveryRow:
    """Return one delivery to who may decide about it, or raise NotFound."""
    rows = await _rows(session, _visible_to(scope).where(col(LateDelivery.id) == delivery_id))
    if not rows:
        raise NotFound("Deze nagestuurde antwoorden bestaan niet.")
    return rows[0]


def _visible_to(scope: Scope) -> Select[LateDelivery, Attempt, StaffMember, Corporation, int, Person]:
    if scope.role not in ASSESSORS:
        raise NotFound
    number = select(func.count()).where(col(LateAnswer.delivery_id) == col(LateDelivery.id)).scalar_subquery()
    decider = aliased(Person)
    return (
        select(LateDelivery, Attempt, StaffMember, Corporation, number, decider)
        .join(Attempt, col(Attempt.id) == col(LateDelivery.attempt_id))
        .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        .join(StaffMember, col(StaffMember.id) == col(Enrolment.staff_member_id))
        .join(Corporation, col(Corporation.id) == col(LateDelivery.corporation_id))
        .outerjoin(decider, col(LateDelivery.decided_by) == decider.id)
        .where(scope.covers(corporation=col(LateDelivery.corporation_id)))
    )


async def _rows(
    session: AsyncSession, statement: Select[LateDelivery, Attempt, StaffMember, Corporation, int, Person]
) -> list[DeliveryRow]:
    rows = (await session.execute(statement)).all()
    return [DeliveryRow(await find_blueprint(session, row[1].blueprint_id), *row) for row in rows]
