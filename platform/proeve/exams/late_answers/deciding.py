"""Decide about late answers: accepted ones join the journal and the result follows, refused ones stay apart."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, AttemptState, hold_attempt
from proeve.exams.finishing import finish_attempts
from proeve.exams.grading import grade_again
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deliveries import DeliveryState, LateAnswer, LateDelivery, answers_of
from proeve.exams.late_answers.finding import DeliveryRow, find_late_delivery
from proeve.exams.late_answers.letter import tell_decision
from proeve.exams.late_answers.overtaken import newer_than, newest_beside
from proeve.exams.results import Result

SHORTEST_REASON, LONGEST_REASON = 5, 500
WHY_MISSING = f"Schrijf in {SHORTEST_REASON} tot {LONGEST_REASON} tekens waarom. De medewerker leest dit."


async def accept_late(session: AsyncSession, scope: Scope, delivery_id: int, reason: str) -> LateDelivery:
    """Let late answers count: add them to the journal, marked late, and grade again.

    An answer that was overtaken by a newer one stays out. Raises NotFound, Invalid without a reason, and Conflict for
    one's own answers (own_answers) and when somebody decided before (late_decided).
    """
    delivery, row = await _hold(session, scope, delivery_id, reason)
    attempt = await hold_attempt(session, delivery.attempt_id)
    lease = await _next_lease(session, attempt)
    counting = newer_than(await newest_beside(session, delivery), await answers_of(session, delivery.id))
    received_ms = clock.milliseconds(delivery.received_at)
    session.add_all(_entry(attempt, lease, number, each, received_ms) for number, each in enumerate(counting, 1))
    delivery.journal_lease = lease
    _decide(scope, delivery, DeliveryState.ACCEPTED, reason)
    await session.flush()
    before = await _outcome(session, attempt)
    await _grade(session, attempt)
    after = await _outcome(session, attempt)
    facts = {"answers": len(counting), "before": before, "after": after}
    await _conclude(session, scope, delivery, row, facts)
    return delivery


async def refuse_late(session: AsyncSession, scope: Scope, delivery_id: int, reason: str) -> LateDelivery:
    """Leave late answers out, for good; raises as `accept_late` does."""
    delivery, row = await _hold(session, scope, delivery_id, reason)
    _decide(scope, delivery, DeliveryState.REFUSED, reason)
    await _conclude(session, scope, delivery, row, {"answers": row.answers})
    return delivery


async def _hold(session: AsyncSession, scope: Scope, delivery_id: int, reason: str) -> tuple[LateDelivery, DeliveryRow]:
    """Return a delivery that this person may decide about, held until the transaction ends."""
    row = await find_late_delivery(session, scope, delivery_id)
    held = select(LateDelivery).where(col(LateDelivery.id) == delivery_id).with_for_update()
    delivery = (await session.scalars(held.execution_options(populate_existing=True))).one()
    if delivery.person_id == scope.person_id:
        raise Conflict("U kunt niet over uw eigen antwoorden beslissen. Vraag een collega.", code="own_answers")
    if delivery.state != DeliveryState.WAITING:
        raise Conflict("Iemand anders heeft hier al over beslist. Laad de pagina opnieuw.", code="late_decided")
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(WHY_MISSING, {"reason": WHY_MISSING})
    return delivery, row


async def _next_lease(session: AsyncSession, attempt: Attempt) -> int:
    """Return a lease above those of all pages and of what was accepted before."""
    mine = select(func.max(col(JournalEntry.lease))).where(col(JournalEntry.attempt_id) == attempt.id)
    accepted = select(func.max(col(LateDelivery.journal_lease))).where(col(LateDelivery.attempt_id) == attempt.id)
    return max(attempt.lease, await session.scalar(mine) or 0, await session.scalar(accepted) or 0) + 1


def _entry(attempt: Attempt, lease: int, sequence: int, late: LateAnswer, received_ms: int) -> JournalEntry:
    return JournalEntry(
        attempt_id=attempt.id,
        lease=lease,
        sequence=sequence,
        slot=late.slot,
        answer=late.answer,
        client_ms=late.client_ms,
        received_ms=received_ms,
        is_late=True,
    )


def _decide(scope: Scope, delivery: LateDelivery, state: DeliveryState, reason: str) -> None:
    delivery.state, delivery.reason = state, reason.strip()
    delivery.decided_by, delivery.decided_at = scope.person_id, clock.now()


async def _grade(session: AsyncSession, attempt: Attempt) -> None:
    """Grade anew; an attempt that has no result yet gets its first one if that can be."""
    if attempt.state == AttemptState.GRADED:
        await grade_again(session, attempt)
    else:
        await finish_attempts(session, [attempt])


async def _outcome(session: AsyncSession, attempt: Attempt) -> dict[str, Any] | None:
    result = await session.scalar(select(Result).where(col(Result.attempt_id) == attempt.id))
    return {"passed": result.passed, "grade": str(result.grade), "points": str(result.points)} if result else None


async def _conclude(
    session: AsyncSession, scope: Scope, delivery: LateDelivery, row: DeliveryRow, facts: dict[str, Any]
) -> None:
    """Write the decision down and tell the candidate."""
    action = "late_answers.accept" if delivery.state == DeliveryState.ACCEPTED else "late_answers.refuse"
    record(
        session,
        action,
        f"attempt:{delivery.attempt_id}",
        actor_id=scope.person_id,
        corporation_id=delivery.corporation_id,
        delivery=delivery.id,
        reason=delivery.reason,
        **facts,
    )
    await tell_decision(session, delivery, row)
