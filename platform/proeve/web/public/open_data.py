"""The answers that any program on the web may read: what our keys are, who we are, and which badges are revoked.

Their routes are left out of the protection of forms, for that would send each reader a cookie of their own, and an
answer that caches pass on must not carry one.
"""

from typing import Any

from litestar.response import Response

OPEN = {"Access-Control-Allow-Origin": "*"}
"""A wallet in a browser reads them from its own page; they hold nothing about anybody."""


def open_answer(content: Any, *, media_type: str, seconds: int, headers: dict[str, str] | None = None) -> Response[Any]:
    """Answer something that may be kept for some seconds by whoever passes it on."""
    caching = {"Cache-Control": f"public, max-age={seconds}"}
    return Response(content, media_type=media_type, headers=OPEN | caching | (headers or {}))
