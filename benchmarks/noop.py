"""What the saves are held against: the framework and the server with nothing to do."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Litestar, get

ANSWER = b'{"state":"running"}'


@get("/")
async def answer() -> dict[str, str]:
    """Answer with a small dictionary, as an ordinary route does."""
    return {"state": "running"}


framework = Litestar([answer], openapi_config=None, logging_config=None)


async def plain(
    scope: dict[str, Any],
    _receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Answer with the same bytes through nothing but the server."""
    if scope["type"] != "http":
        return
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(ANSWER)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": ANSWER})
