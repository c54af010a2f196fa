"""Turn what goes wrong into an answer: one shape for programs, one page for people, never a stack trace."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotAuthorizedException, PermissionDeniedException
from litestar.response import Template

from certificates.sealing.provider import CannotSeal
from proeve.core.database import is_away
from proeve.core.errors import NOTHING_HERE, Conflict, Invalid, NotFound, ProeveError, TooLarge, TooManyTries
from proeve.core.gathering import TooManyWaiting
from proeve.web.signed_out import ask_to_sign_in

log = structlog.get_logger()

STATUSES: tuple[tuple[type[ProeveError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (TooManyTries, HTTPStatus.TOO_MANY_REQUESTS),
    (Conflict, HTTPStatus.CONFLICT),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
)
"""The status of each kind of refusal; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Words:
    """What we say about a status: its heading, what happened, what to do now, and the code for programs."""

    code: str
    title: str
    problem: str
    advice: str


WORDS = {
    HTTPStatus.BAD_REQUEST: Words(
        "bad_request",
        "Dit konden we niet lezen",
        "Wat uw browser stuurde, was niet compleet.",
        "Ga terug naar de vorige pagina, laad die opnieuw en probeer het nog een keer.",
    ),
    HTTPStatus.UNAUTHORIZED: Words(
        "not_signed_in",
        "U bent niet aangemeld",
        "U bent niet (meer) aangemeld.",
        "Meld u aan en probeer het opnieuw.",
    ),
    HTTPStatus.FORBIDDEN: Words(
        "stale_page",
        "Deze pagina was verouderd",
        "De pagina stond te lang open, of er is intussen iemand anders aangemeld. Er is niets gewijzigd.",
        "Ga terug naar de vorige pagina, laad die opnieuw en probeer het nog een keer.",
    ),
    HTTPStatus.NOT_FOUND: Words(
        "not_found", "Deze pagina is er niet", NOTHING_HERE, "Controleer het adres, of begin op de eerste pagina."
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Words(
        "method_not_allowed",
        "Zo kunt u deze pagina niet openen",
        "Deze pagina hoort bij een formulier.",
        "Begin op de eerste pagina.",
    ),
    HTTPStatus.CONFLICT: Words(
        "conflict", "Dit kan nu niet meer", "", "Ga terug en laad de pagina opnieuw. Dan ziet u hoe het nu is."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Words(
        "too_large",
        "Dit bestand is te groot",
        "Het bestand is groter dan 6 MB. Er is niets opgeslagen.",
        "Verdeel het over meer bestanden, of bewaar het zonder plaatjes en stuur het opnieuw.",
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: Words(
        "invalid", "Dit kunnen we zo niet verwerken", "", "Ga terug, pas aan wat er niet klopt en probeer het opnieuw."
    ),
    HTTPStatus.TOO_MANY_REQUESTS: Words(
        "too_many_tries", "Te vaak geprobeerd", "", "Er is niets misgegaan. Even wachten is genoeg."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Words(
        "server_error",
        "Er ging bij ons iets mis",
        "Wat u het laatst stuurde, is niet verwerkt. Alles wat daarvoor is opgeslagen, is er nog.",
        "Probeer het over een minuut opnieuw. Blijft het misgaan? Meld het dan bij uw corporatie.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Words(
        "try_again",
        "Dit lukt nu even niet",
        "Wat u het laatst stuurde, is niet verwerkt. Alles wat daarvoor is opgeslagen, is er nog.",
        "Probeer het over een minuut opnieuw. Blijft het misgaan? Meld het dan bij uw corporatie.",
    ),
}
TOO_EARLY = frozenset({"not_arrived", "not_begun", "not_closed", "not_open_yet", "not_started", "too_early"})
"""The codes of what cannot be done yet: the heading of a conflict says that it cannot be done any more."""
NOT_YET = "Dit kan nu niet"
TRY_AGAIN_SECONDS = 5

JSON_ONLY = re.compile(r"/api(/.*)?|/mijn/toetsen/[^/]+/(openen|nasturen)/?", re.DOTALL)
"""The addresses of programs and of the exam page's script: whatever happens there, the answer is JSON."""


def answer_refusal(request: Request[Any, Any, Any], error: ProeveError) -> Response[Any]:
    """Answer what the domain refused, with its own sentence."""
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyTries) else {}
    problems = error.problems if isinstance(error, Invalid) else {}
    return _answer(request, status, code=error.code, message=error.message, problems=problems, headers=headers)


def answer_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """Answer what the framework refused; somebody who is not signed in is brought to where that can be done."""
    if isinstance(error, NotAuthorizedException) and wants_page(request):
        return ask_to_sign_in(request)
    known = HTTPStatus(error.status_code) if error.status_code in set(HTTPStatus) else HTTPStatus.BAD_REQUEST
    if known not in WORDS:
        known = HTTPStatus.BAD_REQUEST if known < HTTPStatus.INTERNAL_SERVER_ERROR else HTTPStatus.INTERNAL_SERVER_ERROR
    is_stale = isinstance(error, PermissionDeniedException)
    # A refused method says which ones there are: RFC 9110 wants that of every 405.
    headers = error.headers if known is HTTPStatus.METHOD_NOT_ALLOWED else None
    return _answer(request, HTTPStatus.FORBIDDEN if is_stale else known, headers=headers)


def answer_failure(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer what nobody foresaw, and write it to the log with all we know.

    Without a database, or while our keys cannot be opened, ask to try again.
    """
    log.error("request_failed", path=request.url.path, method=request.method, exc_info=error)
    if is_away(error) or isinstance(error, CannotSeal):
        return _ask_to_try_again(request)
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def answer_crowd(request: Request[Any, Any, Any], _error: TooManyWaiting) -> Response[Any]:
    """Ask to try again who found the line too long; a trace for each of thousands would only add to the load."""
    log.warning("too_many_waiting", path=request.url.path, method=request.method)
    return _ask_to_try_again(request)


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Tell whether the answer is for a person's eyes, not for a program or a script in a page."""
    headers = request.headers
    is_for_script = headers.get("sec-fetch-dest") == "empty" or "application/json" in headers.get("accept", "")
    return not (is_for_script or JSON_ONLY.fullmatch(request.url.path))


def _ask_to_try_again(request: Request[Any, Any, Any]) -> Response[Any]:
    return _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(TRY_AGAIN_SECONDS)})


def _answer(
    request: Request[Any, Any, Any],
    status: HTTPStatus,
    *,
    code: str = "",
    message: str = "",
    problems: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    words = WORDS[status]
    sentence = message or words.problem
    if not wants_page(request):
        body = {"code": code or words.code, "message": sentence} | ({"problems": problems} if problems else {})
        return Response({"error": body}, status_code=status, headers=headers, media_type=MediaType.JSON)
    title = NOT_YET if code in TOO_EARLY else words.title
    context = {"status": int(status), "title": title, "problem": sentence, "advice": words.advice}
    return Template(template_name="errors/error.html", context=context, status_code=status, headers=headers)
