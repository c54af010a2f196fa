"""Grade a closed attempt by the rules and item versions it was drawn with: once, and again if answers join it."""

from collections.abc import Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.exams.after_grading import call_after_grading
from proeve.exams.attempt_states import move_all
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.item_versions import find_items
from proeve.exams.journal.answers import last_answers_of
from proeve.exams.results import Result
from question_bank.grading import Grading, grade
from question_bank.kinds.written_reply import NeedsHumanMark

STORED_PLACES = Decimal("0.0001")


async def grade_attempts(session: AsyncSession, attempts: Iterable[Attempt]) -> None:
    """Grade closed attempts that are held and store their results, by as many statements as for one.

    One that was graded before keeps its result; one with written replies stays closed while they wait for human marks.
    """
    closed = {attempt.id: attempt for attempt in attempts if attempt.state == AttemptState.CLOSED}
    outcomes = await _graded(session, closed.values())
    gradings = {attempt_id: each for attempt_id, each in outcomes.items() if isinstance(each, Grading)}
    enrolments = select(col(Enrolment.id), col(Enrolment.staff_member_id)).where(
        col(Enrolment.id).in_(attempt.enrolment_id for attempt in closed.values())
    )
    members = dict((await session.execute(enrolments)).all())
    results = [
        _result(closed[attempt_id], members[closed[attempt_id].enrolment_id], grading)
        for attempt_id, grading in gradings.items()
    ]
    session.add_all(results)
    graded: list[tuple[Attempt, dict[str, Any]]] = [(closed[attempt_id], {}) for attempt_id in gradings]
    await move_all(session, graded, AttemptState.CLOSED, AttemptState.GRADED)
    await call_after_grading(session, results)


async def grade_again(session: AsyncSession, attempt: Attempt) -> Result:
    """Grade an attempt that has a result once more, because answers were added to it, and return the result.

    The new outcome replaces the old one, but never makes somebody fail who had passed: their certificate is out.
    """
    result = (await session.scalars(select(Result).where(col(Result.attempt_id) == attempt.id))).one()
    grading = (await _graded(session, [attempt]))[attempt.id]
    if isinstance(grading, NeedsHumanMark):
        raise grading
    if result.passed and not grading.passed:
        return result
    for name, value in _outcome(grading).items():
        setattr(result, name, value)
    result.graded_at = clock.now()
    await session.flush()
    await call_after_grading(session, [result])
    return result


async def _graded(session: AsyncSession, attempts: Collection[Attempt]) -> dict[int, Grading | NeedsHumanMark]:
    """Return by its id what each attempt earned, or which written reply waits for a human mark."""
    forms = {attempt.id: form_of(attempt).slots for attempt in attempts}
    items = await find_items(session, {(slot.item, slot.version) for slots in forms.values() for slot in slots})
    answers = await last_answers_of(session, list(forms))
    outcomes: dict[int, Grading | NeedsHumanMark] = {}
    for attempt in attempts:
        slots = forms[attempt.id]
        own_items = [items[slot.item, slot.version] for slot in slots]
        own_answers = {stored.slot: stored.answer for stored in answers[attempt.id]}
        blueprint = await find_blueprint(session, attempt.blueprint_id)
        try:
            outcomes[attempt.id] = grade(blueprint, own_items, slots, own_answers)
        except NeedsHumanMark as waiting:
            outcomes[attempt.id] = waiting
    return outcomes


def _result(attempt: Attempt, staff_member_id: int, grading: Grading) -> Result:
    if attempt.closed_at is None:
        raise ValueError(f"Attempt {attempt.id} is graded before it is closed.")
    return Result(
        corporation_id=attempt.corporation_id,
        attempt_id=attempt.id,
        staff_member_id=staff_member_id,
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
