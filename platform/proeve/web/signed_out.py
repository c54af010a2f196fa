"""Bring who is not signed in (any more) to signing in, and back; say so when that cost them a form."""

import base64
import re
from typing import Any, NamedTuple
from urllib.parse import quote

from litestar import Litestar, Request
from litestar.datastructures import Cookie
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.response import Redirect

from proeve.web.flash import redirect

COOKIE = "proeve_unsaved"
REMEMBERED_SECONDS = 30 * 60
"""Longer than a sign-in link lives; who comes back later has forgotten the form too."""


class Words(NamedTuple):
    """What we say about a form that came too late: at once, and on its page after signing in."""

    at_once: str
    afterwards: str


OF_A_FORM = Words(
    "U was niet meer aangemeld toen u het formulier verstuurde. Het is niet opgeslagen. "
    "Meld u opnieuw aan. Daarna komt u terug op dezelfde pagina.",
    "U bent weer aangemeld. Het formulier van daarnet is niet opgeslagen. Vul het hier opnieuw in.",
)
EXAM_FORM = re.compile(r"/mijn/toetsen/\d+/(inleveren|starten)/?")
OF_AN_EXAM = {
    "inleveren": Words(
        "U was niet meer aangemeld toen u uw toets inleverde. Uw antwoorden zijn bewaard, maar de toets is nog niet "
        "ingeleverd. Meld u opnieuw aan en lever de toets daarna in. Is de tijd eerder om? Dan wordt de toets vanzelf "
        "ingeleverd.",
        "U bent weer aangemeld. Uw antwoorden zijn bewaard. Loopt uw toets nog? Lever hem dan nu in.",
    ),
    "starten": Words(
        "U was niet meer aangemeld toen u op 'Toets starten' drukte. Uw toets is nog niet begonnen. "
        "Meld u opnieuw aan en druk daarna nog een keer op 'Toets starten'.",
        "U bent weer aangemeld. Bent u nog niet begonnen? Druk dan nog een keer op 'Toets starten'.",
    ),
}
"""Buttons of an exam: answers are stored without anybody being signed in, so nothing of them is lost."""


def ask_to_sign_in(request: Request[Any, Any, Any]) -> Redirect:
    """Lead to the page for signing in, which leads back; for a form that is lost, back to the page it stands on."""
    if request.method in {"GET", "HEAD"}:
        return Redirect(_sign_in_path(request.url.path), status_code=303)
    path = page_of_form(request.app, request.url.path)
    if path == "/":  # Signing out or working in another role: there is nothing to fill in again.
        return Redirect(_sign_in_path(path), status_code=303)
    answer = redirect(_sign_in_path(path), say=_words(request.url.path).at_once, kind="attention")
    # A cookie as well, for the link in the mail does not know which page somebody came from.
    answer.cookies.append(_cookie(base64.urlsafe_b64encode(request.url.path.encode()).decode(), REMEMBERED_SECONDS))
    return answer


def find_unsaved_form(request: Request[Any, Any, Any]) -> tuple[str, str]:
    """Return the page of the form that this browser lost not long ago and what to say there, or twice nothing."""
    try:
        path = base64.urlsafe_b64decode(request.cookies.get(COOKIE, "")).decode()
    except ValueError:
        return "", ""
    page = page_of_form(request.app, path)
    return ("", "") if page == "/" else (page, _words(path).afterwards)


def forget_unsaved_form() -> Cookie:
    """Return the cookie that ends the remembering."""
    return _cookie("", 0)


def page_of_form(app: Litestar, path: str) -> str:
    """Return the nearest page at or above the address that a form is sent to."""
    parts = path.rstrip("/").split("/")
    above = ("/".join(parts[:end]) for end in range(len(parts), 1, -1))
    return next((each for each in above if _is_page(app, each)), "/")


def _words(path: str) -> Words:
    of_exam = EXAM_FORM.fullmatch(path)
    return OF_AN_EXAM[of_exam[1]] if of_exam else OF_A_FORM


def _is_page(app: Litestar, path: str) -> bool:
    try:
        app.asgi_router.handle_routing(path=path, method="GET")
    except (NotFoundException, MethodNotAllowedException):
        return False
    return True


def _sign_in_path(back: str) -> str:
    return f"/aanmelden?verder={quote(back)}"


def _cookie(value: str, seconds: int) -> Cookie:
    return Cookie(COOKIE, value=value, httponly=True, samesite="lax", max_age=seconds)
