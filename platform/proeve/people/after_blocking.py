"""What other rooms want done as soon as somebody is blocked, in the transaction that blocks them."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.scope import Scope

AfterBlocking = Callable[[AsyncSession, Scope, int], Awaitable[None]]
"""Gets the scope of the operator and the person who was blocked."""
CALLBACKS: list[AfterBlocking] = []


def after_blocking(callback: AfterBlocking) -> AfterBlocking:
    """Register a function to be awaited for everybody who is blocked; what it raises undoes the blocking."""
    CALLBACKS.append(callback)
    return callback


async def call_after_blocking(session: AsyncSession, scope: Scope, person_id: int) -> None:
    """Await everything that was registered, in the order of registration."""
    for callback in CALLBACKS:
        await callback(session, scope, person_id)
