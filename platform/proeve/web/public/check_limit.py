"""How often one network may check certificates, so that numbers cannot be tried one after the other."""

from datetime import timedelta
from typing import Any

from litestar import Request

from proeve.core.database import Database
from proeve.core.rate_limits import count_try
from proeve.core.settings import Settings
from proeve.people.limits import network_of
from proeve.web.address import address_of

MOST_CHECKS = 60
"""More than anybody types in ten minutes, with a stack of certificates before them."""
CHECK_WINDOW = timedelta(minutes=10)


async def count_check(request: Request[Any, Any, Any], database: Database, settings: Settings) -> None:
    """Count one check from this network, or raise TooManyTries."""
    await count_try(
        database, f"verify:{network_of(address_of(request, settings))}", most=MOST_CHECKS, window=CHECK_WINDOW
    )
