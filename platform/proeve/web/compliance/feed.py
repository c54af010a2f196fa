"""The calendar feed itself, for calendars that know its secret address; nobody signs in here."""

from datetime import timedelta
from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from proeve.core.calendar_files import MEDIA_TYPE, calendar_feed
from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.rate_limits import count_try
from proeve.core.settings import Settings
from proeve.people.limits import network_of
from proeve.register.calendar_feeds import read_feed
from proeve.web.address import address_of

RENEW_EVERY = timedelta(hours=12)
MOST_WRONG = 30
"""Wrong addresses from one network in ten minutes; nobody guesses 160 bits, but nobody need try for long either."""
WINDOW = timedelta(minutes=10)


@get("/{token:str}/certificaten.ics")
async def show_feed(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    token: FromPath[str],
) -> Response[bytes]:
    """Send the days on which certificates expire: numbers, and no names."""
    try:
        async with database.reading() as session:
            corporation, days = await read_feed(session, settings, token)
    except NotFound:
        key = f"calendar_feed:{network_of(address_of(request, settings))}"
        await count_try(database, key, most=MOST_WRONG, window=WINDOW)
        raise
    content = calendar_feed(f"Certificaten {corporation.name}", days, renew_every=RENEW_EVERY)
    headers = {"Content-Disposition": 'inline; filename="certificaten.ics"', "X-Robots-Tag": "noindex"}
    return Response(content.encode(), media_type=MEDIA_TYPE, headers=headers)


router = Router(path="/agenda", route_handlers=[show_feed])
