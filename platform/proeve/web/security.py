"""The headers that every answer carries, pages and errors and files alike."""

import re
from collections.abc import Awaitable, Callable

from litestar.types import Message, Scope

from proeve.web.assets import STATIC_PATH

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""No inline script or style, nothing from elsewhere; Bootstrap's own style sheet draws its signs as data images."""

EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}

NOT_TO_BE_FOUND = re.compile(r"/(api|certificaten-meenemen|delen|v|verifieer)(/.*)?", re.IGNORECASE | re.DOTALL)
"""What is about one certificate or one holder, errors and refusals too: no search machine may keep it."""
FOR_ANYONE = re.compile(r"/verifieer/(zegel|stamcertificaat\.pem)")

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
NEVER = "no-store"


def header_hook(*, is_secure: bool) -> Callable[[Message, Scope], Awaitable[None]]:
    """Return the hook that adds the headers to each answer just before it goes out.

    A hook, not the framework's response headers, because those miss the answers to errors.
    """
    strictly = STRICT_TRANSPORT if is_secure else {}
    always = {name.lower().encode(): value.encode() for name, value in (EVERYWHERE | strictly).items()}

    async def add_headers(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        # As the server takes them: the framework's view of headers looks through all of them for each that is set.
        headers = [(name, value) for name, value in message["headers"] if name.lower() not in always]
        if all(name.lower() != b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", _cache_control(scope).encode()))
        if NOT_TO_BE_FOUND.fullmatch(scope["path"]) and not FOR_ANYONE.fullmatch(scope["path"]):
            headers.append((b"x-robots-tag", b"noindex"))
        message["headers"] = [*headers, *always.items()]

    return add_headers


def _cache_control(scope: Scope) -> str:
    """Keep versioned files for good, ask again for the others, and keep no page with someone's data."""
    if not scope["path"].startswith(f"{STATIC_PATH}/"):
        return NEVER
    return FOR_EVER if scope.get("query_string", b"").startswith(b"v=") else ASK_AGAIN
