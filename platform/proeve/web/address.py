"""The address a request comes from, through the proxies we trust and no further."""

from typing import Any

from litestar import Request

from proeve.core.settings import Settings


def address_of(request: Request[Any, Any, Any], settings: Settings) -> str:
    """Return the client's address, for counting tries.

    Behind proxies it is the entry that the outermost trusted one added to X-Forwarded-For; whatever stands before it
    was written by the client and proves nothing.
    """
    if settings.trusted_proxies:
        hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
        if len(hops) >= settings.trusted_proxies:
            return hops[-settings.trusted_proxies]
    return request.client.host if request.client else "unknown"
