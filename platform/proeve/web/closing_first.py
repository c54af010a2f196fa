"""Close what is overdue before somebody in charge reads of it, so that no page waits for the sweeper."""

from typing import Any

from litestar import Request
from litestar.enums import HttpMethod

from proeve.core.scope import Role, Scope
from proeve.exams.closing import close_overdue


async def close_first(request: Request[Any, Any, Any]) -> None:
    """Bring what this visitor is about to read up to date.

    Employees read their own attempts one by one, and those are closed by whatever reads them
    (`exams.closing.current_attempt`): thousands of them start in one minute, and then every query counts.
    """
    scope: Scope | None = request.scope.get("user")
    if scope is not None and scope.role is not Role.EMPLOYEE and request.method == HttpMethod.GET:
        await close_overdue(request.app.state.database, seen_by=scope)
