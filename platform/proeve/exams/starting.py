"""Start attempts: one UPDATE, in which the deadline is computed from what counts at that moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, NoReturn

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock, dutch
from proeve.core.errors import Conflict, ProeveError, only
from proeve.core.scope import Scope
from proeve.exams.attempt_states import move_all
from proeve.exams.attempts import Attempt, AttemptState, hold_attempts, no_such_attempt
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting, SittingKind, can_start, has_begun, is_over
from proeve.exams.timing import allowed_seconds, deadline
from question_bank.blueprint import Blueprint

ALREADY_CLOSED = "Deze toets is al ingeleverd. U kunt hem niet nog een keer maken."


class Start(NamedTuple):
    """Somebody's wish to start an attempt."""

    scope: Scope
    attempt_id: int


async def start_attempt(session: AsyncSession, scope: Scope, attempt_id: int) -> Attempt:
    """Start the clock of a prepared attempt; one that runs already goes on unchanged, so a double click is harmless.

    A joint sitting itself starts the clocks of those who wait for it (`exams.starting_together`); here it is for who is
    late. Raises NotFound, and Conflict outside the window, after withdrawal or when the attempt was closed.
    """
    return only(await start_attempts(session, [Start(scope, attempt_id)]))


async def start_attempts(session: AsyncSession, starts: Sequence[Start]) -> list[Attempt | ProeveError]:
    """Start the clocks of many at once, by as many statements as for one.

    Returns for each the attempt, or the error that `start_attempt` raises for it; one's error stops nobody else.
    """
    attempts = await hold_attempts(session, {start.attempt_id for start in starts})
    places = await _read_places(session, [each for each in attempts.values() if each.state == AttemptState.PREPARED])
    outcomes: list[Attempt | ProeveError] = []
    changes: dict[int, dict[str, Any]] = {}
    for start in starts:
        attempt = attempts.get(start.attempt_id)
        try:
            if attempt is None or attempt.person_id != start.scope.person_id:
                raise no_such_attempt()
            if attempt.state == AttemptState.PREPARED:
                blueprint = await find_blueprint(session, attempt.blueprint_id)
                changes[attempt.id] = _beginning(attempt, *places[attempt.enrolment_id], blueprint)
            elif attempt.state != AttemptState.RUNNING:
                raise Conflict(ALREADY_CLOSED, code="attempt_closed")
        except ProeveError as refused:
            outcomes.append(refused)
        else:
            outcomes.append(attempt)
    beginning = [(attempts[attempt_id], columns) for attempt_id, columns in changes.items()]
    await move_all(session, beginning, AttemptState.PREPARED, AttemptState.RUNNING)
    return outcomes


async def _read_places(session: AsyncSession, attempts: Sequence[Attempt]) -> dict[int, tuple[Enrolment, Sitting]]:
    """Read the enrolments, and hold them: whoever is changing extra time or withdrawing somebody comes first."""
    if not attempts:
        return {}
    places = (
        select(Enrolment, Sitting)
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .where(col(Enrolment.id).in_([attempt.enrolment_id for attempt in attempts]))
        .order_by(col(Enrolment.id))  # Two groups that hold the same rows must come to them in one order.
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    )
    return {enrolment.id: (enrolment, sitting) for enrolment, sitting in await session.execute(places)}


def _beginning(attempt: Attempt, enrolment: Enrolment, sitting: Sitting, blueprint: Blueprint) -> dict[str, Any]:
    """Return what changes when the clock starts, or raise Conflict when it may not."""
    begins = _begins_at(enrolment, sitting)
    allowed = allowed_seconds(
        blueprint.duration_minutes, extra_percent=enrolment.extra_percent, extra_minutes=enrolment.extra_minutes
    )
    return {
        "started_at": begins,
        "allowed_seconds": allowed,
        "deadline_at": deadline(begins, allowed=allowed, granted=attempt.granted_seconds),
    }


def _begins_at(enrolment: Enrolment, sitting: Sitting) -> datetime:
    """Return when the clock of somebody who starts now begins: now, or at the joint start that was just announced."""
    refuse_withdrawn(enrolment)
    now = clock.now()
    if is_over(sitting, now):
        refuse_over(sitting)
    if sitting.kind == SittingKind.JOINT:
        _refuse_before_joint_start(enrolment, sitting)
    elif not can_start(sitting, now):
        raise Conflict(
            f"U kunt deze toets beginnen vanaf {dutch.moment(sitting.opens_at)} uur. Kom dan terug.",
            code="not_open_yet",
        )
    return max(now, sitting.begun_at or now)


def _refuse_before_joint_start(enrolment: Enrolment, sitting: Sitting) -> None:
    if not has_begun(sitting):
        raise Conflict(
            "De toezichthouder start deze toets voor iedereen tegelijk. Meld u op de startpagina en wacht daar.",
            code="not_begun",
        )
    if enrolment.arrived_at is None:
        raise Conflict("Meld u eerst op de startpagina. Daarna kunt u beginnen.", code="not_arrived")


def refuse_withdrawn(enrolment: Enrolment) -> None:
    """Raise Conflict for somebody whose place was taken back."""
    if enrolment.withdrawn_at is not None:
        raise Conflict(
            "Uw uitnodiging voor deze toets is ingetrokken. Vraag uw corporatie hoe het verder gaat.", code="withdrawn"
        )


def refuse_over(sitting: Sitting) -> NoReturn:
    """Raise Conflict that says until when one could start."""
    ended = f"U kon deze toets beginnen tot {dutch.moment(sitting.closes_at)} uur. "
    if sitting.begun_at is not None:
        ended = f"Deze toets is om {dutch.time(sitting.begun_at)} uur voor iedereen begonnen. " + (
            f"Wie later kwam, kon nog beginnen tot {dutch.time(sitting.closes_at)} uur. "
            if sitting.late_minutes
            else "Wie later komt, kan niet meer meedoen. "
        )
    raise Conflict(f"{ended}Vraag uw corporatie om een nieuwe uitnodiging.", code="window_closed")
