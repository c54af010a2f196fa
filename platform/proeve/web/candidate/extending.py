"""More time at the candidate's own wish, where the exam allows it."""

from http import HTTPStatus
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from proeve.core import clock
from proeve.core.database import Database
from proeve.exams.extending import extend_attempt


class NewDeadline(Struct):
    """When the attempt ends now, by the server's clock, in milliseconds since 1970."""

    server_ms: int
    deadline_ms: int


@post("/toetsen/{attempt_id:int}/verlengen", status_code=HTTPStatus.OK)
async def extend(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> NewDeadline:
    """Add the exam's minutes, and tell the page until when it has now."""
    async with database.unit_of_work() as session:
        attempt = await extend_attempt(session, request.user, attempt_id)
    ends_at = attempt.deadline_at or clock.now()
    return NewDeadline(server_ms=clock.now_ms(), deadline_ms=clock.milliseconds(ends_at))
