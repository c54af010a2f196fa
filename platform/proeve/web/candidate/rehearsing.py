"""The dress rehearsal: does the exam work on this device? The page checks it, we check what the page says."""

from http import HTTPStatus
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Template
from msgspec import Meta, Struct

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Invalid
from proeve.core.tokens import draw_token
from proeve.exams.rehearsal_checks import Checks
from proeve.exams.rehearsals import find_rehearsal, finish_rehearsal, keep_practice_answers
from proeve.web.candidate.devices import device_words
from proeve.web.page import page
from proeve.web.queries import numbers

LARGEST_BODY = 8_000
LARGEST_NUMBER = 2**31 - 1
MOST_SAVES = 20
UNREADABLE = "Wat uw browser stuurde, konden we niet lezen. Laad de pagina opnieuw en begin opnieuw."

AnyRequest = Request[Any, Any, Any]
T = TypeVar("T")
Run = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{20,64}$")]


class PracticeAnswer(Struct, forbid_unknown_fields=True):
    """An answer to the one question of the rehearsal."""

    choice: Literal[0, 1]


class PracticeSave(Struct, forbid_unknown_fields=True):
    """One save, in the shape of those of the exam."""

    sequence: Annotated[int, Meta(ge=1, le=LARGEST_NUMBER)]
    slot: Literal[0, 1]
    answer: PracticeAnswer
    flagged: bool
    client_ms: int


class PracticeSaves(Struct, forbid_unknown_fields=True):
    """The body of a practice save; without saves it only asks for the time."""

    run: Run
    saves: Annotated[list[PracticeSave], Meta(max_length=MOST_SAVES)]


class Findings(Struct, forbid_unknown_fields=True):
    """The body of a finished rehearsal."""

    run: Run
    checks: Checks


@get("/apparaat")
async def show_rehearsal(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Show the rehearsal, and what the last one on this device showed."""
    device = _device(request)
    async with database.reading() as session:
        last = await find_rehearsal(session, request.user, device=device)
    attempt_id = next(iter(numbers(request, "toets")), None)
    return page(request, "candidate/rehearsal.html", run=draw_token(), device=device, last=last, attempt_id=attempt_id)


@post("/apparaat/bewaren", status_code=HTTPStatus.OK)
async def save_practice(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Keep practice answers and acknowledge them, as the exam does."""
    try:
        sent = await _read(request, PracticeSaves)
    except Invalid as refusal:
        return _refused(refusal)
    sequences = [save.sequence for save in sent.saves]
    if sequences:
        async with database.unit_of_work() as session:
            device = _device(request)
            await keep_practice_answers(session, request.user, device=device, run=sent.run, sequences=sequences)
    return Response({"acknowledged": sequences, "refused": [], "server_ms": clock.now_ms()})


@post("/apparaat/uitkomst", status_code=HTTPStatus.OK)
async def finish(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Judge what the page found out, keep it, and say what it means."""
    try:
        sent = await _read(request, Findings)
        async with database.unit_of_work() as session:
            device = _device(request)
            done = await finish_rehearsal(session, request.user, device=device, run=sent.run, checks=sent.checks)
    except Invalid as refusal:
        return _refused(refusal)
    return Response({"outcome": done.outcome, "reason": done.reason})


def _device(request: AnyRequest) -> str:
    return device_words(request.headers.get("user-agent", ""))


async def _read(request: AnyRequest, shape: type[T]) -> T:
    """Return the body in its shape, or raise Invalid."""
    body = await request.body()
    if len(body) > LARGEST_BODY:
        raise Invalid(UNREADABLE)
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid(UNREADABLE) from error


def _refused(refusal: Invalid) -> Response[Any]:
    """Answer 400: only a broken or a forged page sends this, and there is no form to show again."""
    body = {"error": {"code": "bad_request", "message": refusal.message}}
    return Response(body, status_code=HTTPStatus.BAD_REQUEST)
