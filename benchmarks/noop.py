"""What the saves are held against: the framework and the server, which take the same requests and do nothing."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Litestar, post
from litestar.status_codes import HTTP_200_OK

from proeve.web.sitting_messages import SentSaves

ANSWER = b'{"state":"running"}'


@post("/", status_code=HTTP_200_OK)
async def answer(data: SentSaves) -> dict[str, str]:  # noqa: ARG001  Read as any route reads a body, then left.
    """Answer with a small dictionary, as an ordinary route does."""
    return {"state": "running"}


framework = Litestar([answer], openapi_config=None, logging_config=None)


async def plain(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Take the body and answer with the same bytes through nothing but the server."""
    if scope["type"] != "http":
        return
    await receive()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(ANSWER)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": ANSWER})
