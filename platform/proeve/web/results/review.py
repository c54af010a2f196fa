"""The questions of a finished exam with key and explanation, for exams whose review policy shows them."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.asking import asked_items
from proeve.exams.attempts import Attempt
from proeve.exams.journal.answers import last_answers
from proeve.exams.results import Result
from proeve.web.results.scores import figure
from question_bank.kinds import kind_of
from question_bank.kinds.views import Explained, Presented


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    """One question as it was asked, what was answered, what was keyed and why."""

    number: int
    points: str
    maximum: str
    is_full: bool
    is_answered: bool
    asked: Presented
    explained: Explained


async def review_of(session: AsyncSession, attempt: Attempt, result: Result) -> list[ReviewedQuestion]:
    """Return the questions of a graded attempt in the order of its form."""
    asked = await asked_items(session, attempt)
    answers = {stored.slot: stored.answer for stored in await last_answers(session, attempt.id)}
    questions = []
    for mark in result.grading["marks"]:
        slot, item = asked[mark["slot"]]
        kind = kind_of(item)
        questions.append(
            ReviewedQuestion(
                number=mark["slot"] + 1,
                points=figure(Decimal(str(mark["points"]))),
                maximum=figure(Decimal(str(mark["maximum"]))),
                is_full=mark["points"] == mark["maximum"],
                is_answered=mark["answered"],
                asked=kind.present(item, slot.order),
                explained=kind.explain(item, slot.order, answers.get(mark["slot"])),
            )
        )
    return questions
