"""The application as a server sees it: requests of exam pages are answered first, all others by the framework."""

from typing import Any

from litestar import Litestar

from proeve.web.sitting_api import SITTING_PATH, SittingApi


class Site(Litestar):
    """Litestar, with the hot path in front of it, where our own server finds it too.

    Even a plain ASGI handler costs as much again in the framework as everything it does itself, when it is mounted as a
    route: cookies, hooks and error handling that these two requests have no use for.
    """

    def __init__(self, sitting_api: SittingApi, **facts: Any) -> None:
        super().__init__(**facts)
        self.sitting_api = sitting_api

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, or see to starting and stopping."""
        if scope["type"] == "http" and scope["path"].startswith(SITTING_PATH):
            await self.sitting_api(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
