"""The start page: everything to know before the clock runs, and starting it."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response

from proeve.core import clock
from proeve.core.database import Database
from proeve.exams.attempts import find_attempt, form_of
from proeve.exams.overview import EnrolmentRow
from proeve.exams.preparing import prepare_attempt
from proeve.exams.sittings import SittingKind, arrives_from
from proeve.exams.start_codes import in_halves
from proeve.exams.starting import Start
from proeve.exams.timing import SECONDS_PER_MINUTE, allowed_seconds
from proeve.web.candidate.cards import Phase, missed_words, phase_of, when_words
from proeve.web.candidate.moments import moment_words, until_words
from proeve.web.candidate.own_exams import read_own_exam
from proeve.web.flash import redirect
from proeve.web.page import page
from proeve.web.together import Together
from question_bank.blueprint import Blueprint
from question_bank.kinds import KINDS

BEFORE = frozenset({Phase.PLANNED, Phase.GATHERING, Phase.WAITING, Phase.OPEN, Phase.MISSED})


@get("/inschrijvingen/{enrolment_id:int}")
async def prepare(
    request: Request[Any, Any, Any], database: NamedDependency[Database], enrolment_id: FromPath[int]
) -> Redirect:
    """Bring somebody to the start page, and draw their form first when they are here before the job was."""
    attempt = await prepare_attempt(database, request.user, enrolment_id)
    return redirect(f"/mijn/toetsen/{attempt.id}")


@get("/toetsen/{attempt_id:int}")
async def show_start(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Response[Any]:
    """Show the start page; who has begun goes on, who is finished sees the result."""
    return await start_page(request, database, attempt_id)


async def start_page(
    request: Request[Any, Any, Any], database: Database, attempt_id: int, *, code: str = "", problem: str = ""
) -> Response[Any]:
    """Render the start page; with the start code as it was typed, and what is wrong with it."""
    exam = await read_own_exam(database, request.user, attempt_id)
    phase, path = phase_of(exam), f"/mijn/toetsen/{attempt_id}"
    if phase not in BEFORE:
        return redirect(f"{path}/afnemen" if phase is Phase.RUNNING else f"{path}/uitslag")
    sitting = exam.sitting
    questions, unscored = await _questions(request, database, exam)
    next_at = arrives_from(sitting) if sitting.kind == SittingKind.JOINT else sitting.opens_at
    return page(
        request,
        "candidate/start.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        exam=exam,
        phase=phase,
        opens=moment_words(sitting.opens_at),
        next_moment=moment_words(next_at),
        next_in_ms=max(0, clock.milliseconds(next_at) - clock.now_ms()),
        until=until_words(sitting.closes_at),
        when=when_words(sitting),
        missed=missed_words(exam),
        start_code=in_halves(sitting.start_code or ""),
        code=code,
        problem=problem,
        time_rows=time_rows(exam),
        formats=format_rows(exam.blueprint),
        questions=questions,
        unscored=unscored,
        attempt_path=path,
    )


async def _questions(request: Request[Any, Any, Any], database: Database, exam: EnrolmentRow) -> tuple[int, int]:
    """Return how many questions this person gets, and how many of them do not count."""
    if not exam.blueprint.pilot_slots or exam.attempt_id is None:
        return exam.blueprint.length, 0
    async with database.reading() as session:
        form = form_of(await find_attempt(session, request.user, exam.attempt_id))
    return len(form.slots), form.unscored


@post("/toetsen/{attempt_id:int}/starten")
async def start(
    request: Request[Any, Any, Any], together: NamedDependency[Together], attempt_id: FromPath[int]
) -> Redirect:
    """Start the clock and go to the exam."""
    await together.starts.ask(Start(request.user, attempt_id))
    return redirect(f"/mijn/toetsen/{attempt_id}/afnemen")


def time_rows(exam: EnrolmentRow) -> list[tuple[str, str]]:
    """Return what a person's own time is made of, with the sum last; nothing when it is everybody's time."""
    duration, percent = exam.blueprint.duration_minutes, exam.enrolment.extra_percent
    by_percent = allowed_seconds(duration, extra_percent=percent) // SECONDS_PER_MINUTE - duration
    parts = [
        (f"Extra tijd van {percent} procent", by_percent),
        ("Extra minuten", exam.enrolment.extra_minutes),
        ("Extra minuten van uw begeleider", (exam.granted_seconds or 0) // SECONDS_PER_MINUTE),
    ]
    extra = [(what, minutes) for what, minutes in parts if minutes]
    if not extra:
        return []
    rows = [("Tijd voor iedereen", duration), *extra, ("Samen", exam.minutes)]
    return [(what, f"{minutes} {'minuut' if minutes == 1 else 'minuten'}") for what, minutes in rows]


def format_rows(blueprint: Blueprint) -> list[tuple[str, str]]:
    """Return how many points a question of each format earns at most."""
    return [
        (KINDS[kind].dutch.capitalize(), f"{points} {'punt' if points == 1 else 'punten'}")
        for kind, points in blueprint.weights.items()
    ]
