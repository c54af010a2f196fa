"""The menu in the assessor's room, with how many deliveries wait."""

from typing import Any

from litestar import Request
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.late_answers.deliveries import DeliveryState
from proeve.exams.late_answers.finding import count_late_deliveries
from proeve.web.navigation import menu_for

PATH = "/beoordelen"


async def menu_with_count(session: AsyncSession, request: Request[Any, Any, Any]) -> list[tuple[str, str, str, bool]]:
    """Return the menu of this role; only here the count is read, so that other pages do not pay for it."""
    waiting = (await count_late_deliveries(session, request.user)).get(DeliveryState.WAITING, 0)
    return [
        (href, f"{label} ({waiting})" if href == PATH and waiting else label, sign, current)
        for href, label, sign, current in menu_for(request.user.role, request.url.path)
    ]
