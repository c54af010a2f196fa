"""Say on the next page what just happened, once."""

import base64
from typing import Any, Literal

import msgspec
from litestar import Request
from litestar.datastructures import Cookie
from litestar.response import Redirect

COOKIE = "proeve_flash"

FlashKind = Literal["good", "info", "attention", "wrong"]


def redirect(path: str, *, say: str = "", kind: FlashKind = "good") -> Redirect:
    """Send the browser on after a form was handled, with a sentence for the page it arrives at.

    The sentence travels in a cookie that only its own browser can change, and templates escape it.
    """
    cookies = []
    if say:
        value = base64.urlsafe_b64encode(msgspec.json.encode((kind, say))).decode()
        cookies.append(Cookie(COOKIE, value=value, httponly=True, samesite="lax", max_age=60))
    return Redirect(path, status_code=303, cookies=cookies)


def flashes(request: Request[Any, Any, Any]) -> list[tuple[str, str]]:
    """Return what the last redirect wanted said: (kind, sentence) pairs."""
    value = request.cookies.get(COOKIE)
    if not value:
        return []
    try:
        return [msgspec.json.decode(base64.urlsafe_b64decode(value), type=tuple[FlashKind, str])]
    except (ValueError, msgspec.MsgspecError):
        return []
