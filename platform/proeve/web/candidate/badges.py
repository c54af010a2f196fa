"""The badge of a certificate, for its holder alone, as a file for a wallet."""

import asyncio
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.register.badges import UnsignedBadge, find_badge
from proeve.register.keys import badge_keys
from proeve.web.downloads import attachment
from proeve.web.public.status_lists import AS_JSON, AS_JWT


@get("/certificaten/{certificate_id:int}/badge.json")
async def download_json(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    certificate_id: FromPath[int],
) -> Response[bytes]:
    """Send the badge as JSON with a proof inside, which most wallets take."""
    badge = await _find(request, database, certificate_id)
    return _file(badge, await asyncio.to_thread(lambda: badge.as_json(badge_keys(settings))), AS_JSON, "json")


@get("/certificaten/{certificate_id:int}/badge.jwt")
async def download_jwt(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    certificate_id: FromPath[int],
) -> Response[bytes]:
    """Send the badge as a signed token, which other wallets take."""
    badge = await _find(request, database, certificate_id)
    return _file(badge, await asyncio.to_thread(lambda: badge.as_jwt(badge_keys(settings))), AS_JWT, "jwt")


async def _find(request: Request[Any, Any, Any], database: Database, certificate_id: int) -> UnsignedBadge:
    async with database.reading() as session:
        return await find_badge(session, request.user, certificate_id)


def _file(badge: UnsignedBadge, content: bytes, media_type: str, ending: str) -> Response[bytes]:
    return attachment(content, media_type, f"badge-{badge.facts.number}.{ending}")
