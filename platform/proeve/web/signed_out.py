"""Bring who is not signed in (any more) to signing in, and back; say so when that cost them a form."""

import base64
from typing import Any
from urllib.parse import quote

from litestar import Litestar, Request
from litestar.datastructures import Cookie
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.response import Redirect

from proeve.web.flash import redirect

COOKIE = "proeve_unsaved"
REMEMBERED_SECONDS = 30 * 60
"""Longer than a sign-in link lives; who comes back later has forgotten the form too."""

NOT_SAVED = (
    "U was niet meer aangemeld toen u het formulier verstuurde. Het is niet opgeslagen. "
    "Meld u opnieuw aan. Daarna komt u terug op dezelfde pagina."
)
FILL_IN_AGAIN = "U bent weer aangemeld. Het formulier van daarnet is niet opgeslagen. Vul het hier opnieuw in."


def ask_to_sign_in(request: Request[Any, Any, Any]) -> Redirect:
    """Lead to the page for signing in, which leads back; for a form that is lost, back to the page it stands on."""
    if request.method in {"GET", "HEAD"}:
        return Redirect(_sign_in_path(request.url.path), status_code=303)
    path = page_of_form(request.app, request.url.path)
    if path == "/":  # Signing out or working in another role: there is nothing to fill in again.
        return Redirect(_sign_in_path(path), status_code=303)
    answer = redirect(_sign_in_path(path), say=NOT_SAVED, kind="attention")
    # A cookie as well, for the link in the mail does not know which page somebody came from.
    answer.cookies.append(_cookie(base64.urlsafe_b64encode(path.encode()).decode(), REMEMBERED_SECONDS))
    return answer


def page_of_unsaved_form(request: Request[Any, Any, Any]) -> str:
    """Return the page of the form that this browser lost not long ago, or nothing."""
    try:
        return base64.urlsafe_b64decode(request.cookies.get(COOKIE, "")).decode()
    except ValueError:
        return ""


def forget_unsaved_form() -> Cookie:
    """Return the cookie that ends the remembering."""
    return _cookie("", 0)


def page_of_form(app: Litestar, path: str) -> str:
    """Return the nearest page at or above the address that a form is sent to."""
    parts = path.rstrip("/").split("/")
    above = ("/".join(parts[:end]) for end in range(len(parts), 1, -1))
    return next((each for each in above if _is_page(app, each)), "/")


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
