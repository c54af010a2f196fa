"""The result: passed or not, how that was computed, what it says about how somebody works, and what comes next."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.errors import Conflict
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.exams.attempts import find_attempt
from proeve.exams.endings import Ending, ending_of
from proeve.exams.overview import EnrolmentRow
from proeve.exams.results import Result, find_result_of_attempt
from proeve.people.persons import Person
from proeve.people.role_holders import all_role_holders
from proeve.register.finding import find_certificate_of_result, is_issued
from proeve.web.candidate.cards import Phase, phase_of
from proeve.web.candidate.certificate_cards import CertificateCard, certificate_card
from proeve.web.candidate.late import read_late
from proeve.web.candidate.moments import moment_words
from proeve.web.candidate.own_exams import read_own_exam
from proeve.web.candidate.receipt import read_receipt
from proeve.web.page import page
from proeve.web.results.lessons import Lessons, lessons_of
from proeve.web.results.review import ReviewedQuestion, review_of
from proeve.web.results.scores import score_of

GRADED = frozenset({Phase.PASSED, Phase.FAILED})
ENDINGS = {
    Ending.HANDED_IN: "U heeft de toets ingeleverd",
    Ending.TIME_UP: "De tijd was om. De toets is toen vanzelf ingeleverd",
    Ending.ENDED: "Een toezichthouder heeft de toets eerder beëindigd",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is read for the page of one result; the review policy decides whether lessons and questions are there."""

    result: Result
    contacts: list[Person]
    certificate: CertificateCard | None
    is_elsewhere: bool
    lessons: Lessons | None
    questions: list[ReviewedQuestion]
    ending: str


@get("/toetsen/{attempt_id:int}/uitslag")
async def show_result(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    attempt_id: FromPath[int],
) -> Template:
    """Show the result, or that it is on its way; raise Conflict before the attempt is closed."""
    exam = await read_own_exam(database, request.user, attempt_id)
    if exam.closed_at is None:
        raise Conflict("U heeft deze toets nog niet ingeleverd. Maak de toets eerst af.", code="not_closed")
    facts: dict[str, Any] = {
        "exam": exam,
        "handed_in": moment_words(exam.closed_at),
        "receipt": await read_receipt(database, attempt_id),
        "late": await read_late(database, attempt_id),
        "attempt_id": attempt_id,
        "attempt_path": f"/mijn/toetsen/{attempt_id}",
    }
    if phase_of(exam) not in GRADED:
        return page(request, "candidate/result_pending.html", **facts)
    outcome = await read_outcome(database, settings, request.user, exam, attempt_id)
    return page(
        request,
        "candidate/result.html",
        outcome=outcome,
        score=score_of(outcome.result, exam.blueprint),
        **facts,
    )


@get("/toetsen/{attempt_id:int}/certificaat")
async def show_certificate_slot(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    attempt_id: FromPath[int],
) -> Template:
    """Show the piece of the result page that waits for the certificate."""
    async with database.reading() as session:
        result = await find_result_of_attempt(session, request.user, attempt_id)
        certificate = await find_certificate_of_result(session, request.user, result.id)
        is_elsewhere = certificate is None and await is_issued(session, result.id)
    card = certificate_card(certificate, settings) if certificate else None
    path = f"/mijn/toetsen/{attempt_id}"
    context = {"certificate": card, "is_elsewhere": is_elsewhere, "attempt_path": path}
    return Template(template_name="candidate/certificate_slot.html", context=context)


async def read_outcome(
    database: Database, settings: Settings, scope: Scope, exam: EnrolmentRow, attempt_id: int
) -> Outcome:
    """Read what the page of a graded attempt shows."""
    review = exam.blueprint.review
    async with database.reading() as session:
        attempt = await find_attempt(session, scope, attempt_id)
        result = await find_result_of_attempt(session, scope, attempt_id)
        certificate = await find_certificate_of_result(session, scope, result.id)
        administrators = await all_role_holders(session, exam.corporation.id, Role.ADMINISTRATOR)
        return Outcome(
            result=result,
            contacts=[holder.person for holder in administrators],
            certificate=certificate_card(certificate, settings) if certificate else None,
            is_elsewhere=certificate is None and await is_issued(session, result.id),
            lessons=None if review == "result" else lessons_of(result.grading["profile"]),
            questions=await review_of(session, attempt, result) if review == "items" else [],
            ending=ENDINGS[ending_of(attempt)],
        )
