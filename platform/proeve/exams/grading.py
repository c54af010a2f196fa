"""Grade a closed attempt by the rules and item versions it was drawn with: once, and again if answers join it."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.exams.after_grading import call_after_grading
from proeve.exams.attempt_states import move
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.item_versions import find_items
from proeve.exams.journal.answers import last_answers
from proeve.exams.results import Result
from question_bank.grading import Grading, grade
from question_bank.kinds.written_reply import NeedsHumanMark

STORED_PLACES = Decimal("0.0001")


async def grade_attempt(session: AsyncSession, attempt: Attempt) -> Result | None:
    """Grade a closed attempt and store its result; grading again returns the same result.

    Returns None while written replies wait for human marks; the attempt stays closed until then.
    """
    if attempt.state == AttemptState.GRADED:
        return (await session.scalars(select(Result).where(col(Result.attempt_id) == attempt.id))).one()
    try:
        grading = await _graded(session, attempt)
    except NeedsHumanMark:
        return None
    result = await _result(session, attempt, grading)
    session.add(result)
    await move(session, attempt, AttemptState.CLOSED, AttemptState.GRADED)
    await session.flush()
    await call_after_grading(session, result)
    return result


async def grade_again(session: AsyncSession, attempt: Attempt) -> Result:
    """Grade an attempt that has a result once more, because answers were added to it, and return the result.

    The new outcome replaces the old one, but never makes somebody fail who had passed: their certificate is out.
    """
    result = (await session.scalars(select(Result).where(col(Result.attempt_id) == attempt.id))).one()
    grading = await _graded(session, attempt)
    if result.passed and not grading.passed:
        return result
    for name, value in _outcome(grading).items():
        setattr(result, name, value)
    result.graded_at = clock.now()
    await session.flush()
    await call_after_grading(session, result)
    return result


async def _graded(session: AsyncSession, attempt: Attempt) -> Grading:
    slots = form_of(attempt).slots
    items = await find_items(session, [(slot.item, slot.version) for slot in slots])
    answers = {stored.slot: stored.answer for stored in await last_answers(session, attempt.id)}
    return grade(await find_blueprint(session, attempt.blueprint_id), items.values(), slots, answers)


async def _result(session: AsyncSession, attempt: Attempt, grading: Grading) -> Result:
    enrolment = await session.get_one(Enrolment, attempt.enrolment_id)
    if attempt.closed_at is None:
        raise ValueError(f"Attempt {attempt.id} is graded before it is closed.")
    return Result(
        corporation_id=attempt.corporation_id,
        attempt_id=attempt.id,
        staff_member_id=enrolment.staff_member_id,
        person_id=attempt.person_id,
        exam=attempt.exam,
        closed_at=attempt.closed_at,
        **_outcome(grading),
    )


def _outcome(grading: Grading) -> dict[str, Any]:
    """Return the columns of a result that follow from the answers."""
    return {
        "points": _decimal(grading.points),
        "maximum": _decimal(grading.maximum),
        "cut": _decimal(grading.cut),
        "passed": grading.passed,
        "grade": grading.grade,
        "grading": grading.as_json(),
    }


def _decimal(value: Fraction) -> Decimal:
    """Round for lists only; the decision was made on the fraction."""
    return (Decimal(value.numerator) / value.denominator).quantize(STORED_PLACES, ROUND_HALF_UP)
