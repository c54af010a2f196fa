"""A visitor of the application, without a network."""

from contextlib import AbstractAsyncContextManager
from typing import Self

from httpx import ASGITransport, AsyncClient
from litestar import Litestar


class Visitor(AsyncClient):
    """Asks the application in the event loop of the test; Litestar's own client does so from other threads.

    As a context it starts and stops the application.
    """

    def __init__(self, app: Litestar) -> None:
        super().__init__(
            transport=ASGITransport(app, client=("testclient", 50000)),  # type: ignore[arg-type]  Litestar's own types.
            base_url="http://testserver.local",
            headers={"user-agent": "testclient"},
            follow_redirects=True,
        )
        self._life: AbstractAsyncContextManager[None] = app.lifespan()

    async def __aenter__(self) -> Self:
        await self._life.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._life.__aexit__(None, None, None)
        await self.aclose()
