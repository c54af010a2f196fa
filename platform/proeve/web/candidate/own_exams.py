"""Read the exams of whoever is signed in as they stand now: what is overdue is closed first."""

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.attempts import AttemptState
from proeve.exams.closing import current_attempt
from proeve.exams.overview import EnrolmentRow, all_enrolments
from proeve.exams.timing import is_overdue


async def read_own_exams(database: Database, scope: Scope) -> list[EnrolmentRow]:
    """List the person's own exams, the last planned first."""
    rows = await _read(database, scope)
    overdue = [row.attempt_id for row in rows if row.attempt_id is not None and _is_overdue(row)]
    for attempt_id in overdue:
        await current_attempt(database, scope, attempt_id)
    return await _read(database, scope) if overdue else rows


async def read_own_exam(database: Database, scope: Scope, attempt_id: int) -> EnrolmentRow:
    """Return one of the person's own exams by its attempt, or raise NotFound."""
    rows = await read_own_exams(database, scope)
    row = next((row for row in rows if row.attempt_id == attempt_id), None)
    if row is None:
        raise NotFound("Deze toets bestaat niet.")
    return row


async def _read(database: Database, scope: Scope) -> list[EnrolmentRow]:
    async with database.reading() as session:
        return await all_enrolments(session, scope)


def _is_overdue(row: EnrolmentRow) -> bool:
    is_running = row.attempt_state == AttemptState.RUNNING
    return is_running and row.deadline_at is not None and is_overdue(clock.now(), row.deadline_at)
