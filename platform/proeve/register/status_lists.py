"""The public lists of revoked and of suspended badges: draw a place in them, and read and sign what they say now."""

import secrets
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.badge.credential import ENTRIES_IN_LIST
from certificates.status_list import Purpose, StatusList, draw_status_index, sign_status_list, sign_status_list_jwt
from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.core.settings import Settings
from proeve.register.certificates import Certificate
from proeve.register.keys import badge_keys

SYSTEM_RANDOM = secrets.SystemRandom()
NO_SUCH_LIST = "Deze statuslijst bestaat niet."
MOST_LISTS = 10_000
"""More than a billion certificates, and places that still fit in a column of whole numbers."""


async def draw_free_place(session: AsyncSession) -> int:
    """Draw a place over all status lists that no certificate has; the column is unique, in case two draw the same."""
    place = col(Certificate.status_index)
    taken = await session.scalar(select(func.count(place))) or 0
    while await session.scalar(select(exists().where(place == (drawn := draw_status_index(taken, SYSTEM_RANDOM))))):
        pass
    return drawn


async def find_revoked_places(session: AsyncSession, number: int) -> frozenset[int]:
    """Return the places within one list whose badge is revoked; raise NotFound for a list that nobody has a place in.

    The first list is always there, for a badge may point to it before its certificate is stored.
    """
    return await _find_places(session, number, col(Certificate.revoked_at).is_not(None))


async def find_suspended_places(session: AsyncSession, number: int) -> frozenset[int]:
    """Return the places within one list whose badge is suspended now; raise as `find_revoked_places` does."""
    return await _find_places(session, number, col(Certificate.suspended_at).is_not(None))


async def _find_places(session: AsyncSession, number: int, is_set: ColumnElement[bool]) -> frozenset[int]:
    if not 1 <= number <= MOST_LISTS:
        raise NotFound(NO_SUCH_LIST)
    place = col(Certificate.status_index)
    start = (number - 1) * ENTRIES_IN_LIST
    in_list = place.between(start, start + ENTRIES_IN_LIST - 1)
    if number != 1 and not await session.scalar(select(exists().where(in_list))):
        raise NotFound(NO_SUCH_LIST)
    those = select(place).where(in_list, is_set)
    return frozenset(each - start for each in await session.scalars(those) if each is not None)


def sign_list(
    settings: Settings, number: int, places: frozenset[int], purpose: Purpose = "revocation"
) -> tuple[bytes, str]:
    """Return the list as it is signed, as JSON and as a JWT; call it apart from an event loop.

    What was signed in the same hour is given again while the same places are set; a list counts for a day.
    """
    return _sign(settings, number, places, purpose, clock.now().replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=8)
def _sign(
    settings: Settings, number: int, places: frozenset[int], purpose: Purpose, _hour: datetime
) -> tuple[bytes, str]:
    listed, keys = StatusList(number, places, clock.now(), purpose), badge_keys(settings)
    return sign_status_list(listed, keys), sign_status_list_jwt(listed, keys)
