"""Read a timeline for whoever asks, and write down that they looked."""

from enum import StrEnum

from proeve.core import audit
from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.attempts import form_of
from proeve.exams.closing import current_attempt
from proeve.exams.drawing_again import draw_again
from proeve.reporting.timeline.questions import AskedQuestion, asked_questions
from proeve.reporting.timeline.timeline import Timeline, read_timeline
from proeve.web.timeline.paths import SEES_ITEMS
from proeve.web.trainer.viewing import note_views
from question_bank.shortage import InfeasibleBlueprint


class Drawing(StrEnum):
    """What came of drawing a form once more."""

    SAME = "same"
    OTHER = "other"
    NOT_KEPT = "not_kept"  # What it was drawn from is not there any more.


async def read_for(database: Database, scope: Scope, attempt_id: int) -> tuple[Timeline, list[AskedQuestion]]:
    """Return a timeline as it stands now, and its questions for who may see them; raise NotFound."""
    await current_attempt(database, scope, attempt_id)
    async with database.reading() as session:
        timeline = await read_timeline(session, scope, attempt_id)
        questions = await asked_questions(session, timeline.subject) if scope.role in SEES_ITEMS else []
    return timeline, questions


async def drawn_again(database: Database, timeline: Timeline) -> Drawing:
    """Draw the form of an attempt once more, and say whether it is the form that the attempt has."""
    attempt = timeline.subject.attempt
    try:
        form = await draw_again(database, attempt)
    except NotFound:
        return Drawing.NOT_KEPT
    except InfeasibleBlueprint:
        return Drawing.OTHER
    return Drawing.SAME if form == form_of(attempt) else Drawing.OTHER


async def note_look(
    database: Database, scope: Scope, timeline: Timeline, questions: list[AskedQuestion], action: str
) -> None:
    """Log who looked at an attempt or took it along, and each question they saw, before it is shown."""
    attempt = timeline.subject.attempt
    owner, versions = attempt.corporation_id, [question.version for question in questions]
    await note_views(database, scope, versions, corporation_id=owner, attempt=attempt.id)
    async with database.unit_of_work() as session:
        actor = {"actor_id": scope.person_id, "corporation_id": owner}
        audit.record(session, action, f"attempt:{attempt.id}", **actor, role=scope.role)
